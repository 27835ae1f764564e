package dev.tagalong.dl.internal.service;

import static dev.tagalong.dl.OpenFlags.RTLD_GLOBAL;
import static dev.tagalong.dl.OpenFlags.RTLD_NOW;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagalong.dl.Program;
import dev.tagalong.runtime.Global;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.ProcessEnvironment;
import dev.tagalong.runtime.WasmException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** C++ exceptions and longjmp, in both encodings, from one library in a program's memory to another one. */
class SharedExceptionsTest extends LinkerHarness {

    @ParameterizedTest
    @CsvSource({"throws,catches", "throws,catcheslegacy", "throwslegacy,catches", "throwslegacy,catcheslegacy"})
    void librariesCatchWhatOthersThrow(String throwing, String catching) {
        deploy("host.wasm");
        deploy("throwing.wasm");
        deploy(throwing + ".wasm");
        deploy(catching + ".wasm");
        SharingHost host = closing(new SharingHost(linker.load("host.wasm", ProcessEnvironment.EMPTY)));
        int throwsHandle = host.open(throwing + ".wasm", RTLD_NOW | RTLD_GLOBAL);
        int catches = host.open(catching + ".wasm", RTLD_NOW);
        assertEquals(8, host.call(catches, "caught", 7));
        assertEquals(2000, host.call(catches, "caught", 200));
        assertEquals(-1, host.call(catches, "caught", 60));
        assertEquals(7, host.call(catches, "jumped", 7));
        assertEquals(7000, host.call(catches, "jumped", -7));
        assertEquals(3, host.call(throwsHandle, "how_often_cleaned"));
        int stack = stackPointer(host);
        WasmException thrown = assertThrows(WasmException.class, () -> host.call(catches, "only_int", 60));
        assertEquals(1, thrown.arguments().size());
        assertEquals(stack, stackPointer(host), "the stack is as it was before the call from Java");
        assertEquals(4, host.call(throwsHandle, "how_often_cleaned"));
        host.close(catches);
        host.close(throwsHandle);
    }

    private static int stackPointer(SharingHost host) {
        return (int) ((Global) host.instance.export("__stack_pointer")).get();
    }

    @Test
    void aProgramIsGivenItsTags() {
        deploy("exceptionsalone.wasm");
        Program one = closing(linker.load("exceptionsalone.wasm", ProcessEnvironment.EMPTY));
        Instance instance = one.instance();
        assertEquals(2000, instance.function("caught").call(200));
        assertEquals(7000, instance.function("jumped").call(-7));
        WasmException thrown = assertThrows(
                WasmException.class, () -> instance.function("only_int").call(60));
        assertTrue(thrown.getMessage().startsWith("exception [i32] with ["), thrown.getMessage());
    }
}
