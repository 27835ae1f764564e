package dev.tagalong.itests.felix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagalong.dl.DlException;
import dev.tagalong.dl.Program;
import dev.tagalong.dl.SnapshotInfo;
import dev.tagalong.itests.felix.fixture.Await;
import dev.tagalong.itests.felix.fixture.LinkerConfiguration;
import dev.tagalong.itests.felix.fixture.LinkerScenario;
import dev.tagalong.itests.felix.fixture.NpmFile;
import dev.tagalong.itests.felix.fixture.WasmBundle;
import dev.tagalong.itests.felix.harness.BundleSet;
import dev.tagalong.itests.felix.harness.InFelix;
import dev.tagalong.runtime.HostFunction;
import dev.tagalong.runtime.HostModule;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.JavaTypes;
import dev.tagalong.runtime.Memory;
import dev.tagalong.runtime.ProcessEnvironment;
import dev.tagalong.runtime.type.FunctionType;
import java.lang.invoke.MethodHandles;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceRegistration;

/** Programs of others begin with snapshots: QuickJS, as emscripten has built it, is ready to evaluate. */
@InFelix({BundleSet.CORE, BundleSet.LINKER, BundleSet.WASI, BundleSet.EMSCRIPTEN})
class SnapshotsIT extends LinkerScenario {

    private static final String QUICKJS = "quickjs.wasm";

    /** The variant whose imports and exports have their names. */
    private static final NpmFile BINARY = new NpmFile(
            "@jitl/quickjs-wasmfile-debug-sync",
            "0.32.0",
            "dist/emscripten-module.wasm",
            "4d2f9f8adf28c48ed273515b815e05ae9a698b54955f7348e951faf43b1febc3");

    /** What its JavaScript has for callbacks and for its leak detector, which an evaluation does not need. */
    private static final class Callbacks implements HostModule {
        @Override
        public String name() {
            return "env";
        }

        @Override
        public Map<String, HostFunction> functions() {
            return Map.of();
        }

        @Override
        public HostFunction function(String importName, FunctionType wanted) {
            return HostFunction.of(wanted, MethodHandles.empty(JavaTypes.of(wanted)));
        }

        @Override
        public HostFunction function(String importName) {
            return importName.startsWith("qts_")
                            || importName.startsWith("_emscripten_")
                            || importName.startsWith("emscripten_")
                    ? HostFunction.of(MethodHandles.empty(java.lang.invoke.MethodType.methodType(void.class)))
                    : null;
        }
    }

    private Bundle deployQuickJs() throws Exception {
        ServiceRegistration<HostModule> callbacks = context.registerService(HostModule.class, new Callbacks(), null);
        closing(callbacks::unregister);
        Bundle bundle = deploy(WasmBundle.named("test.quickjs").module(QUICKJS, BINARY.bytes()));
        closing(new LinkerConfiguration(context)).set(Map.of("imports.allowed", new String[] {"test.quickjs:env.*"}));
        Await.until("QuickJS may import what it calls back", () -> {
            try {
                linker.load(QUICKJS, ProcessEnvironment.EMPTY).close();
                return true;
            } catch (DlException e) {
                return false;
            }
        });
        return bundle;
    }

    private static double evaluate(Instance instance, int context, String script) {
        int code = text(instance, script);
        int value = (int)
                instance.function("QTS_Eval").call(context, code, script.length(), text(instance, "script.js"), 0, 0);
        return (double) instance.function("QTS_GetFloat64").call(context, value);
    }

    private static int text(Instance instance, String text) {
        byte[] bytes = (text + "\0").getBytes(StandardCharsets.UTF_8);
        int address = (int) instance.function("malloc").call(bytes.length);
        instance.memory().write(Integer.toUnsignedLong(address), bytes, 0, bytes.length);
        return address;
    }

    @Test
    void quickJsIsReadyToEvaluate() throws Exception {
        Bundle bundle = deployQuickJs();
        Program program = closing(linker.load(QUICKJS, ProcessEnvironment.EMPTY));
        int runtime = (int) program.instance().function("QTS_NewRuntime").call();
        int js = (int) program.instance().function("QTS_NewContext").call(runtime, 0);
        evaluate(program.instance(), js, "globalThis.answer = 6 * 7");
        SnapshotInfo taken = program.takeSnapshot();
        closing(() -> linker().removeSnapshot(QUICKJS));
        assertTrue(taken.bytes() < program.instance().memory().byteSize() / 4, taken::toString);
        for (int i = 0; i < 2; i++) {
            try (Program fresh = linker.load(QUICKJS, ProcessEnvironment.EMPTY)) {
                assertEquals(42 + i, evaluate(fresh.instance(), js, "answer + " + i));
                evaluate(fresh.instance(), js, "answer = 0");
            }
        }
        bundle.stop();
        bundle.start();
        Await.until(
                "it is on offer again",
                () -> linker.modules().stream().anyMatch(m -> m.name().equals(QUICKJS)));
        assertNotNull(linker.snapshot(QUICKJS), "it was kept on disk");
        try (Program fresh = linker.load(QUICKJS, ProcessEnvironment.EMPTY)) {
            Memory memory = fresh.instance().memory();
            assertEquals(program.instance().memory().byteSize(), memory.byteSize());
            assertEquals(42, evaluate(fresh.instance(), js, "answer"));
        }
    }
}
