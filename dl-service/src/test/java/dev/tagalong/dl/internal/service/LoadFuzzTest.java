package dev.tagalong.dl.internal.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagalong.dl.DlException;
import dev.tagalong.dl.LibraryInfo;
import dev.tagalong.dl.OpenFlags;
import dev.tagalong.dl.Program;
import dev.tagalong.dl.internal.control.Defaults;
import dev.tagalong.dl.internal.control.ImportPolicy;
import dev.tagalong.dl.internal.dylink.Mutations;
import dev.tagalong.dl.internal.resolve.ModuleOffer;
import dev.tagalong.dl.internal.resolve.Provider;
import dev.tagalong.runtime.InstanceLimits;
import dev.tagalong.runtime.Module;
import dev.tagalong.runtime.ModuleException;
import dev.tagalong.runtime.ProcessEnvironment;
import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.TrapKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Version;

/**
 * Libraries with bytes changed at random are loaded into a program, which goes on after each. What such code writes to the
 * program's memory and table is its own affair and is put back; what the linker keeps must be as it was.
 *
 * <p>{@code -Dtagalong.fuzz=N} makes N times as many, {@code -Dtagalong.fuzz.seed} others.
 */
class LoadFuzzTest extends LinkerHarness {

    private static final int LOADS = 250 * Integer.getInteger("tagalong.fuzz", 1);
    private static final long BUNDLE = 900;

    /** For loops that changes have made endless, of which there are few. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final List<String> COMPILERS = List.of("llvm14", "emcc", "llvm22");

    /** Enough for the slots that rest. */
    private static final int MOST_SLOTS = 10_000;

    private final Random random = new Random(Long.getLong("tagalong.fuzz.seed", 4));
    private SharingHost host;
    private byte[] memory;
    private List<Object> table;
    private int opened;

    @Test
    void theProgramLivesOn() {
        controls.defaults(new Defaults(InstanceLimits.DEFAULT.withDeadline(PATIENCE), new ImportPolicy(List.of())));
        for (String file : List.of("host.wasm", "base.wasm", "shapes.wasm", "there.wasm")) {
            deploy(file);
        }
        host = closing(new SharingHost(linker.load("host.wasm", ProcessEnvironment.EMPTY)));
        host.refused("none.wasm", OpenFlags.RTLD_NOW);
        snapshot();
        List<String> files = List.of("left.wasm", "side.wasm", "squares.wasm", "here.wasm", "rust.wasm");
        for (int i = 0; i < LOADS; i++) {
            String file = files.get(i % files.size());
            byte[] binary = Wasm.binary(COMPILERS.get(i % COMPILERS.size()), file);
            load(i, Mutations.mutate(binary, random, random.nextBoolean() ? 200 : binary.length));
        }
        assertTrue(opened > 0, "none could be opened");
        assertTrue(host.table.size() < MOST_SLOTS, host.table.size() + " slots");
        int base = host.open("base.wasm");
        assertEquals(11, host.call(base, "base_add", 10));
        assertEquals(0, host.close(base));
    }

    /** Position-independent programs, whose memory and table are made for them. */
    @Test
    void programsThatCannotBeStartedLeaveNothing() {
        controls.defaults(new Defaults(
                InstanceLimits.DEFAULT.withDeadline(PATIENCE).withMemoryPages(1000), new ImportPolicy(List.of())));
        deploy("herealone.wasm");
        deploy("therealone.wasm");
        int started = 0;
        for (int i = 0; i < LOADS; i++) {
            String file = i % 2 == 0 ? "programhere.wasm" : "programthere.wasm";
            byte[] binary = Wasm.binary(COMPILERS.get(i % COMPILERS.size()), file);
            started += start(i, Mutations.mutate(binary, random, random.nextBoolean() ? 200 : binary.length));
        }
        assertTrue(started > 0, "none could be started");
    }

    private int start(int number, byte[] binary) {
        try {
            Module module = engine.load("hostile", binary);
            offer(
                    BUNDLE,
                    List.of(ModuleOffer.of(
                            new Provider(BUNDLE, "hostile", null), "hostile", Version.emptyVersion, module)));
        } catch (ModuleException | DlException e) {
            assertNotNull(e.getMessage());
            return 0;
        }
        int started = 0;
        try (Program program = linker.load("hostile", ProcessEnvironment.EMPTY)) {
            assertNotNull(program.instance());
            started = 1;
        } catch (DlException e) {
            assertNotNull(e.getMessage());
        } catch (Trap e) {
            assertEquals(TrapKind.DEADLINE_EXCEEDED, e.kind(), () -> "start " + number + ": " + e.describe());
        } catch (RuntimeException | Error e) {
            throw new AssertionError("start " + number, e);
        }
        stop(BUNDLE);
        assertUnused("start " + number);
        return started;
    }

    private void assertUnused(String when) {
        for (LibraryInfo info : linker.libraries()) {
            assertEquals(LibraryInfo.State.OFFERED, info.state(), () -> when + ": " + info);
            assertEquals(0, info.references(), () -> when + ": " + info);
        }
    }

    private void load(int number, byte[] binary) {
        ModuleOffer offer;
        try {
            Module module = engine.load("hostile", binary);
            offer = ModuleOffer.of(new Provider(BUNDLE, "hostile", null), "hostile", Version.emptyVersion, module);
        } catch (ModuleException | DlException e) {
            assertNotNull(e.getMessage());
            return;
        }
        offer(BUNDLE, List.of(offer));
        try {
            openAndClose(offer.shared());
        } catch (Trap e) {
            assertEquals(TrapKind.DEADLINE_EXCEEDED, e.kind(), () -> "load " + number + ": " + e.describe());
        } catch (RuntimeException | Error e) {
            throw new AssertionError("load " + number, e);
        }
        putBack();
        stop(BUNDLE);
        // What was too late to be freed is freed now.
        host.refused("none.wasm", OpenFlags.RTLD_NOW);
        putBack();
        assertUnused("load " + number);
    }

    private void openAndClose(boolean shared) {
        int flags = random.nextBoolean() ? OpenFlags.RTLD_NOW : OpenFlags.RTLD_LAZY | OpenFlags.RTLD_GLOBAL;
        int handle = host.tryOpen("hostile", flags);
        if (handle == 0) {
            // Its text may have been spoiled together with the program's memory, but there is one.
            assertTrue(host.step("error") != 0);
            return;
        }
        opened += shared ? 1 : 0;
        host.close(handle);
    }

    private void snapshot() {
        memory = new byte[(int) host.memory.byteSize()];
        host.memory.read(0, memory, 0, memory.length);
        table = new ArrayList<>();
        for (int i = 0; i < host.table.size(); i++) {
            table.add(host.table.get(i));
        }
    }

    private void putBack() {
        host.memory.write(0, memory, 0, memory.length);
        for (int i = 0; i < table.size(); i++) {
            if (host.table.get(i) != table.get(i)) {
                host.table.set(i, table.get(i));
            }
        }
    }
}
