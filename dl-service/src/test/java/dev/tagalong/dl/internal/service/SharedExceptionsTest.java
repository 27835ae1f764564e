package dev.tagalong.dl.internal.service;

import static dev.tagalong.dl.OpenFlags.RTLD_GLOBAL;
import static dev.tagalong.dl.OpenFlags.RTLD_NOW;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagalong.dl.Program;
import dev.tagalong.dl.internal.resolve.ModuleOffer;
import dev.tagalong.dl.internal.resolve.Provider;
import dev.tagalong.runtime.Global;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.ProcessEnvironment;
import dev.tagalong.runtime.WasmException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osgi.framework.Version;

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

    /** The run-time library defines the tags, and the others find what it defines since it is global. */
    @Test
    void theRuntimeLibraryDefinesTheTags() {
        deploy("host.wasm");
        deploy("throwingtags.wasm", "throwsfree.wasm", "catchesfree.wasm");
        SharingHost host = closing(new SharingHost(linker.load("host.wasm", ProcessEnvironment.EMPTY)));
        int runtime = host.open("throwingtags.wasm", RTLD_NOW | RTLD_GLOBAL);
        int throwsHandle = host.open("throwsfree.wasm", RTLD_NOW | RTLD_GLOBAL);
        int catches = host.open("catchesfree.wasm", RTLD_NOW);
        assertEquals(2000, host.call(catches, "caught", 200));
        assertEquals(-1, host.call(catches, "caught", 60));
        assertEquals(7000, host.call(catches, "jumped", -7));
        host.close(catches);
        host.close(throwsHandle);
        host.close(runtime);
    }

    /** A program is there before what it needs, such as the library that defines its tags. */
    @Test
    void aProgramNeedsTheRuntimeLibrary() {
        deploy("throwingtags.wasm", "throwsfree.wasm", "catchesprogram.wasm");
        Instance program = closing(linker.load("catchesprogram.wasm", ProcessEnvironment.EMPTY))
                .instance();
        assertEquals(2000, program.function("caught").call(200));
        assertEquals(-1, program.function("caught").call(60));
        assertEquals(7000, program.function("jumped").call(-7));
    }

    /** Each imports the other's tag, so that one of the two tags is wanted before the instance that has it is there. */
    @ParameterizedTest
    @CsvSource({"left,right", "right,left"})
    void tagsInACircle(String first, String second) {
        deploy("host.wasm");
        long bundle = deploy();
        offer(bundle, List.of(circular(bundle, "left", "right"), circular(bundle, "right", "left")));
        SharingHost host = closing(new SharingHost(linker.load("host.wasm", ProcessEnvironment.EMPTY)));
        int one = host.open("tag" + first + ".wasm", RTLD_NOW);
        int other = host.open("tag" + second + ".wasm", RTLD_NOW);
        assertEquals(5, host.call(one, "catch_" + second, 5));
        assertEquals(6, host.call(other, "catch_" + first, 6));
        host.close(one);
        assertEquals(7, host.call(other, "catch_" + first, 7), "what it needs stays");
        host.close(other);
    }

    private ModuleOffer circular(long bundle, String name, String needs) {
        String file = "tag" + name + ".wasm";
        byte[] binary = SideModuleBytes.withDylink(
                Wasm.binary(file),
                SideModuleBytes.concat(
                        SideModuleBytes.memoryInfo(0, 0, 0, 0), SideModuleBytes.needed("tag" + needs + ".wasm")));
        return ModuleOffer.of(
                new Provider(bundle, "bundle" + bundle, null),
                file,
                Version.valueOf("1.0.0"),
                engine.load(file, binary));
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
