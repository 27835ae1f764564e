package dev.tagalong.dl.internal.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagalong.dl.LibraryInfo;
import dev.tagalong.dl.OpenFlags;
import dev.tagalong.dl.Program;
import dev.tagalong.dl.internal.natives.DlNatives;
import dev.tagalong.dl.internal.resolve.ModuleOffer;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.InstanceOptions;
import dev.tagalong.runtime.ProcessEnvironment;
import dev.tagalong.runtime.TaggedIndex;
import dev.tagalong.runtime.TrapKind;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code dlopen}, {@code dlsym}, {@code dlclose} and {@code dlerror}, as a program sees them. */
class NativesTest extends LinkerHarness {

    @Test
    void theMainJob() {
        deploy("app.wasm");
        deploy("main.wasm");
        Program program = closing(linker.load("main.wasm", ProcessEnvironment.EMPTY));
        assertEquals(42, program.run());
        assertEquals(LibraryInfo.State.OFFERED, info("app.wasm").state());
    }

    @Test
    void aPointerIsIdAndFunctionIndex() {
        deploy("app.wasm");
        Driver driver = driver();
        int handle = driver.open("app.wasm");
        int pointer = driver.symbol(handle, "count");
        assertEquals(info("app.wasm").id(), handle);
        assertEquals(handle, TaggedIndex.id(pointer));
        assertEquals(1, TaggedIndex.index(pointer));
        assertEquals(5, driver.call(pointer, 5));
        assertEquals(7, driver.call(pointer, 2), "the library keeps its state");
    }

    @Test
    void openedTwiceClosedTwice() {
        deploy("app.wasm");
        Driver driver = driver();
        int handle = driver.open("app.wasm");
        assertEquals(handle, driver.open("app.wasm"));
        int pointer = driver.symbol(handle, "test_func");
        assertEquals(0, driver.close(handle));
        assertEquals(42, driver.call(pointer, 1));
        assertEquals(0, driver.close(handle));
        assertTraps(TrapKind.UNDEFINED_ELEMENT, () -> driver.call(pointer, 1), "app.wasm", "not open");
        assertEquals(-1, driver.close(handle));
        assertSays(driver.error(), "app.wasm", "not open", Integer.toString(handle));
        assertEquals(0, driver.symbolOrNull(handle, "test_func"));
        assertSays(driver.error(), "app.wasm", "not open");
    }

    @Test
    void anErrorIsToldOnce() {
        Driver driver = driver();
        assertNull(driver.error());
        assertEquals(0, driver.open("nothing.wasm", 0));
        assertSays(driver.error(), "nothing.wasm", "there is driver.wasm");
        assertNull(driver.error());
        assertEquals(-1, driver.close(77));
        assertEquals(0, driver.open("nobody.wasm", 0));
        assertSays(driver.error(), "nobody.wasm");
        assertNull(driver.error(), "only the last");
    }

    @Test
    void aSuccessDoesNotClearTheError() {
        deploy("app.wasm");
        Driver driver = driver();
        driver.open("nothing.wasm", 0);
        driver.open("app.wasm");
        assertSays(driver.error(), "nothing.wasm");
    }

    @Test
    void eachProgramHasItsOwnErrors() {
        Driver first = driver();
        Driver second = driver();
        first.open("nothing.wasm", 0);
        assertNull(second.error());
        assertSays(first.error(), "nothing.wasm");
    }

    @Test
    void symbolsThatAreNotFunctions() {
        deploy("app.wasm");
        Driver driver = driver();
        int handle = driver.open("app.wasm");
        assertEquals(0, driver.symbolOrNull(handle, "answer"));
        assertSays(driver.error(), "'answer'", "app.wasm", "global", "memory of its own");
        assertEquals(0, driver.symbolOrNull(handle, "memory"));
        assertSays(driver.error(), "'memory'", "is a memory");
        assertEquals(0, driver.symbolOrNull(handle, "no_such"));
        assertSays(driver.error(), "undefined symbol", "'no_such'", "app.wasm");
    }

