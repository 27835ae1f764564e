package dev.tagalong.dl.internal.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagalong.dl.DlException;
import dev.tagalong.dl.Program;
import dev.tagalong.dl.internal.control.Defaults;
import dev.tagalong.dl.internal.control.FeatureSwitches;
import dev.tagalong.dl.internal.host.HostFunctions.ImportName;
import dev.tagalong.dl.internal.resolve.ModuleOffer;
import dev.tagalong.dl.internal.resolve.Provider;
import dev.tagalong.runtime.HostFunction;
import dev.tagalong.runtime.InstanceLimits;
import dev.tagalong.runtime.Memory;
import dev.tagalong.runtime.ProcessEnvironment;
import dev.tagalong.runtime.Trap;
import java.lang.invoke.MethodHandles;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Version;

/** Modules with 64-bit addresses: they have a memory of their own, and are never placed into another's. */
class WideModulesTest extends LinkerHarness {

    private static final String HEADER = "0061736d01000000";
    private static final String DYLINK = "000f0864796c696e6b2e30010400000000";
    /** {@code load}, which takes an i64, of a memory {@code env.memory} of two pages. */
    private static final String LOADING = "0106" + "0160017e017f"
            + "020f" + "0103656e76066d656d6f7279020402"
            + "0302" + "0100"
            + "0708" + "01046c6f61640000"
            + "0a09" + "01070020002802000b";
    /** A memory of its own, and an import {@code env.ping} that takes an i64. */
    private static final String CALLING = "0106" + "0160017e017f"
            + "020c" + "0103656e760470696e670000"
            + "0503" + "010401"
            + "070a" + "01066d656d6f72790200";

    private ModuleOffer offered(String name, String... sections) {
        byte[] binary = HexFormat.of().parseHex(HEADER + String.join("", sections));
        return ModuleOffer.of(new Provider(80, "wide", null), name, Version.valueOf("1"), engine.load(name, binary));
    }

    private Program load(String name, String... sections) {
        offer(80, List.of(offered(name, sections)));
        return closing(linker.load(name, ProcessEnvironment.EMPTY));
    }

    @Test
    void anImportedMemoryIsItsOwn() {
        Program program = load("loading.wasm", LOADING);
        assertEquals(0, program.instance().function("load").call(131_068L));
        assertThrows(Trap.class, () -> program.instance().function("load").call(1L << 32));
    }

    @Test
    void anImportedMemoryIsAsLargeAsTheLimit() {
        controls.defaults(new Defaults(
                InstanceLimits.DEFAULT.withMemoryPages(100_000), settings().policy()));
        Program program = load("loading.wasm", LOADING);
        Memory memory = program.instance().memory();
        assertEquals(2, memory.grow(99_998));
        assertEquals(-1, memory.grow(1));
        memory.writeInt(6_000_000_000L, 77);
        assertEquals(77, program.instance().function("load").call(6_000_000_000L));
    }

    @Test
    void aFeatureThatIsSwitchedOffIsRefused() {
        controls.defaults(new Defaults(
                InstanceLimits.DEFAULT,
                null,
                settings().policy(),
                FeatureSwitches.parse(List.of("-memory64"), text -> {})));
        String text = assertThrows(DlException.class, () -> load("loading.wasm", LOADING))
                .getMessage();
        assertSays(text, "loading.wasm", "memory64 is switched off (memory 0)");
        assertSays(binder.lacks(offered("loading.wasm", LOADING)), "memory64 is switched off (memory 0)");
        controls.defaults(settings());
        closing(linker.load("loading.wasm", ProcessEnvironment.EMPTY));
    }

    @Test
    void nothingIsPlacedIntoAnothersMemory() {
        String text = assertThrows(DlException.class, () -> offered("side.wasm", DYLINK, LOADING))
                .getMessage();
        assertTrue(text.contains("its addresses have 64 bits"), text);
    }

    @Test
    void whyAHostFunctionDoesNotFitIsTold() {
        hosts.put(
                new Service(0, 1),
                "demo",
                Map.of(new ImportName("env", "ping"), HostFunction.of(MethodHandles.identity(int.class))));
        controls.defaults(settings("env.ping"));
        String text = assertThrows(DlException.class, () -> load("calling.wasm", CALLING))
                .getMessage();
        assertSays(text, "calling.wasm", "env.ping", "func (i64) -> (i32)", "the module's addresses have 64 bits");
    }
}
