package dev.tagalong.itests.felix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagalong.dl.DlException;
import dev.tagalong.dl.Program;
import dev.tagalong.itests.felix.fixture.Await;
import dev.tagalong.itests.felix.fixture.LinkerScenario;
import dev.tagalong.itests.felix.fixture.WatchedFolder;
import dev.tagalong.itests.felix.harness.BundleSet;
import dev.tagalong.itests.felix.harness.InFelix;
import dev.tagalong.runtime.ProcessEnvironment;
import dev.tagalong.runtime.Trap;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A program that emscripten has built with threads, and that is dropped into a folder. What it does, the number of its arguments says. */
@InFelix({BundleSet.CORE, BundleSet.LINKER, BundleSet.WASI, BundleSet.EMSCRIPTEN, BundleSet.DEPLOYER})
class PthreadsIT extends LinkerScenario {

    private static final String PROGRAM = "pthreads.wasm";
    private static final Path BINARY = Path.of("../../bundles/emscripten/src/test/resources/wasm", PROGRAM);
    private static final int COUNTS = 0;
    private static final int EXITS = 1;
    private static final int LEAVES = 5;
    private static final int STAYS = 9;

    private final ExecutorService runner = Executors.newSingleThreadExecutor();
    private Path folder;
    private WatchedFolder watched;

    @BeforeEach
    void dropTheProgram(@TempDir Path empty) throws Exception {
        folder = Files.createDirectory(empty.resolve("watched"));
        watched = new WatchedFolder(context, folder);
        watched.drop(PROGRAM, Files.readAllBytes(BINARY));
        Await.until("it is there", this::offered);
    }

    @AfterEach
    void removeIt() throws Exception {
        runner.shutdownNow();
        Files.deleteIfExists(folder.resolve(PROGRAM));
        Await.until("it is gone", () -> !offered());
        watched.close();
    }

    private boolean offered() {
        return linker.libraries().stream().anyMatch(l -> l.name().equals(PROGRAM));
    }

    private Program program(int what) {
        List<String> arguments = Collections.nCopies(what, "argument");
        return linker.load(
                PROGRAM, ProcessEnvironment.builder().arguments(arguments).build());
    }

    private static boolean threadsRun() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().startsWith(PROGRAM + " thread "));
    }

    @Test
    void itRuns() {
        try (Program program = program(COUNTS)) {
            assertEquals(0, program.run());
        }
        try (Program program = program(EXITS)) {
            assertEquals(42, program.run(), "a thread's exit is the program's");
        }
    }

    @Test
    void itsThreadsEndWithIt() throws Exception {
        try (Program program = program(LEAVES)) {
            assertEquals(0, program.run());
            assertTrue(threadsRun());
        }
        Await.until("its threads have ended", () -> !threadsRun());
    }

    /** The first thread waits in its own code meanwhile, so nobody could run a library that is placed with it. */
    @Test
    @Timeout(60)
    void aThreadOpensNoLibraryIntoTheMemory() throws Exception {
        deploy("threadside.wasm", "threadopens.wasm");
        try (Program program = linker.load("threadopens.wasm", ProcessEnvironment.EMPTY)) {
            assertEquals(0, program.run());
        }
    }

    @Test
    void itsThreadsEndWhenItsFileIsRemoved() throws Exception {
        Program program = program(STAYS);
        Future<Integer> run = runner.submit(program::run);
        Await.until("it has threads", PthreadsIT::threadsRun);
        Files.delete(folder.resolve(PROGRAM));
        Throwable end = assertThrows(ExecutionException.class, run::get).getCause();
        assertTrue(end instanceof Trap || end instanceof DlException, () -> "it ends by " + end);
        Await.until("its threads have ended", () -> !threadsRun());
    }
}
