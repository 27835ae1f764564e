package dev.tagalong.dl.internal.service;

import static dev.tagalong.dl.OpenFlags.RTLD_GLOBAL;
import static dev.tagalong.dl.OpenFlags.RTLD_NOW;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.tagalong.dl.Library;
import dev.tagalong.dl.LibraryInfo;
import dev.tagalong.dl.Program;
import dev.tagalong.dl.internal.resolve.ModuleOffer;
import dev.tagalong.dl.internal.resolve.Provider;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.Memory;
import dev.tagalong.runtime.ProcessEnvironment;
import dev.tagalong.runtime.TrapKind;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Version;

/** What compilers make of modules that use each other: data, functions, calling conventions, classes; C, C++ and Rust. */
class SideModulesTest extends LinkerHarness {

    /** What runs at the end of a program has as long as it takes, on a busy machine, too. */
    @BeforeEach
    void endInPeace() {
        grace.grace(Duration.ofMinutes(1));
    }

    private SharingHost host(String... libraries) {
        deploy("host.wasm");
        for (String library : libraries) {
            deploy(library);
        }
        return closing(new SharingHost(linker.load("host.wasm", ProcessEnvironment.EMPTY)));
    }

    @Test
    void aProgramAndALibrary() {
        programAndLibrary("programhere.wasm", "here", "there", "klab", "LKBA");
    }

    @Test
    void theLibraryAsTheProgram() {
        programAndLibrary("programthere.wasm", "there", "here", "abkl", "BALK");
    }

    /** The line of {@code pair.c} that does not hold is the number that is not 0. */
    private void programAndLibrary(String program, String mine, String other, String begin, String end) {
        deploy(program);
        deploy(other + "alone.wasm");
        Program running = closing(linker.load(program, ProcessEnvironment.EMPTY));
        Instance instance = running.instance();
        assertEquals(0, instance.function(mine + "_check").call());
        try (Library library = running.open(other + "alone.wasm", RTLD_NOW)) {
            assertEquals(0, library.function(other + "_check").call());
            int seed = mine.equals("here") ? 100 : 500;
            assertEquals(2 * seed + 2, instance.function(mine + "_shared").call(), "its own weak symbols");
            assertEquals(2 * seed + 4, library.function(other + "_shared").call(), "those of the program");
        }
        assertEquals(0, instance.function("live_blocks").call());
        Memory memory = instance.memory();
        int log = (int) instance.function("log_text").call();
        assertEquals(begin, memory.readCString(log));
        running.close();
        assertEquals(begin + end, memory.readCString(log));
        assertEquals(LibraryInfo.State.OFFERED, info(other + "alone.wasm").state());
    }

    @Test
    void twoLibraries() {
        SharingHost host = host("here.wasm", "there.wasm");
        for (String first : new String[] {"here", "there"}) {
            String second = first.equals("here") ? "there" : "here";
            int library = host.open(first + ".wasm");
            assertEquals(0, host.call(library, first + "_check"));
            assertEquals(0, host.call(library, second + "_check"));
            int seed = first.equals("here") ? 100 : 500;
            assertEquals(2 * seed + 2, host.call(library, first + "_shared"));
            assertEquals(2 * seed + 4, host.call(library, second + "_shared"), "weak symbols of the one first found");
            assertEquals(0, host.close(library));
            assertEquals(first.equals("here") ? "klabBALK" : "abklLKBA", host.log());
            assertEquals(0, host.step("live_blocks"));
            host.step("clear_log");
        }
    }

    @Test
    void functionsOfTypesThatTheProgramHasNot() {
        SharingHost host = host("here.wasm", "there.wasm");
        try (Library library = host.program.open("there.wasm", RTLD_NOW)) {
            Object result = library.function("there_many")
                    .call(
                            1,
                            2L,
                            0.25f,
                            0.125,
                            1,
                            1L,
                            1f / 64,
                            1.0 / 128,
                            1,
                            1L,
                            1f / 1024,
                            1.0 / 2048,
                            host.write("A"));
            assertEquals(1L + 4 + 1 + 1 + 16 + 32 + 1 + 1 + 256 + 512 + 1 + 1 + 'A', result);
            int pointer = library.pointer("there_many");
            assertTraps(TrapKind.INDIRECT_CALL_TYPE_MISMATCH, () -> host.callPointer(pointer, 1));
        }
    }

    @Test
    void classesAcrossModules() {
        SharingHost host = host("shapes.wasm", "squares.wasm");
        int squares = host.open("squares.wasm");
        assertEquals("ba", host.log(), "static objects of what is needed come first");
        assertEquals(2 * 2 * 2 + 2, host.call(squares, "squares_total", 2), "virtual calls into the one that derives");
        assertEquals(27 + 18 + 10, host.call(squares, "squares_virtual", 3));
        assertEquals("baS", host.log(), "virtual destructors of both");
        assertEquals(2, host.call(squares, "shapes_alive"));
        assertEquals(1, host.call(squares, "squares_count"));
        assertEquals(2, host.call(squares, "shapes_count"), "one static object of an inline function");
        assertEquals(2212, host.call(squares, "squares_box"));
        int box = host.symbol(squares, "_ZN3BoxIiE5valueE");
        host.memory.writeInt(box, 20);
        assertEquals(3222, host.call(squares, "squares_box"), "one static member of a template");
        assertEquals(0, host.close(squares));
        assertEquals("baSASB", host.log());
        assertEquals(0, host.step("live_blocks"));
    }

