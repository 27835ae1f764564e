package dev.tagalong.dl.internal.service;

import static dev.tagalong.dl.OpenFlags.RTLD_GLOBAL;
import static dev.tagalong.dl.OpenFlags.RTLD_LAZY;
import static dev.tagalong.dl.OpenFlags.RTLD_NOW;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tagalong.dl.DlException;
import dev.tagalong.dl.LibraryInfo;
import dev.tagalong.dl.internal.resolve.ModuleOffer;
import dev.tagalong.dl.internal.resolve.Provider;
import dev.tagalong.runtime.ProcessEnvironment;
import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.TrapKind;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Version;

/** Whatever stage of loading fails, memory, table, heap and symbols are as they were, and the program goes on. */
class FailureStagesTest extends LinkerHarness {

    private static final Provider HOSTILE = new Provider(70, "hostile", null);

    /** What a program and its linker know of libraries. */
    private record State(
            int liveBlocks, long pages, List<Object> table, List<LibraryInfo> libraries, int counter, String visible) {}

    private SharingHost host;

    private void start(String... libraries) {
        deploy("host.wasm");
        for (String library : libraries) {
            deploy(library);
        }
        deploy("side.wasm");
        host = closing(new SharingHost(linker.load("host.wasm", ProcessEnvironment.EMPTY)));
        // The text of an error has a place from then on, and the allocator its blocks.
        host.refused("none.wasm", RTLD_NOW);
        assertLives();
        // Whose address is asked for has a slot from then on.
        state();
    }

    private void assertLives() {
        host.step("clear_log");
        host.memory.writeInt(host.symbol(0, "program_counter"), 100);
        int side = host.open("side.wasm");
        assertEquals(27, host.call(side, "test_func", 10));
        assertEquals(54311, host.call(side, "sorted"));
        assertEquals(0, host.close(side));
        assertEquals("()", host.log());
        host.step("clear_log");
    }

    private State state() {
        List<Object> entries = new ArrayList<>();
        for (int i = 0; i < host.table.size(); i++) {
            entries.add(host.table.get(i));
        }
        while (entries.get(entries.size() - 1) == null) {
            entries.remove(entries.size() - 1);
        }
        StringBuilder visible = new StringBuilder();
        for (String symbol : List.of("base_add", "left_add", "mine", "later", "which", "triple")) {
            visible.append(host.trySymbol(0, symbol) == 0 ? '-' : '+');
        }
        host.error();
        return new State(
                host.step("live_blocks"),
                host.memory.pages(),
                entries,
                linker.libraries(),
                host.memory.readInt(host.symbol(0, "program_counter")),
                visible.toString());
    }

    private void assertFails(String library, String log, String... words) {
        int used = 0;
        for (int flags : new int[] {RTLD_NOW | RTLD_GLOBAL, RTLD_LAZY, RTLD_NOW}) {
            used = host.step("heap_used");
            State before = state();
            host.step("clear_log");
            assertSays(host.refused(library, flags), words);
            assertEquals(log, host.log());
            assertEquals(before.toString(), state().toString());
        }
        assertEquals(used, host.step("heap_used"), "what the first try took serves the others");
        assertLives();
    }

    private void hostile(String name, String file, byte[]... dylink) {
        byte[] binary = SideModuleBytes.withDylink(Wasm.binary(file), SideModuleBytes.concat(dylink));
        offer(70, List.of(ModuleOffer.of(HOSTILE, name, Version.valueOf("1"), engine.load(name, binary))));
    }

    @Test
    void parsing() {
        start();
        byte[] binary = SideModuleBytes.withDylink(Wasm.binary("relocs.wasm"), new byte[] {1, 9, 1});
        DlException error = assertThrows(
                DlException.class,
                () -> ModuleOffer.of(HOSTILE, "lies.wasm", Version.valueOf("1"), engine.load("lies.wasm", binary)));
        offer(70, List.of(ModuleOffer.broken(HOSTILE, "lies.wasm", Version.valueOf("1"), error.getMessage())));
        assertFails("lies.wasm", "", "lies.wasm", "is broken", "malformed dylink.0 section", "offset 0x");
    }

    @Test
    void findingWhatIsNeeded() {
        start("top.wasm", "left.wasm", "base.wasm");
        assertFails("top.wasm", "", "top.wasm", "needs right.wasm", "no bundle offers");
    }

