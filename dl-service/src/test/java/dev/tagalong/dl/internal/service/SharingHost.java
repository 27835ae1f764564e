package dev.tagalong.dl.internal.service;

import dev.tagalong.dl.OpenFlags;
import dev.tagalong.dl.Program;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.Memory;
import dev.tagalong.runtime.Table;
import java.nio.charset.StandardCharsets;

/** The program {@code host.wasm}, which shares its memory: each method is one step of C code. */
final class SharingHost implements AutoCloseable {

    final Program program;
    final Instance instance;
    final Memory memory;
    final Table table;
    private final int text;
    private int logged;

    SharingHost(Program program) {
        this.program = program;
        instance = program.instance();
        memory = instance.memory();
        table = instance.export("__indirect_function_table") instanceof Table exported ? exported : null;
        text = step("text");
    }

    int tryOpen(String name, int flags) {
        write(name);
        return step("open_library", flags);
    }

    int open(String name, int flags) {
        int handle = tryOpen(name, flags);
        if (handle == 0) {
            throw new AssertionError("dlopen(" + name + "): " + error());
        }
        return handle;
    }

    int open(String name) {
        return open(name, OpenFlags.RTLD_NOW);
    }

    /** Opens what cannot be opened; why. */
    String refused(String name, int flags) {
        int handle = tryOpen(name, flags);
        if (handle != 0) {
            throw new AssertionError("dlopen(" + name + ") = " + handle);
        }
        return error();
    }

    int trySymbol(int handle, String symbol) {
        write(symbol);
        return step("symbol", handle);
    }

    int symbol(int handle, String symbol) {
        int value = trySymbol(handle, symbol);
        if (value == 0) {
            throw new AssertionError("dlsym(" + handle + ", " + symbol + "): " + error());
        }
        return value;
    }

    int close(int handle) {
        return step("close_library", handle);
    }

    String error() {
        int address = step("error");
        return address == 0 ? null : string(address);
    }

    /** Calls a function of a library that takes nothing. */
    int call(int handle, String symbol) {
        return step("call0", symbol(handle, symbol));
    }

    /** Calls a function of a library that takes a number. */
    int call(int handle, String symbol, int x) {
        return step("call", symbol(handle, symbol), x);
    }

    int callPointer(int pointer, int x) {
        return step("call", pointer, x);
    }

    int step(String function, Object... arguments) {
        Object result = instance.function(function).call(arguments);
        return result == null ? 0 : (int) result;
    }

    /** The same of a program that may have ended. */
    String log(Memory itsMemory) {
        if (!instance.closed()) {
            logged = step("log_text");
        }
        return itsMemory.readCString(Integer.toUnsignedLong(logged));
    }

    /** The letters that constructors and destructors have noted. */
    String log() {
        return log(memory);
    }

    String string(int address) {
        return memory.readCString(Integer.toUnsignedLong(address));
    }

    int write(String string) {
        byte[] bytes = (string + "\0").getBytes(StandardCharsets.UTF_8);
        memory.write(text, bytes, 0, bytes.length);
        return text;
    }

    @Override
    public void close() {
        program.close();
    }
}
