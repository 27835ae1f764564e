package dev.tagalong.dl.internal.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagalong.dl.DlException;
import dev.tagalong.dl.Library;
import dev.tagalong.dl.LibraryInfo;
import dev.tagalong.dl.OpenFlags;
import dev.tagalong.dl.Program;
import dev.tagalong.runtime.ProcessEnvironment;
import dev.tagalong.runtime.TrapKind;
import org.junit.jupiter.api.Test;

/** A library in a program's memory: data, buffers and callbacks cross as they do in a native process. */
class SharedLibraryTest extends LinkerHarness {

    /** The program: with a fixed place, or without. */
    String program() {
        return "host.wasm";
    }

    private SharingHost host() {
        return host(program());
    }

    private SharingHost host(String file) {
        deploy(file);
        deploy("side.wasm");
        return closing(new SharingHost(linker.load(file, ProcessEnvironment.EMPTY)));
    }

    @Test
    void theMainJob() {
        deploy(program());
        deploy("side.wasm");
        Program program = closing(linker.load(program(), ProcessEnvironment.EMPTY));
        assertEquals(2 * 10 + 7, program.run());
        assertEquals(LibraryInfo.State.OPEN, info("side.wasm").state());
        assertEquals(1, info("side.wasm").references());
    }

    @Test
    void aProgramWithoutAnAllocator() {
        SharingHost host = host("spare.wasm");
        deploy("plain.wasm");
        assertSays(
                host.refused("side.wasm", OpenFlags.RTLD_NOW),
                "side.wasm",
                "malloc (i32) -> (i32)",
                "free (i32) -> ()");
        long pages = 0;
        for (int i = 0; i < 40; i++) {
            int plain = host.open("plain.wasm");
            assertEquals(27, host.call(plain, "test_func", 10));
            assertEquals(1, host.call(plain, "is_zeroed"));
            assertEquals(0, host.close(plain));
            pages = i == 0 ? host.memory.pages() : pages;
        }
        assertEquals(pages, host.memory.pages());
    }

    @Test
    void dataIsReadAndWrittenFromBothSides() {
        SharingHost host = host();
        int side = host.open("side.wasm");
        int value = host.symbol(side, "exported_value");
        assertEquals(7, host.memory.readInt(value));
        host.memory.writeInt(value, 1000);
        assertEquals(1020, host.call(side, "test_func", 10));
        int names = host.memory.readInt(host.symbol(side, "exported_names"));
        assertEquals("two", host.string(host.memory.readInt(names + 8)));
        assertEquals("one", host.string(host.call(side, "name_of", 1)));
        int counter = host.symbol(0, "program_counter");
        assertEquals(101, host.memory.readInt(counter), "the constructor counted");
    }

    @Test
    void buffersAreShared() {
        SharingHost host = host();
        int side = host.open("side.wasm");
        assertEquals(0 + 1 + 4 + 9 + 16, host.step("sum_of", host.symbol(side, "fill"), 5));
        int length = host.symbol(side, "length_of");
        assertEquals(11, host.callPointer(length, host.write("hello there")));
        int copy = host.callPointer(host.symbol(side, "copy_of"), host.write("kept"));
        assertEquals("kept", host.string(copy));
    }

    @Test
    void functionsHaveOneAddress() {
        SharingHost host = host();
        int side = host.open("side.wasm");
        int twice = host.symbol(side, "twice");
        assertEquals(twice, host.call(side, "twice_pointer"));
        assertEquals(twice, host.memory.readInt(host.symbol(side, "exported_pointer")));
        assertEquals(host.step("triple_pointer"), host.call(side, "triple_pointer_of_side"));
        assertEquals(host.step("triple_pointer"), host.symbol(0, "triple"));
    }

    @Test
    void callbacksCrossBothWays() {
        SharingHost host = host();
        int side = host.open("side.wasm");
        assertEquals(31, host.step("call_callback", host.symbol(side, "apply"), host.step("triple_pointer"), 10));
        host.callPointer(host.symbol(side, "test_func"), 1);
        assertEquals(54311, host.call(side, "sorted"), "sorted by the program with a comparator of the library");
    }

    @Test
    void everyNumberCrosses() {
        SharingHost host = host();
        int side = host.open("side.wasm");
        assertEquals(1.25, host.instance.function("call_double").call(host.symbol(side, "half"), 2.5));
        assertEquals(0.5f, host.instance.function("call_float").call(host.symbol(side, "third"), 1.5f));
        assertEquals(1L << 60, host.instance.function("call_long").call(host.symbol(side, "square"), 1L << 30));
    }

