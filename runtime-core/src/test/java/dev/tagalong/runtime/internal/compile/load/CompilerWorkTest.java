package dev.tagalong.runtime.internal.compile.load;

import static dev.tagalong.runtime.testing.Binary.*;
import static dev.tagalong.runtime.testing.Wasm.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.Imports;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.InstanceLimits;
import dev.tagalong.runtime.InstanceOptions;
import dev.tagalong.runtime.Tier;
import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.TrapKind;
import dev.tagalong.runtime.internal.binary.ModuleDecoder;
import dev.tagalong.runtime.internal.compile.plan.CompilerWork;
import dev.tagalong.runtime.internal.compile.plan.SplitLimits;
import dev.tagalong.runtime.internal.memory.MemoryForm;
import dev.tagalong.runtime.internal.module.FunctionBody;
import dev.tagalong.runtime.internal.module.WasmModule;
import dev.tagalong.runtime.testing.Tiers;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a function takes to compile is bounded: more is left to the interpreter. */
class CompilerWorkTest {

    private static final byte[] UNARY = functionType(vector(I32), vector(I32));
    private static final int BLOCKS = 3_000;

    /** A function of a few hundred kilobytes whose compilation would take minutes, for a reason. */
    private record Bomb(String reason, int locals, byte[] code) {
        byte[] module() {
            return single(UNARY, vector(bytes(u32(locals), I32)), code, localGet(0));
        }

        @Override
        public String toString() {
            return reason;
        }
    }

    private static byte[] moves(Random random, int count, int locals) {
        ByteArrayOutputStream code = new ByteArrayOutputStream();
        for (int i = 0; i < count; i++) {
            code.writeBytes(bytes(localGet(1 + random.nextInt(locals)), localSet(1 + random.nextInt(locals))));
        }
        return code.toByteArray();
    }

    static Stream<Bomb> bombs() {
        Random random = new Random(1);
        byte[] ends = repeat(BLOCKS, bytes(END));
        ByteArrayOutputStream loops = new ByteArrayOutputStream();
        ByteArrayOutputStream branches = new ByteArrayOutputStream();
        for (int i = 0; i < BLOCKS; i++) {
            loops.writeBytes(bytes(loop(VOID), moves(random, 30, 2_000), localGet(1), brIf(0)));
        }
        for (int i = 0; i < 40_000; i++) {
            branches.writeBytes(bytes(block(VOID), localGet(1 + i), brIf(0), moves(random, 2, 40_000), END));
        }
        byte[] operand = bytes(block(VOID), localGet(1), brIf(0), END);
        return Stream.of(
                new Bomb(
                        "locals in blocks",
                        40_000,
                        bytes(repeat(BLOCKS, block(VOID)), moves(random, 120_000, 40_000), ends)),
                new Bomb("loops in loops", 2_000, bytes(loops.toByteArray(), ends)),
                new Bomb("locals at branches", 40_001, branches.toByteArray()),
                new Bomb(
                        "operands at branches",
                        10,
                        bytes(repeat(BLOCKS, i32(1)), repeat(20_000, operand), repeat(BLOCKS, bytes(0x1A)))));
    }

    private static byte[] compile(byte[] binary, CompilerWork work) {
        WasmModule module = ModuleDecoder.decode("work", binary);
        FunctionBody body = module.bodies().get(0);
        return FunctionClasses.write(module, body, MemoryForm.ARRAY, SplitLimits.DEFAULT, callee -> true, -1, work);
    }

    @ParameterizedTest
    @MethodSource("bombs")
    void tooMuchWorkIsLeftToTheInterpreter(Bomb bomb) {
        // A tenth of what is allowed otherwise, so that the test is quick.
        CompilerWork work = new CompilerWork(4_000_000);
        assertNull(compile(bomb.module(), work));
        assertTrue(work.exceeded());
    }

    @Test
    void moreBytesAreLeftToTheInterpreterUnread() {
        CompilerWork work = new CompilerWork(0);
        byte[] code = repeat(CompilerWork.MOST_CODE_BYTES / 2, localGet(0), bytes(0x1A));
        assertNull(compile(single(UNARY, vector(), code, localGet(0)), work));
        assertFalse(work.exceeded());
    }

    @Test
    void aFunctionIsCompiledWithinItsWork() {
        byte[] binary = single(UNARY, vector(), repeat(1_000, localGet(0), bytes(0x1A)), localGet(0));
        assertNull(compile(binary, new CompilerWork(100)));
        assertNotNull(compile(binary, new CompilerWork(1_000_000)));
    }

    @Test
    void whatIsLeftOutRunsOnEachTier() {
        Random random = new Random(2);
        byte[] code = bytes(localGet(0), localSet(7), repeat(BLOCKS, block(VOID)), moves(random, 270_000, 5));
        byte[] whole = bytes(code, repeat(BLOCKS, bytes(END)), localGet(7), bytes(localSet(0)));
        byte[] binary = new Bomb("", 40_000, whole).module();
        for (Tier tier : Tiers.all()) {
            try (Engine engine = Tiers.engine(tier)) {
                Instance instance =
                        engine.instantiate(engine.load("big", binary), Imports.NONE, InstanceOptions.named("big"));
                assertEquals(77, instance.function("f").call(77), tier::toString);
            }
        }
    }

    @Test
    void aDeadlineEndsTheWait() {
        byte[] code = moves(new Random(3), 60_000, 3_000);
        try (Engine engine = Tiers.engine(Tier.COMPILE)) {
            InstanceLimits limits = InstanceLimits.DEFAULT.withDeadline(Duration.ofMillis(1));
            byte[] caller = body(vector(), localGet(0), call(1));
            byte[] callee = body(vector(locals(3_001, I32)), code, localGet(0));
            byte[] binary = module(
                    vectorSection(1, UNARY),
                    vectorSection(3, 0, 0),
                    vectorSection(7, bytes("f", 0, 0)),
                    vectorSection(10, caller, callee));
            Instance instance = engine.instantiate(
                    engine.load("late", binary),
                    Imports.NONE,
                    InstanceOptions.named("late").withLimits(limits));
            Trap trap = assertThrows(Trap.class, () -> instance.function("f").call(1));
            assertEquals(TrapKind.DEADLINE_EXCEEDED, trap.kind());
            // The next call asks for the callee again.
            instance.limits(InstanceLimits.DEFAULT);
            assertEquals(1, instance.function("f").call(1));
        }
    }
}
