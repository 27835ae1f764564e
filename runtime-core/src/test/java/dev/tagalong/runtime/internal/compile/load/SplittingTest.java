package dev.tagalong.runtime.internal.compile.load;

import static dev.tagalong.runtime.testing.Binary.*;
import static dev.tagalong.runtime.testing.Wasm.*;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.EngineOptions;
import dev.tagalong.runtime.Function;
import dev.tagalong.runtime.Imports;
import dev.tagalong.runtime.InstanceOptions;
import dev.tagalong.runtime.Tier;
import dev.tagalong.runtime.internal.binary.ModuleDecoder;
import dev.tagalong.runtime.internal.compile.plan.CompilerWork;
import dev.tagalong.runtime.internal.compile.plan.SplitLimits;
import dev.tagalong.runtime.internal.compile.tree.FunctionTree;
import dev.tagalong.runtime.internal.compile.tree.Node;
import dev.tagalong.runtime.internal.memory.MemoryForm;
import dev.tagalong.runtime.internal.module.WasmModule;
import dev.tagalong.runtime.internal.opcode.Opcode;
import dev.tagalong.runtime.internal.tier.EngineImpl;
import dev.tagalong.runtime.testing.MethodSizes;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Functions that are cut wherever that is possible do what they do in one piece. */
class SplittingTest {

    private static final byte[] UNARY = functionType(vector(I32), vector(I32));

    static List<SplitLimits> limits() {
        return List.of(
                SplitLimits.DEFAULT,
                new SplitLimits(8, 8, 1, 0),
                new SplitLimits(40, 20, 1, 0),
                new SplitLimits(60, 40, 10, 100),
                new SplitLimits(200, 100, 20, 40));
    }

    private static Function function(SplitLimits limits, byte[] binary) {
        if (limits.whole() < 40) {
            WasmModule module = ModuleDecoder.decode("cut", binary);
            byte[] written = FunctionClasses.write(
                    module, module.bodies().get(0), MemoryForm.ARRAY, limits, callee -> true, -1, new CompilerWork());
            assertTrue(MethodSizes.of(written).size() > 1, "it is cut");
        }
        Engine engine = new EngineImpl(EngineOptions.DEFAULT.withTier(Tier.COMPILE), limits);
        return engine.instantiate(engine.load("cut", binary), Imports.NONE, InstanceOptions.named("cut"))
                .function("f");
    }

    /** {@code local = local * 31 + number}. */
    private static byte[] mix(int local, int number) {
        return bytes(localGet(local), i32(31), 0x6C, i32(number), 0x6A, localSet(local));
    }

    /** Branches over none to three blocks, a return among them, from within a loop. */
    @ParameterizedTest
    @MethodSource("limits")
    void exitsOverSeveralLevels(SplitLimits limits) {
        byte[] code = bytes(
                block(VOID),
                loop(VOID),
                bytes(block(VOID), block(VOID), block(VOID)),
                bytes(localGet(0), i32(5), 0x70, brTable(0, 1, 2, 4)),
                bytes(END, mix(1, 1), localGet(1), i32(15), 0x71, brIf(1)),
                bytes(END, mix(1, 2), localGet(1), i32(0), 0x48, bytes(0x04, VOID), mix(1, 7), localGet(1), 0x0F, END),
                bytes(END, mix(1, 3)),
                bytes(localGet(0), i32(3), 0x6A, localSet(0)),
                bytes(localGet(2), i32(1), 0x6A, 0x22, u32(2), i32(50), 0x48, brIf(0)),
                bytes(END, mix(1, 4), END, mix(1, 5), localGet(1)));
        Function function = function(limits, single(UNARY, vector(locals(2, I32)), code));
        for (int x = -20; x < 40; x++) {
            assertEquals(exits(x), function.call(x));
        }
    }

    private static int exits(int argument) {
        int x = argument;
        int y = 0;
        int rounds = 0;
        boolean out = false;
        do {
            int way = Integer.remainderUnsigned(x, 5);
            if (way >= 3) {
                out = true;
                break;
            }
            if (way == 0) {
                y = y * 31 + 1;
            }
            if (way == 0 && (y & 15) == 0 || way <= 1) {
                boolean skips = way == 0 && (y & 15) != 0;
                if (!skips) {
                    y = y * 31 + 2;
                    if (y < 0) {
                        return y * 31 + 7;
                    }
                }
            }
            y = y * 31 + 3;
            x += 3;
            rounds++;
        } while (rounds < 50);
        return (out ? y : y * 31 + 4) * 31 + 5;
    }

    /** A legacy {@code catch} of code that throws nothing may be big enough to be cut. */
    @ParameterizedTest
    @MethodSource("limits")
    void catchesThatNothingReaches(SplitLimits limits) {
        byte[] code = bytes(
                bytes(0x06, VOID, mix(0, 1), mix(0, 2)),
                bytes(0x19, mix(0, 3), mix(0, 4), mix(0, 5), END),
                bytes(mix(0, 6), localGet(0)));
        Function function = function(limits, single(UNARY, vector(), code));
        assertEquals(((5 * 31 + 1) * 31 + 2) * 31 + 6, function.call(5));
    }

