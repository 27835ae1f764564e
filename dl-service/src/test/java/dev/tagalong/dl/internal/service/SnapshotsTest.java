package dev.tagalong.dl.internal.service;

import static org.junit.jupiter.api.Assertions.*;

import dev.tagalong.dl.DlException;
import dev.tagalong.dl.Library;
import dev.tagalong.dl.LibraryInfo;
import dev.tagalong.dl.OpenFlags;
import dev.tagalong.dl.Program;
import dev.tagalong.dl.SnapshotInfo;
import dev.tagalong.dl.internal.control.FeatureSwitches;
import dev.tagalong.dl.internal.control.PluginRule;
import dev.tagalong.dl.internal.resolve.LinkedInstance;
import dev.tagalong.dl.internal.resolve.ModuleOffer;
import dev.tagalong.dl.internal.snapshot.ModuleSnapshots;
import dev.tagalong.dl.internal.snapshot.ModuleSnapshots.Taken;
import dev.tagalong.runtime.HostState;
import dev.tagalong.runtime.ProcessEnvironment;
import dev.tagalong.runtime.SnapshotException;
import dev.tagalong.runtime.Trap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs begin with the state that one of them had; what cannot be taken or used is refused, and they start the usual way. */
class SnapshotsTest extends LinkerHarness {

    private static final String MODULE = "prepared.wasm";
    private static final int STARTED = 11;
    private static final int PREPARED = 118;

    @TempDir
    Path folder;

    private ModuleSnapshots current;

    private static PluginRule rule(String function, Map<String, String> variables) {
        return rule(function, null, variables);
    }

    private static PluginRule rule(String function, Integer memoryPages, Map<String, String> variables) {
        return new PluginRule(
                "test~" + function + memoryPages + variables,
                0,
                "*",
                MODULE,
                memoryPages,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                FeatureSwitches.NONE,
                null,
                List.of(),
                variables,
                null,
                function);
    }

    private int state() {
        return state(ProcessEnvironment.EMPTY);
    }

    private int state(ProcessEnvironment environment) {
        try (Program program = linker.load(MODULE, environment)) {
            return (int) program.instance().function("state").call();
        }
    }