    @Test
    void bindingImports() {
        start("wrongly.wasm");
        assertFails("wrongly.wasm", "", "wrongly.wasm", "program_add is wanted with type");
    }

    @Test
    void placingData() {
        start();
        hostile("big.wasm", "relocs.wasm", SideModuleBytes.memoryInfo(2 << 20, 4, 1, 0));
        assertFails("big.wasm", "", "cannot place big.wasm", "2097152 bytes");
    }

    @Test
    void placingDataOfFourGigabytes() {
        start();
        hostile("big.wasm", "relocs.wasm", SideModuleBytes.memoryInfo(0xFFFF_FFFFL, 1, 1, 0));
        assertFails("big.wasm", "", "cannot place big.wasm", "4294967295 bytes");
    }

    @Test
    void placingDataAtMultiplesOfTwoGigabytes() {
        start();
        hostile("far.wasm", "relocs.wasm", SideModuleBytes.memoryInfo(8, 31, 1, 0));
        assertFails("far.wasm", "", "cannot place far.wasm", "aligned to 2147483648");
    }

    @Test
    void placingFunctions() {
        start();
        hostile("many.wasm", "relocs.wasm", SideModuleBytes.memoryInfo(8, 2, 70_000, 0));
        assertFails("many.wasm", "", "cannot place many.wasm", "no room for 70000 more");
    }

    @Test
    void placingFunctionsFarApart() {
        start();
        hostile("apart.wasm", "relocs.wasm", SideModuleBytes.memoryInfo(8, 2, 1, 31));
        assertFails("apart.wasm", "", "cannot place apart.wasm", "no room for 1 more");
    }

    @Test
    void fillingTheTable() {
        start();
        hostile("none.wasm", "relocs.wasm", SideModuleBytes.memoryInfo(8, 2, 0, 0));
        assertFails("none.wasm", "", "the start of none.wasm", "out of bounds table access");
    }

    @Test
    void starting() {
        start();
        hostile("outside.wasm", "outside.wasm", SideModuleBytes.memoryInfo(8, 2, 0, 0));
        assertFails("outside.wasm", "", "the start of outside.wasm", "out of bounds memory access");
    }

    @Test
    void relocating() {
        start("base.wasm");
        hostile(
                "relocs.wasm",
                "relocs.wasm",
                SideModuleBytes.memoryInfo(8, 2, 1, 0),
                SideModuleBytes.needed("base.wasm"));
        assertFails("relocs.wasm", "", "the relocation of relocs.wasm", "out of bounds memory access");
    }

    @Test
    void constructing() {
        start("broken.wasm", "base.wasm");
        assertFails("broken.wasm", "axA", "a constructor of broken.wasm", "unreachable");
    }

    @Test
    void constructingWhatIsNeeded() {
        start("broken.wasm", "base.wasm");
        hostile(
                "outer.wasm",
                "relocs.wasm",
                SideModuleBytes.memoryInfo(8, 2, 1, 0),
                SideModuleBytes.needed("broken.wasm", "base.wasm", "broken.wasm"));
        assertFails("outer.wasm", "", "the relocation of outer.wasm", "out of bounds memory access");
    }

    @Test
    void aChainOfNeedsThatHasNoEnd() {
        start();
        int length = 3000;
        List<ModuleOffer> chain = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            byte[] binary =
                    SideModuleBytes.withDylink(Wasm.binary("nomemory.wasm"), SideModuleBytes.needed("link" + (i + 1)));
            chain.add(ModuleOffer.of(HOSTILE, "link" + i, Version.valueOf("1"), engine.load("link" + i, binary)));
        }
        offer(70, chain);
        assertFails("link0", "", "link2999", "needs link3000", "no bundle offers");
    }

    /** The call ends and not the program: what could not be freed then is freed with the next open. */
    @Test
    void beingCancelled() throws Exception {
        start("never.wasm");
        State before = state();
        for (int i = 0; i < 2; i++) {
            Future<Integer> opening = onThread(() -> host.tryOpen("never.wasm", RTLD_NOW));
            await("it is being loaded", () -> info("never.wasm").references() == 1);
            await("it runs", host.instance::busy);
            host.program.cancel("enough");
            Throwable cause =
                    assertThrows(ExecutionException.class, opening::get).getCause();
            assertEquals(TrapKind.CANCELLED, ((Trap) cause).kind());
        }
        assertLives();
        assertEquals(before.toString(), state().toString());
    }
}