    @Test
    void aFunctionIndexThatCannotBeTagged() {
        ModuleOffer app = module(9, "many.wasm", "1", "app.wasm");
        offer(
                9,
                List.of(ModuleOffer.of(
                        app.provider(), "many.wasm", app.version(), engine.load("many.wasm", manyFunctions(65_537)))));
        Driver driver = driver();
        int handle = driver.open("many.wasm");
        assertEquals(0, driver.symbolOrNull(handle, "last"));
        assertSays(driver.error(), "last", "many.wasm", "index 65536", "65535");
        int first = driver.symbol(handle, "first");
        assertEquals(65_535, TaggedIndex.index(first));
        assertEquals(7, driver.call(first, 7));
        assertEquals(0, linker.symbols("many.wasm").get(1).taggedIndex());
    }

    /** A module of identity functions; the last but one is exported as {@code first}, the last one as {@code last}. */
    private static byte[] manyFunctions(int count) {
        ByteArrayOutputStream module = new ByteArrayOutputStream();
        module.writeBytes(new byte[] {0, 'a', 's', 'm', 1, 0, 0, 0});
        section(module, 1, new byte[] {1, 0x60, 1, 0x7F, 1, 0x7F});
        ByteArrayOutputStream functions = new ByteArrayOutputStream();
        unsigned(functions, count);
        functions.writeBytes(new byte[count]);
        section(module, 3, functions.toByteArray());
        ByteArrayOutputStream exports = new ByteArrayOutputStream();
        exports.writeBytes(new byte[] {2, 5, 'f', 'i', 'r', 's', 't', 0});
        unsigned(exports, count - 2);
        exports.writeBytes(new byte[] {4, 'l', 'a', 's', 't', 0});
        unsigned(exports, count - 1);
        section(module, 7, exports.toByteArray());
        ByteArrayOutputStream code = new ByteArrayOutputStream();
        unsigned(code, count);
        for (int i = 0; i < count; i++) {
            code.writeBytes(new byte[] {4, 0, 0x20, 0, 0x0B});
        }
        section(module, 10, code.toByteArray());
        return module.toByteArray();
    }

    private static void section(ByteArrayOutputStream module, int id, byte[] contents) {
        module.write(id);
        unsigned(module, contents.length);
        module.writeBytes(contents);
    }

    private static void unsigned(ByteArrayOutputStream out, int value) {
        for (int rest = value; ; rest >>>= 7) {
            if (rest < 0x80) {
                out.write(rest);
                return;
            }
            out.write(rest & 0x7F | 0x80);
        }
    }

    @Test
    void handlesThatAreNone() {
        deploy("app.wasm");
        Driver driver = driver();
        assertEquals(0, driver.symbolOrNull(4711, "test_func"));
        assertSays(driver.error(), "4711", "never given out");
        assertEquals(0, driver.symbolOrNull(info("app.wasm").id(), "test_func"));
        assertSays(driver.error(), "app.wasm", "not open here");
        assertEquals(-1, driver.close(0));
        assertSays(driver.error(), "no handle");
        assertEquals(0, driver.symbolOrNull(-1, "test_func"));
        assertSays(driver.error(), "RTLD_NEXT");
    }

    @Test
    void tagsThatAreNone() {
        long app = deploy("app.wasm");
        Driver driver = driver();
        int handle = driver.open("app.wasm");
        assertTraps(
                TrapKind.UNDEFINED_ELEMENT, () -> driver.call(1 << 20 | 3, 1), "0x00100003", "id 16", "never given");
        assertTraps(TrapKind.UNDEFINED_ELEMENT, () -> driver.call(-1, 1), "id 65535", "never given");
        assertTraps(TrapKind.UNDEFINED_ELEMENT, () -> driver.call(999, 1), "past the table's end");
        int far = TaggedIndex.pack(handle, 500);
        assertTraps(TrapKind.UNDEFINED_ELEMENT, () -> driver.call(far, 1), "index 500", "out of range", "app.wasm");
        int pointer = driver.symbol(handle, "test_func");
        assertTraps(
                TrapKind.INDIRECT_CALL_TYPE_MISMATCH,
                () -> driver.step("call_wrongly", pointer, 1),
                "(i32) -> (f64)",
                "(i32) -> (i32)");
        stop(app);
        assertTraps(
                TrapKind.UNDEFINED_ELEMENT, () -> driver.call(pointer, 1), "stale", "app.wasm 1.0.0", "was stopped");
    }

