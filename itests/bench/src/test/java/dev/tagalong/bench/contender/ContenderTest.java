package dev.tagalong.bench.contender;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagalong.bench.process.Resources;
import dev.tagalong.bench.workload.GeneratedModule;
import dev.tagalong.bench.workload.Opened;
import dev.tagalong.bench.workload.Wiring;
import dev.tagalong.bench.workload.Workload;
import dev.tagalong.bench.workload.Workloads;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each contender does what its interface says, and all compute the same. */
class ContenderTest {

    private static final int UNITS = 40;

    static Stream<Contender> contenders() {
        return Contenders.ALL.stream().filter(c -> c.unavailable().isEmpty());
    }

    /** All wirings but the one that a process can have only once, and the one that needs the packed bundles. */
    static Stream<Workload> connected() {
        return Workloads.ALL.stream()
                .filter(w -> w.wiring() != Wiring.ENTRY && w.wiring() != Wiring.LINKER)
                .filter(w -> w.wiring() != Wiring.PLAIN
                        || List.of("call-direct", "vm", "nbody").contains(w.id()));
    }

    private static int run(Workload workload, Contender contender) {
        try (Opened opened = new Opened(workload, contender)) {
            return opened.run().applyAsInt(workload.interpretedUnits() == 1 ? 1 : UNITS);
        }
    }

    @ParameterizedTest
    @MethodSource("connected")
    void allComputeTheSame(Workload workload) {
        Contender first = contenders().findFirst().orElseThrow();
        int expected = run(workload, first);
        contenders()
                .filter(c -> !workload.isOfThreads() || c.hasThreads())
                .forEach(c -> assertEquals(expected, run(workload, c), c.id() + " and " + first.id()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"threads-counter", "threads-ring"})
    void twoThreadsComputeWhatTheyDoInJava(String id) {
        Contender contender =
                contenders().filter(Contender::hasThreads).findFirst().orElseThrow();
        assertEquals(run(Workloads.get(id + "-java"), contender), run(Workloads.get(id), contender));
    }

    @Test
    void theGeneratedModuleRunsTheSame() {
        byte[] module = GeneratedModule.bytes();
        List<Integer> results = contenders()
                .map(c -> c.prepare("generated", module)
                        .instantiate(GuestImports.NONE)
                        .intFunction("run")
                        .applyAsInt(3))
                .distinct()
                .toList();
        assertEquals(1, results.size());
    }

    @ParameterizedTest
    @MethodSource("contenders")
    void memoryIsReadWrittenAndGrown(Contender contender) {
        byte[] module = Resources.bytes("wasm/sieve.wasm");
        try (Guest guest = contender.prepare("sieve", module).instantiate(GuestImports.NONE)) {
            guest.write(1000, new byte[] {1, 2, 3});
            assertArrayEquals(new byte[] {2, 3, 0}, guest.read(1001, 3));
            assertTrue(guest.growMemory(1_000_000));
            guest.write(999_990, new byte[] {5});
            assertArrayEquals(new byte[] {5}, guest.read(999_990, 1));
        }
    }

    @ParameterizedTest
    @MethodSource("contenders")
    void aPointerToAClosedLibraryTrapsAndItsPlaceIsUsedAgain(Contender contender) {
        Contender.Prepared library = contender.prepare("library", Resources.bytes("wasm/library.wasm"));
        byte[] module = Resources.bytes("wasm/call-pointer.wasm");
        try (Guest program = contender.prepare("program", module).instantiate(GuestImports.NONE)) {
            Guest first = library.instantiate(GuestImports.NONE);
            int pointer = program.pointerTo(first, "step");
            program.call("set_pointer", 0, pointer);
            assertEquals(22, program.call("call_pointer", 7));
            program.release(pointer);
            first.close();
            assertThrows(RuntimeException.class, () -> program.call("call_pointer", 7));
            Guest second = library.instantiate(GuestImports.NONE);
            assertEquals(pointer, program.pointerTo(second, "step"));
            assertEquals(22, program.call("call_pointer", 7));
        }
    }

    @ParameterizedTest
    @MethodSource("contenders")
    void anImportWithoutAValueIsRefused(Contender contender) {
        Contender.Prepared module = contender.prepare("import", Resources.bytes("wasm/call-import.wasm"));
        assertThrows(RuntimeException.class, () -> module.instantiate(GuestImports.NONE));
    }

    @Test
    void anUnknownContenderIsNamed() {
        assertTrue(assertThrows(IllegalArgumentException.class, () -> Contenders.get("nobody"))
                .getMessage()
                .contains("nobody"));
    }
}
