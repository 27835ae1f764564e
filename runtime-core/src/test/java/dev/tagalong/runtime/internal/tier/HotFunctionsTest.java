package dev.tagalong.runtime.internal.tier;

import static dev.tagalong.runtime.testing.Binary.*;
import static dev.tagalong.runtime.testing.Wasm.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.EngineOptions;
import dev.tagalong.runtime.Function;
import dev.tagalong.runtime.Imports;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.InstanceOptions;
import dev.tagalong.runtime.Tier;
import dev.tagalong.runtime.internal.compile.plan.SplitLimits;
import dev.tagalong.runtime.internal.interpret.InterpretedCode;
import dev.tagalong.runtime.internal.memory.MemoryImpl;
import dev.tagalong.runtime.internal.store.FunctionImpl;
import dev.tagalong.runtime.testing.Tiers;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A function that is called often is compiled, whoever calls it. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HotFunctionsTest {

    private static final byte[] UNARY = functionType(vector(I32), vector(I32));

    /** {@code f(x) = x + 1}, without loops or calls. */
    private static final byte[] LEAF = single(UNARY, vector(), localGet(0), i32(1), 0x6A);

    private static Instance instance(Engine engine, String name, byte[] module, Imports imports) {
        return engine.instantiate(engine.load(name, module), imports, InstanceOptions.named(name));
    }

    private static boolean compiled(Function function) {
        return ((InterpretedCode) ((FunctionImpl) function).code).replaced();
    }

    @Test
    void calledFromJava() throws Throwable {
        try (Engine engine = Tiers.engine(Tier.TIERED)) {
            Function leaf = instance(engine, "leaf", LEAF, Imports.NONE).function("f");
            while (!compiled(leaf)) {
                assertEquals(8, leaf.call(7));
            }
            assertEquals(8, (int) leaf.handle().invokeExact(7));
        }
    }

    @Test
    void calledByHandle() throws Throwable {
        try (Engine engine = Tiers.engine(Tier.TIERED)) {
            Function leaf = instance(engine, "leaf", LEAF, Imports.NONE).function("f");
            while (!compiled(leaf)) {
                assertEquals(8, (int) leaf.handle().invokeExact(7));
            }
            assertEquals(8, leaf.call(7));
        }
    }

    @Test
    void calledFromAnotherInstance() {
        byte[] caller = module(
                vectorSection(1, UNARY),
                vectorSection(2, bytes("env", "f", 0, 0)),
                vectorSection(3, 0),
                vectorSection(7, bytes("g", 0, 1)),
                vectorSection(10, body(vector(), localGet(0), call(0))));
        try (Engine engine = Tiers.engine(Tier.TIERED)) {
            Instance library = instance(engine, "leaf", LEAF, Imports.NONE);
            Instance program = instance(
                    engine,
                    "caller",
                    caller,
                    Imports.builder().add("env", library).build());
            while (!compiled(library.function("f")) || !compiled(program.function("g"))) {
                assertEquals(8, program.function("g").call(7));
            }
            assertEquals(8, program.function("g").call(7));
        }
    }

    @Test
    void atOnceIfSaid() {
        EngineOptions options = EngineOptions.DEFAULT.withTier(Tier.TIERED);
        Hotness secondCall = new Hotness(1, 0, true);
        try (Engine engine = new EngineImpl(options, SplitLimits.DEFAULT, MemoryImpl.ARRAY_PAGES, secondCall)) {
            Function leaf = instance(engine, "leaf", LEAF, Imports.NONE).function("f");
            assertEquals(8, leaf.call(7));
            assertTrue(compiled(leaf));
            assertEquals(9, leaf.call(8));
        }
    }
}