    @Test
    void flags() {
        deploy("app.wasm");
        Driver driver = driver();
        assertEquals(0, driver.open("app.wasm", OpenFlags.RTLD_NOLOAD));
        assertSays(driver.error(), "app.wasm", "RTLD_NOLOAD");
        assertEquals(0, driver.open("app.wasm", 0x80000));
        assertSays(driver.error(), "0x80000");
        int handle = driver.open("app.wasm", OpenFlags.RTLD_LAZY);
        assertEquals(handle, driver.open("app.wasm", OpenFlags.RTLD_NOLOAD));
        assertEquals(2, info("app.wasm").references(), "an open with RTLD_NOLOAD counts as any other");
    }

    @Test
    void noDeleteKeepsTheLibrary() {
        long app = deploy("app.wasm");
        Driver driver = driver();
        int handle = driver.open("app.wasm", OpenFlags.RTLD_NODELETE);
        int count = driver.symbol(handle, "count");
        driver.call(count, 5);
        assertEquals(0, driver.close(handle));
        assertEquals(LibraryInfo.State.OPEN, info("app.wasm").state());
        assertEquals(6, driver.call(count, 1), "its state is still there");
        driver.open("app.wasm");
        assertEquals(7, driver.call(count, 1));
        stop(app);
        assertTraps(TrapKind.UNDEFINED_ELEMENT, () -> driver.call(count, 1), "stopped");
    }

    @Test
    void noDeleteMayBeGivenLater() {
        deploy("app.wasm");
        Driver driver = driver();
        int handle = driver.open("app.wasm");
        driver.open("app.wasm", OpenFlags.RTLD_NOLOAD | OpenFlags.RTLD_NODELETE);
        driver.close(handle);
        driver.close(handle);
        assertEquals(LibraryInfo.State.OPEN, info("app.wasm").state());
    }

    @Test
    void aProgramOpensItselfAndIsCalledBack() {
        deploy("app.wasm");
        Driver driver = driver();
        int self = driver.openAt(0);
        assertNotEquals(0, self, driver::error);
        assertEquals(self, driver.openAt(0));
        int triple = driver.symbol(self, "triple");
        int apply = driver.symbol(driver.open("app.wasm"), "apply");
        assertEquals(21, driver.callWith(apply, triple, 7));
        assertEquals(0, driver.close(self));
        assertEquals(0, driver.close(self));
        assertEquals(-1, driver.close(self));
        assertEquals(21, driver.callWith(apply, triple, 7), "the program is there as long as it is there");

        Driver other = driver();
        driver.close();
        int otherApply = other.symbol(other.open("app.wasm"), "apply");
        assertTraps(
                TrapKind.UNDEFINED_ELEMENT,
                () -> other.callWith(otherApply, triple, 7),
                "stale",
                "program driver.wasm",
                "has ended");
    }

    @Test
    void theGlobalScope() {
        deploy("app.wasm");
        deploy("begin.wasm");
        Driver driver = driver();
        assertEquals(0, driver.symbolOrNull(0, "count"));
        assertSays(driver.error(), "undefined symbol", "'count'", "RTLD_GLOBAL");
        int local = driver.open("app.wasm");
        assertEquals(0, driver.symbolOrNull(0, "test_func"), "it was opened without RTLD_GLOBAL");
        int global = driver.open("begin.wasm", OpenFlags.RTLD_GLOBAL);
        assertEquals(global, TaggedIndex.id(driver.symbol(0, "count")));
        driver.open("app.wasm", OpenFlags.RTLD_GLOBAL | OpenFlags.RTLD_NOLOAD);
        assertEquals(local, TaggedIndex.id(driver.symbol(0, "test_func")), "promoted");
        assertEquals(driver.symbol(0, "triple"), driver.symbol(driver.openAt(0), "triple"));
    }