    /** Snapshots that are kept on disk, as after a restart. */
    private ModuleSnapshots kept(String version) {
        ModuleSnapshots kept =
                closing(new ModuleSnapshots(engine, version, binder::settings, new SnapshotMaker(libraries), folder));
        libraries.initialStates(kept);
        current = kept;
        return kept;
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    @Test
    void programsBeginWithWhatAFunctionHasMade() {
        deploy(MODULE);
        assertEquals(STARTED, state());
        assertNull(linker.snapshot(MODULE));
        SnapshotInfo taken = linker.takeSnapshot(MODULE, "prepare");
        assertEquals("prepare", taken.function());
        assertTrue(taken.bytes() > 0 && taken.bytes() < 8192, taken::toString);
        assertEquals(PREPARED, state());
        assertEquals(PREPARED, state(), "each begins anew");
        assertEquals(taken, linker.snapshot(MODULE));
        assertEquals(PREPARED, closing(linker.open(MODULE)).function("state").call(), "a library does, too");
        assertTrue(linker.removeSnapshot(MODULE));
        assertFalse(linker.removeSnapshot(MODULE));
        assertEquals(STARTED, state());
    }

    @Test
    void theStartAloneIsAState() {
        deploy(MODULE);
        linker.takeSnapshot(MODULE, SnapshotInfo.START);
        assertEquals(STARTED, state());
    }

    @Test
    void aProgramsPresentStateIsTaken() {
        deploy(MODULE);
        Program program = closing(linker.load(MODULE, ProcessEnvironment.EMPTY));
        program.instance().memory().writeInt(1024, 1000);
        assertEquals(SnapshotInfo.STATE, program.takeSnapshot().function());
        program.instance().memory().writeInt(1024, 2000);
        assertEquals(1000 + STARTED, state());
    }

    @Test
    void aConfiguredOneIsMadeInTheBackground() throws Exception {
        controls.add(rule("prepare", Map.of()));
        deploy(MODULE);
        await("the snapshot is made", () -> linker.snapshot(MODULE).made() != null);
        assertEquals(PREPARED, state());
        controls.replace(rule("prepare", Map.of()), rule("start", Map.of()));
        await("the other is made", () -> linker.snapshot(MODULE).function().equals("start"));
        controls.remove(rule("start", Map.of()));
        await(
                "none is wanted",
                () -> linker.snapshot(MODULE) == null || linker.snapshot(MODULE).made() != null);
    }

    @Test
    void theHeaderNamesTheFunction() throws Exception {
        ModuleOffer offer = module(1, MODULE, "1.0.0", MODULE).withSnapshot("prepare");
        offer(1, List.of(offer));
        await("the snapshot is made", () -> linker.snapshot(MODULE).made() != null);
        assertEquals(PREPARED, state());
    }

    @Test
    void whatFailsIsToldAndProgramsStartTheUsualWay() throws Exception {
        controls.add(rule("trap", Map.of()));
        deploy(MODULE);
        await("it has failed", () -> linker.snapshot(MODULE).problem().contains("unreachable"));
        assertEquals(STARTED, state());
        assertThrows(Trap.class, () -> linker.takeSnapshot(MODULE, "trap"));
        assertSays(refusal("take"), "has parameters");
        assertSays(refusal("missing"), "exports no function missing");
        deploy("app.wasm");
        assertSays(
                assertThrows(SnapshotException.class, () -> linker.takeSnapshot(MODULE, "open"))
                        .getMessage(),
                "it has isolated libraries open");
        assertThrows(DlException.class, () -> linker.takeSnapshot("nobody", "prepare"));
        assertEquals(STARTED, state());
    }

    private String refusal(String function) {
        return assertThrows(DlException.class, () -> linker.takeSnapshot(MODULE, function))
                .getMessage();
    }

    private record Listener(Set<Told> told) implements HostState {
        @Override
        public String hindersSnapshot() {
            return null;
        }
    }

    @Test
    void whatTheProgramWasToldHasToBeTheSame() {
        deploy(MODULE);
        ProcessEnvironment one = ProcessEnvironment.builder().variable("A", "1").build();
        Program program = closing(linker.load(MODULE, one));
        program.instance().memory().writeInt(1024, 1000);
        program.instance().attachment(Listener.class, () -> new Listener(Set.of(HostState.Told.VARIABLES)));
        program.takeSnapshot();
        assertEquals(1000 + STARTED, state(one));
        assertEquals(
                1000 + STARTED,
                state(one.toBuilder().arguments(List.of("other")).build()),
                "the program was not told its arguments");
        assertEquals(STARTED, state(), "without the variable");
        assertEquals(
                STARTED, state(ProcessEnvironment.builder().variable("A", "2").build()));
    }

    @Test
    void aRestartFindsItAndAnotherVersionDoesNot() throws Exception {
        deploy(MODULE);
        SnapshotInfo taken = kept("1").make(libraries.offer(MODULE), "prepare");
        assertEquals(1, files().size());
        ModuleSnapshots restarted = kept("1");
        assertEquals(PREPARED, state());
        assertEquals(taken.bytes(), restarted.info(libraries.offer(MODULE)).bytes());
        kept("2");
        assertEquals(STARTED, state());
        kept("2").make(libraries.offer(MODULE), "prepare");
        assertEquals(1, files().size(), "those of other versions go");
    }

    @Test
    void otherLimitsTakeAnother() {
        deploy(MODULE);
        kept("1").make(libraries.offer(MODULE), "prepare");
        PluginRule small = rule(null, 1, Map.of());
        controls.add(small);
        assertEquals(STARTED, state());
        controls.remove(small);
        assertEquals(PREPARED, state());
    }

    @Test
    void aDamagedOneIsIgnored() throws Exception {
        deploy(MODULE);
        for (int at : List.of(0, 40, 60, -1)) {
            kept("1").make(libraries.offer(MODULE), "prepare");
            Path file = files().get(0);
            byte[] bytes = Files.readAllBytes(file);
            bytes[at < 0 ? bytes.length - 1 : at] ^= 1;
            Files.write(file, bytes);
            kept("1");
            assertEquals(STARTED, state());
            assertEquals(List.of(), files(), "it is removed");
        }
    }

    @Test
    void anUpdatedBundleStartsTheUsualWay() {
        long bundle = deploy(MODULE);
        kept("1").make(libraries.offer(MODULE), "prepare");
        ModuleOffer other = ModuleOffer.of(
                libraries.offer(MODULE).provider(),
                MODULE,
                libraries.offer(MODULE).version(),
                engine.load(MODULE, binary("app.wasm")));
        update(bundle, other);
        assertNull(linker.snapshot(MODULE));
        update(bundle, module(bundle, MODULE, "1.0.0", MODULE));
        assertEquals(PREPARED, state(), "the same binary has the same state");
    }

    @Test
    void aCommandOfWizerGoesOn() {
        deploy("wizard.wasm");
        Program usual = closing(linker.load("wizard.wasm", ProcessEnvironment.EMPTY));
        usual.run();
        assertEquals(10, usual.instance().function("state").call());
        linker.takeSnapshot("wizard.wasm", "wizer.initialize");
        Program fresh = closing(linker.load("wizard.wasm", ProcessEnvironment.EMPTY));
        fresh.run();
        assertEquals(101, fresh.instance().function("state").call());
    }

    private SharingHost host() {
        return closing(new SharingHost(linker.load("host.wasm", ProcessEnvironment.EMPTY)));
    }

    private SharingHost host(String... libraries) {
        deploy("host.wasm");
        for (String library : libraries) {
            deploy(library);
        }
        return host();
    }

    @Test
    void librariesInItsMemoryAreInIt() throws Exception {
        SharingHost host = host("shapes.wasm", "squares.wasm");
        kept("1");
        int squares = host.open("squares.wasm");
        String made = host.log();
        assertEquals(10, host.call(squares, "squares_total", 2));
        keep(host);
        kept("1");
        SharingHost one = host();
        SharingHost other = host();
        for (SharingHost fresh : List.of(one, other)) {
            assertEquals(made, fresh.log(), "constructors do not run again");
            assertEquals(10, fresh.call(squares, "squares_total", 2), "virtual calls and handles");
            try (Library again = fresh.program.open("squares.wasm", OpenFlags.RTLD_NOW)) {
                assertEquals(10, again.function("squares_total").call(2));
            }
            assertEquals(LibraryInfo.State.OPEN, info("squares.wasm").state());
            assertEquals(0, fresh.close(squares));
            assertEquals(0, fresh.step("live_blocks"), "what it had is given back");
            assertNotEquals(made, fresh.log(), "its destructors run");
        }
        assertEquals(10, host.call(squares, "squares_total", 2));
    }

    private void keep(SharingHost host) {
        keep(host.program, "host.wasm");
    }

    private void keep(Program program, String module) {
        LinkedInstance link = (LinkedInstance) program.instance().linkage();
        Taken taken = new Taken(link.state(), program.instance().environment());
        current.keep(libraries.offer(module), taken, Duration.ZERO);
    }

    @Test
    void librariesThatNeedEachOtherInACircle() throws Exception {
        SharingHost host = host("here.wasm", "there.wasm");
        kept("1");
        int here = host.open("here.wasm");
        keep(host);
        SharingHost fresh = host();
        assertEquals(0, fresh.call(here, "here_check"));
        assertEquals(0, fresh.call(here, "there_check"));
        assertEquals(202, fresh.call(here, "here_shared"));
        int again = fresh.open("there.wasm");
        assertEquals(204, fresh.call(again, "there_shared"));
        assertEquals(0, fresh.close(again));
        assertEquals(0, fresh.close(here));
        assertEquals("klabBALK", fresh.log());
    }

    @Test
    void positionIndependentProgramsBeginWithTheirLibraries() throws Exception {
        deploy("programhere.wasm");
        deploy("therealone.wasm");
        kept("1");
        Program program = closing(linker.load("programhere.wasm", ProcessEnvironment.EMPTY));
        int log;
        String made;
        try (Library library = program.open("therealone.wasm", OpenFlags.RTLD_NOW)) {
            assertEquals(0, library.function("there_check").call());
            log = (int) program.instance().function("log_text").call();
            made = program.instance().memory().readCString(log);
            keep(program, "programhere.wasm");
        }
        kept("1");
        for (int i = 0; i < 2; i++) {
            Program fresh = closing(linker.load("programhere.wasm", ProcessEnvironment.EMPTY));
            assertEquals(made, fresh.instance().memory().readCString(log), "constructors do not run again");
            assertEquals(0, fresh.instance().function("here_check").call());
            try (Library library = fresh.open("therealone.wasm", OpenFlags.RTLD_NOW)) {
                assertEquals(0, library.function("there_check").call());
                assertEquals(202, fresh.instance().function("here_shared").call());
                assertEquals(204, library.function("there_shared").call(), "the weak symbols are the program's");
            }
            fresh.close();
            assertEquals("klabLKBA", fresh.instance().memory().readCString(log));
        }
    }

    @Test
    void anotherLibraryIsNotTheOneOfTheSnapshot() throws Exception {
        SharingHost host = host("shapes.wasm");
        long bundle = deploy("squares.wasm");
        kept("1");
        int squares = host.open("squares.wasm");
        keep(host);
        stop(bundle);
        assertEquals("", host().log(), "it starts the usual way without it");
        assertEquals(1, files().size(), "it may come back");
        offer(bundle, List.of(module(bundle, "squares.wasm", "1.0.0", "squares.wasm")));
        assertEquals(10, host().call(squares, "squares_total", 2));
        update(bundle, module(bundle, "squares.wasm", "1.0.0", "shapes.wasm"));
        assertEquals("", host().log());
        assertEquals(List.of(), files());
    }
}
