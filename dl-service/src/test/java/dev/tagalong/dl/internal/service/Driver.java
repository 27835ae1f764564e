package dev.tagalong.dl.internal.service;

import dev.tagalong.dl.OpenFlags;
import dev.tagalong.dl.Program;
import dev.tagalong.runtime.Instance;
import java.nio.charset.StandardCharsets;

/** The program {@code driver.wasm}: each method is one step of C code. */
final class Driver implements AutoCloseable {

    final Program program;
    final Instance instance;
    final int text;

    Driver(Program program) {
        this.program = program;
        instance = program.instance();
        text = (int) step("text");
    }

    int open(String name, int flags) {
        write(name);
        return (int) step("open", flags);
    }

    int open(String name) {
        int handle = open(name, OpenFlags.RTLD_NOW);
        if (handle == 0) {
            throw new AssertionError("dlopen(" + name + "): " + error());
        }
        return handle;
    }

    int openAt(int pointer) {
        return (int) step("open_at", pointer);
    }

    int symbolOrNull(int handle, String symbol) {
        write(symbol);
        return (int) step("symbol", handle);
    }

    int symbol(int handle, String symbol) {
        int pointer = symbolOrNull(handle, symbol);
        if (pointer == 0) {
            throw new AssertionError("dlsym(" + handle + ", " + symbol + "): " + error());
        }
        return pointer;
    }

    int close(int handle) {
        return (int) step("close", handle);
    }

    int errorAddress() {
        return (int) step("error");
    }

    String error() {
        int address = errorAddress();
        return address == 0 ? null : instance.memory().readCString(Integer.toUnsignedLong(address));
    }

    int call(int pointer, int x) {
        return (int) step("call", pointer, x);
    }

    int callWith(int pointer, int callback, int x) {
        return (int) step("call_with", pointer, callback, x);
    }

    Object step(String function, Object... arguments) {
        return instance.function(function).call(arguments);
    }

    @Override
    public void close() {
        program.close();
    }

    void write(String string) {
        byte[] bytes = (string + "\0").getBytes(StandardCharsets.UTF_8);
        instance.memory().write(text, bytes, 0, bytes.length);
    }
}