    @Test
    void namesThatAreNone() {
        Driver driver = driver();
        int end = (int) driver.instance.memory().byteSize();
        assertEquals(0, driver.openAt(end - 4), "zeros: an empty name");
        assertSays(driver.error(), "''");
        int newEnd = (int) driver.instance.memory().byteSize();
        driver.instance.memory().fill(newEnd - 4, (byte) 'a', 4);
        assertEquals(0, driver.openAt(newEnd - 4));
        assertSays(driver.error(), "library name", "does not end within the memory");
        assertEquals(0, driver.openAt(newEnd + 100));
        assertSays(driver.error(), "does not end within the memory");
        assertEquals(0, driver.openAt(-1));
        assertSays(driver.error(), "0xffffffff");
        driver.write("x".repeat(66_000));
        assertEquals(0, driver.openAt(driver.text));
        assertSays(driver.error(), "longer than 65536 bytes");
        driver.write("y".repeat(60_000));
        assertEquals(0, driver.openAt(driver.text));
        String text = driver.error();
        assertSays(text, "'yyy", "...'");
        assertTrue(text.length() < 1000, text);
    }

    @Test
    void aNameInUtf8() {
        offer(90, List.of(module(90, "größe-\uD83D\uDE00.wasm", "1", "app.wasm")));
        Driver driver = driver();
        assertEquals(info("größe-\uD83D\uDE00.wasm").id(), driver.open("größe-\uD83D\uDE00.wasm"));
        driver.open("größer", 0);
        assertSays(driver.error(), "größer");
    }

    @Test
    void anInstanceWithoutMemory() {
        deploy("nomemory.wasm");
        Program program = closing(linker.load("nomemory.wasm", ProcessEnvironment.EMPTY));
        assertEquals(0, program.instance().function("open").call(8));
        assertEquals(0, program.instance().function("error").call());
        assertNotEquals(0, program.instance().function("open").call(0), "itself it can open");
    }

    @Test
    void theErrorTextStandsInTheProgramsMemory() {
        Driver driver = driver();
        long pages = driver.instance.memory().pages();
        driver.open("nothing.wasm", 0);
        int first = driver.errorAddress();
        assertEquals(pages + 1, driver.instance.memory().pages());
        for (int i = 0; i < 100; i++) {
            driver.open("nothing" + i, 0);
            assertEquals(first, driver.errorAddress(), "the place is used again");
        }
        assertEquals(pages + 1, driver.instance.memory().pages());
    }

    @Test
    void memoryThatTheProgramTookSinceIsNotWrittenTo() {
        Driver driver = driver();
        driver.open("nothing.wasm", 0);
        int first = driver.errorAddress();
        driver.step("grow", 1);
        driver.instance.memory().fill(first, (byte) 7, 200);
        driver.open("nobody.wasm", 0);
        int second = driver.errorAddress();
        assertNotEquals(first, second);
        assertSays(driver.instance.memory().readCString(second), "nobody.wasm");
        assertEquals(7, driver.instance.memory().readByte(first));
    }

    @Test
    void theProgramsMallocIsUsed() {
        Driver driver = driver("allocator.wasm");
        Instance instance = driver.instance;
        long pages = instance.memory().pages();
        int heap = (int) driver.step("heap");
        driver.open("nothing.wasm", 0);
        assertEquals(heap, driver.errorAddress());
        driver.open("nobody.wasm", 0);
        assertEquals(heap, driver.errorAddress());
        assertEquals(pages, instance.memory().pages());
        instance.function("malloc").call(16_000);
        driver.open("z".repeat(3000), 0);
        assertEquals(heap, driver.errorAddress(), "texts are kept short, so the first block still does");
    }

    @Test
    void noRoomForTheText() {
        deploy("fixed.wasm");
        Program program = closing(linker.load("fixed.wasm", ProcessEnvironment.EMPTY));
        assertEquals(0, program.instance().function("fail").call());
        assertEquals(0, program.instance().function("error").call());
    }

    @Test
    void anInstanceThatTheLinkerDidNotMake() {
        Instance stranger = engine.instantiate(
                engine.load("nomemory.wasm", Wasm.binary("nomemory.wasm")),
                wanted -> engine.function(
                        wanted.name(), new DlNatives(trace).functions().get(wanted.name())),
                InstanceOptions.named("stranger"));
        assertTraps(
                TrapKind.HOST_ERROR,
                () -> stranger.function("open").call(0),
                "stranger was not made by the dynamic linker");
    }
}