    @Test
    void classesOfLibrariesThatAreLocal() {
        SharingHost host = host("shapes.wasm", "squares.wasm");
        int shapes = host.open("shapes.wasm");
        int squares = host.open("squares.wasm");
        assertEquals(1, host.call(squares, "squares_count"));
        assertEquals(host.symbol(squares, "_ZN5Shape3allE"), host.symbol(shapes, "_ZN5Shape3allE"), "the class is one");
        assertNotEquals(
                host.symbol(squares, "_ZZ7countervE3one"),
                host.symbol(shapes, "_ZZ7countervE3one"),
                "shapes was there first, and did not see the inline function of squares");
        assertEquals(1, host.call(shapes, "shapes_count"));
        assertEquals(2222 - 10, host.call(squares, "squares_box"));
    }

    @Test
    void rust() {
        SharingHost host = host("rust.wasm");
        int rust = host.open("rust.wasm");
        assertEquals(10 + 6, host.call(rust, "test_func", 10));
        assertEquals(6, host.memory.readInt(host.symbol(rust, "RUST_COUNTER")));
        assertEquals(101, host.memory.readInt(host.symbol(0, "program_counter")));
        assertEquals(25 + 4 + 15, host.call(rust, "area", 5), "trait objects in a static");
        assertEquals(31, host.step("call_callback", host.symbol(rust, "apply"), host.step("triple_pointer"), 10));
        assertEquals(-7, host.callPointer(host.call(rust, "negate_pointer"), 7));
        int text = host.call(rust, "describe", 1);
        assertEquals("one is 1, Some(-2147483647)", host.string(text));
        host.instance.function("free").call(text);
        assertTraps(TrapKind.UNREACHABLE, () -> host.call(rust, "describe", 7));
        assertEquals(0, host.close(rust));
    }

    @Test
    void aConstructorThatFailsAfterOthersFoundItsFunction() {
        SharingHost host = host("betrays.wasm", "wants.wasm", "brings.wasm", "side.wasm");
        host.refused("none.wasm", RTLD_NOW);
        int before = host.step("live_blocks");
        assertSays(host.refused("betrays.wasm", RTLD_NOW | RTLD_GLOBAL), "a constructor of betrays.wasm");
        assertEquals("up", host.log());
        assertEquals(before, host.step("live_blocks"), "what it opened and was bound to it went, too");
        assertEquals(LibraryInfo.State.OFFERED, info("wants.wasm").state());

        int wants = host.open("wants.wasm", 1);
        int pointer = host.call(wants, "later_pointer");
        assertSays(host.refused("betrays.wasm", RTLD_NOW | RTLD_GLOBAL), "a constructor of betrays.wasm");
        assertEquals("upup", host.log());
        assertTraps(TrapKind.UNDEFINED_ELEMENT, () -> host.call(wants, "use_later", 1), "undefined symbol: later");
        assertTraps(TrapKind.UNINITIALIZED_ELEMENT, () -> host.callPointer(pointer, 1), "undefined symbol: later");
        useUpSlots(host);
        host.open("brings.wasm", RTLD_NOW | RTLD_GLOBAL);
        assertEquals(42, host.call(wants, "use_later", 14));
        assertEquals(42, host.callPointer(pointer, 14), "nobody else was given its slot");
    }

    /** Slots that rest are given out again after this. */
    private void useUpSlots(SharingHost host) {
        offer("nomemory.wasm", SideModuleBytes.memoryInfo(0, 0, 5000, 0));
        assertEquals(0, host.close(host.open("nomemory.wasm")));
        host.open("side.wasm");
    }

    private void offer(String file, byte[] dylink) {
        byte[] binary = SideModuleBytes.withDylink(Wasm.binary(file), dylink);
        long bundle = 900 + linker.libraries().size();
        offer(
                bundle,
                List.of(ModuleOffer.of(
                        new Provider(bundle, file, null), file, Version.emptyVersion, engine.load(file, binary))));
    }

    @Test
    void memoryThatEitherGrows() {
        SharingHost host = host("side.wasm");
        offer("grows.wasm", SideModuleBytes.memoryInfo(8, 2, 0, 0));
        int grows = host.open("grows.wasm");
        int pages = (int) host.memory.pages();
        assertEquals(pages, host.call(grows, "size"));
        assertEquals(pages, host.call(grows, "grow", 3));
        assertEquals(pages + 3, host.memory.pages());
        int fresh = pages << 16;
        assertEquals(77, host.call(grows, "poke", fresh + 8));
        assertEquals(77, host.memory.readInt(fresh + 8));
        host.memory.writeInt(fresh, 5);
        assertEquals(5, host.step("sum_of", host.symbol(host.open("side.wasm"), "fill"), 3));
        assertEquals(pages + 3, host.memory.grow(1));
        assertEquals(pages + 4, host.call(grows, "size"));
        assertEquals(77, host.call(grows, "poke", (pages + 4 << 16) - 4));
    }

    @Test
    void functionsWithSeveralResults() {
        SharingHost host = host();
        offer("grows.wasm", SideModuleBytes.memoryInfo(8, 2, 0, 0));
        offer(
                "wantspair.wasm",
                SideModuleBytes.concat(SideModuleBytes.memoryInfo(0, 0, 0, 0), SideModuleBytes.needed("grows.wasm")));
        assertEquals(3 + 2, host.call(host.open("wantspair.wasm"), "through"));
    }
}