    /** References and operands that wait live in the frame while pieces run. */
    @ParameterizedTest
    @MethodSource("limits")
    void referencesInTheFrame(SplitLimits limits) {
        byte[] type = functionType(vector(EXTERNREF, EXTERNREF, I32), vector(EXTERNREF));
        byte[] code = bytes(
                block(VOID),
                bytes(localGet(2), i32(3), 0x6F, localSet(2), localGet(2), brIf(0)),
                bytes(localGet(0), localSet(3), localGet(1), localSet(0), localGet(3), localSet(1)),
                bytes(localGet(1), 0x0F, END),
                bytes(localGet(0), localGet(1), localGet(2), i32(1), 0x46, bytes(0x1C, 1, EXTERNREF)));
        Function function = function(limits, single(type, vector(locals(1, EXTERNREF)), code));
        for (int i = 0; i < 9; i++) {
            assertEquals(i % 3 == 2 ? "b" : "a", function.call("a", "b", i));
        }
    }

    /** Several results, from the end and from a return within a piece. */
    @ParameterizedTest
    @MethodSource("limits")
    void severalResults(SplitLimits limits) {
        byte[] type = functionType(vector(I32, I64), vector(I64, I32, I64));
        byte[] code = bytes(
                bytes(localGet(0), bytes(0x04, VOID)),
                bytes(localGet(1), i64(5), 0x7C, localSet(1)),
                bytes(localGet(1), localGet(0), i64(9), 0x0F, END),
                bytes(localGet(1), i64(7), 0x7E, localSet(1)),
                bytes(localGet(1), i32(77), localGet(1)));
        Function function = function(limits, single(type, vector(), code));
        assertArrayEquals(new Object[] {15L, 3, 9L}, (Object[]) function.call(3, 10L));
        assertArrayEquals(new Object[] {70L, 77, 70L}, (Object[]) function.call(0, 10L));
    }

    /** {@code local += 1; continue the loop while local < bound}. */
    private static byte[] countTo(int local, byte[] bound) {
        return bytes(localGet(local), i32(1), 0x6A, 0x22, u32(local), bound, 0x48, brIf(0));
    }

    private static byte[] entered(byte[] module, SplitLimits limits, int loop) {
        WasmModule decoded = ModuleDecoder.decode("cut", module);
        return FunctionClasses.write(
                decoded,
                decoded.bodies().get(0),
                MemoryForm.ARRAY,
                limits,
                callee -> true,
                loops(decoded)[loop],
                new CompilerWork());
    }

    private static int[] loops(WasmModule module) {
        return loops(FunctionTree.of(module, module.bodies().get(0)).body).toArray();
    }

    private static IntStream loops(List<Node> body) {
        return body.stream()
                .filter(node -> node.body != null)
                .flatMapToInt(node -> IntStream.concat(
                        node.opcode == Opcode.LOOP ? IntStream.of(node.offset) : IntStream.empty(),
                        IntStream.concat(
                                loops(node.body), node.elseBody == null ? IntStream.empty() : loops(node.elseBody))));
    }

    /** A call that stays in a loop goes on in compiled code, wherever the function is cut, and ends as it would have. */
    @ParameterizedTest
    @MethodSource("limits")
    void enteredAtALoop(SplitLimits limits) {
        byte[] code = bytes(
                bytes(mix(1, 9), block(VOID), localGet(0), 0x45, brIf(0), loop(VOID), mix(1, 1)),
                bytes(block(VOID), loop(VOID), mix(1, 2), countTo(3, i32(3)), END),
                bytes(localGet(1), i32(3), 0x71, brIf(0), mix(1, 3), END),
                bytes(i32(0), localSet(3), countTo(2, localGet(0)), END),
                bytes(mix(1, 4), END, mix(1, 5), localGet(1)));
        byte[] module = single(UNARY, vector(locals(3, I32)), code);
        assertNotNull(entered(module, limits, 0), "the outer loop");
        assertNotNull(entered(module, limits, 1), "the inner loop");
        try (Engine engine = new EngineImpl(EngineOptions.DEFAULT.withTier(Tier.TIERED), limits)) {
            Function function = engine.instantiate(
                            engine.load("cut", module), Imports.NONE, InstanceOptions.named("cut"))
                    .function("f");
            for (int x = 1; x <= 1_000_000; x *= 100) {
                assertEquals(nested(x), function.call(x), "after " + x + " rounds");
            }
        }
    }

    private static int nested(int rounds) {
        int y = 9;
        for (int i = 0; i < rounds; i++) {
            y = y * 31 + 1;
            for (int j = 0; j < 3; j++) {
                y = y * 31 + 2;
            }
            if ((y & 3) == 0) {
                y = y * 31 + 3;
            }
        }
        return (y * 31 + 4) * 31 + 5;
    }

    /** Operands that wait below a loop are nowhere that compiled code could take them from. */
    @ParameterizedTest
    @MethodSource("limits")
    void operandsKeepALoopFromBeingEntered(SplitLimits limits) {
        byte[] code = bytes(localGet(0), block(VOID), loop(VOID), mix(1, 2), countTo(2, i32(100)), END, END);
        byte[] module = single(UNARY, vector(locals(2, I32)), bytes(code, localGet(1), 0x6A));
        assertNull(entered(module, limits, 0));
    }
}
