package dev.tagalong.dl.internal.service;

import static dev.tagalong.dl.OpenFlags.RTLD_NOW;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tagalong.dl.Library;
import dev.tagalong.dl.LibraryInfo;
import dev.tagalong.runtime.Function;
import dev.tagalong.runtime.ProcessEnvironment;
import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.TrapKind;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Several threads and one link space: each gets its turn, and an end comes at any time. */
class SharedThreadsTest extends LinkerHarness {

    private static final int ROUNDS = 200;

    private SharingHost host(String... libraries) {
        deploy("host.wasm");
        for (String library : libraries) {
            deploy(library);
        }
        return closing(new SharingHost(linker.load("host.wasm", ProcessEnvironment.EMPTY)));
    }

    @Test
    void threadsOpenCallAndClose() throws Exception {
        SharingHost host = host("side.wasm", "right.wasm", "base.wasm");
        Function add = host.instance.function("program_add");
        List<Future<Void>> running = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            String library = i % 2 == 0 ? "side.wasm" : "right.wasm";
            String symbol = i % 2 == 0 ? "twice" : "right_add";
            int expected = i % 2 == 0 ? 20 : 12;
            running.add(onThread(() -> {
                for (int round = 0; round < ROUNDS; round++) {
                    try (Library open = host.program.open(library, RTLD_NOW)) {
                        assertEquals(expected, open.function(symbol).call(10));
                        assertEquals(7, add.call(3, 4));
                        assertEquals(open.pointer(symbol), open.pointer(symbol));
                    }
                }
                return null;
            }));
        }
        for (Future<Void> future : running) {
            future.get();
        }
        assertEquals(0, host.step("live_blocks"));
        assertEquals(LibraryInfo.State.OFFERED, info("side.wasm").state());
        assertEquals(LibraryInfo.State.OFFERED, info("base.wasm").state());
    }

    @Test
    void aConstructorThatNeverEndsIsCancelledWithTheProgram() throws Exception {
        SharingHost host = host("never.wasm");
        Future<Integer> opening = onThread(() -> host.tryOpen("never.wasm", RTLD_NOW));
        await("it is being loaded", () -> info("never.wasm").references() == 1);
        await("it runs", host.instance::busy);
        host.program.cancel("the user has had enough");
        Throwable cause = assertThrows(ExecutionException.class, opening::get).getCause();
        assertEquals(TrapKind.CANCELLED, ((Trap) cause).kind());
        assertEquals(LibraryInfo.State.OFFERED, info("never.wasm").state());
        assertSays(host.refused("none.wasm", RTLD_NOW), "none.wasm");
    }

    @Test
    void aProgramThatIsClosedWhileItLoads() throws Exception {
        SharingHost host = host("never.wasm");
        Future<Integer> opening = onThread(() -> host.tryOpen("never.wasm", RTLD_NOW));
        await("it is being loaded", () -> info("never.wasm").references() == 1);
        host.close();
        assertComesToNothing(opening);
        await("it is free", () -> info("never.wasm").state() == LibraryInfo.State.OFFERED);
        assertThrows(Trap.class, () -> host.program.open("never.wasm", RTLD_NOW));
    }

    @Test
    void theLinkerStopsWhileALibraryRuns() throws Exception {
        SharingHost host = host("never.wasm");
        Future<Integer> opening = onThread(() -> host.tryOpen("never.wasm", RTLD_NOW));
        await("it is being loaded", () -> info("never.wasm").references() == 1);
        libraries.stop();
        assertComesToNothing(opening);
    }

    /** The constructor was cancelled, and the program with it, or could not be called any more. */
    private static void assertComesToNothing(Future<Integer> opening) throws InterruptedException {
        try {
            assertEquals(0, opening.get());
        } catch (ExecutionException e) {
            assertEquals(TrapKind.CANCELLED, ((Trap) e.getCause()).kind());
        }
    }
}