    @Test
    void dataIsZeroedAndAlignedHoweverDirtyTheMemory() {
        SharingHost host = host();
        for (int i = 0; i < 40; i++) {
            int side = host.open("side.wasm");
            assertEquals(1, host.call(side, "is_zeroed"));
            assertEquals(0, host.call(side, "aligned_data") % 1024);
            assertEquals(1234, host.call(side, "state"));
            assertEquals(0, host.close(side));
        }
        assertEquals("()".repeat(40), host.log());
    }

    @Test
    void closingGivesEverythingBack() {
        SharingHost host = host();
        host.close(host.open("side.wasm"));
        int used = host.step("heap_used");
        assertEquals(0, host.step("live_blocks"));
        int side = host.open("side.wasm");
        int pointer = host.symbol(side, "twice");
        assertEquals(84, host.callPointer(pointer, 42));
        assertEquals(0, host.close(side));
        assertEquals(used, host.step("heap_used"));
        assertEquals(0, host.step("live_blocks"));
        assertTraps(
                TrapKind.UNINITIALIZED_ELEMENT,
                () -> host.callPointer(pointer, 1),
                "side.wasm",
                Integer.toString(pointer));
        assertEquals(LibraryInfo.State.OFFERED, info("side.wasm").state());
        assertEquals(-1, host.close(side));
        assertSays(host.error(), "was closed", "side.wasm");
        int again = host.open("side.wasm");
        assertNotEquals(pointer, host.symbol(again, "twice"), "a stale pointer does not reach the newer one");
    }

    @Test
    void openedTwiceClosedTwice() {
        SharingHost host = host();
        int side = host.open("side.wasm");
        assertEquals(side, host.open("side.wasm"));
        assertEquals(0, host.close(side));
        assertEquals(27, host.call(side, "test_func", 10));
        assertEquals("(", host.log());
        assertEquals(0, host.close(side));
        assertEquals("()", host.log());
        assertEquals(-1, host.close(side));
    }

    @Test
    void addressesHaveNames() {
        SharingHost host = host();
        int side = host.open("side.wasm");
        assertEquals("side.wasm twice +0", located(host, host.symbol(side, "twice")));
        assertEquals("side.wasm exported_value +0", located(host, host.symbol(side, "exported_value")));
        assertEquals("side.wasm dirty +99", located(host, host.symbol(side, "dirty") + 99));
        assertEquals(program() + " triple +0", located(host, host.symbol(0, "triple")));
        assertEquals(program() + " program_counter +0", located(host, host.symbol(0, "program_counter")));
        assertEquals(0, host.step("locate", -1, host.write("")));
        assertSays(host.error(), "0xffffffff");
        assertEquals(0, host.close(side));
        assertEquals("()", host.log());
    }

    private static String located(SharingHost host, int pointer) {
        int info = host.write("");
        assertEquals(1, host.step("locate", pointer, info), host::error);
        String symbol = host.string(host.memory.readInt(info + 8));
        return host.string(host.memory.readInt(info)) + " " + symbol + " +"
                + (pointer - host.memory.readInt(info + 12));
    }

    @Test
    void eachProgramHasItsOwn() {
        SharingHost first = host();
        SharingHost second = closing(new SharingHost(linker.load(program(), ProcessEnvironment.EMPTY)));
        int inFirst = first.open("side.wasm");
        int inSecond = second.open("side.wasm");
        first.memory.writeInt(first.symbol(inFirst, "exported_value"), 1);
        assertEquals(21, first.call(inFirst, "test_func", 10));
        assertEquals(27, second.call(inSecond, "test_func", 10));
        assertEquals(2, info("side.wasm").references());
        first.close();
        assertEquals(1, info("side.wasm").references());
        assertEquals(27, second.call(inSecond, "test_func", 10));
    }

    @Test
    void javaOpensLibrariesInAProgram() throws Throwable {
        SharingHost host = host();
        try (Library side = host.program.open("side.wasm", OpenFlags.RTLD_NOW)) {
            assertEquals("side.wasm", side.name());
            assertEquals(27, (int) side.handle("test_func").invokeExact(10));
            assertEquals(host.symbol(side.id(), "twice"), side.pointer("twice"));
            host.memory.writeInt(side.pointer("exported_value"), 1);
            assertEquals(21, (int) side.function("test_func").call(10));
            assertEquals(1, side.as(Zeroed.class).is_zeroed());
            assertSays(
                    assertThrows(DlException.class, () -> side.taggedIndex("twice"))
                            .getMessage(),
                    "side.wasm");
            assertTrue(side.open());
        }
        assertEquals("()", host.log());
        Library left = host.program.open("side.wasm", OpenFlags.RTLD_NOW);
        host.close();
        assertFalse(left.open());
        assertThrows(DlException.class, left::instance);
        left.close();
        assertSays(
                assertThrows(DlException.class, () -> linker.open("side.wasm")).getMessage(),
                "side.wasm",
                "position-independent",
                "a program");
    }

    interface Zeroed {
        int is_zeroed();
    }
}
