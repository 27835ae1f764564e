package dev.tagalong.runtime.internal.compile.load;

import static dev.tagalong.runtime.testing.Binary.*;
import static dev.tagalong.runtime.testing.Wasm.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.Imports;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.InstanceOptions;
import dev.tagalong.runtime.Tier;
import dev.tagalong.runtime.internal.binary.ModuleDecoder;
import dev.tagalong.runtime.internal.compile.plan.CompilerWork;
import dev.tagalong.runtime.internal.compile.plan.SplitLimits;
import dev.tagalong.runtime.internal.memory.MemoryForm;
import dev.tagalong.runtime.internal.module.WasmModule;
import dev.tagalong.runtime.testing.MethodSizes;
import dev.tagalong.runtime.testing.Tiers;
import java.io.ByteArrayOutputStream;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;

/** No function is too big: methods stay below what HotSpot compiles, and what the JVM cannot hold still runs. */
class HugeFunctionsTest {

    private static final byte[] UNARY = functionType(vector(I32), vector(I32));
    private static final int[] ARGUMENTS = {0, 1, 7, 299, 300, 12_345, -1, Integer.MIN_VALUE};

    private static void check(byte[] module, IntUnaryOperator expected) {
        Map<String, Integer> sizes = methodSizes(module);
        assertEquals(Map.of(), tooBig(sizes), "methods that are too big");
        checkResults(module, expected);
    }

    private static void checkResults(byte[] module, IntUnaryOperator expected) {
        for (Tier tier : Tiers.all()) {
            try (Engine engine = Tiers.engine(tier)) {
                Instance instance =
                        engine.instantiate(engine.load("huge", module), Imports.NONE, InstanceOptions.named("huge"));
                for (int argument : ARGUMENTS) {
                    assertEquals(
                            expected.applyAsInt(argument),
                            instance.function("f").call(argument),
                            tier + " " + argument);
                }
            }
        }
    }

    private static Map<String, Integer> tooBig(Map<String, Integer> sizes) {
        Map<String, Integer> tooBig = new TreeMap<>(sizes);
        tooBig.values().removeIf(size -> size <= FunctionClasses.HOTSPOT_LIMIT);
        return tooBig;
    }

    /** By name, the methods that the compiler makes of the module's one function. */
    private static Map<String, Integer> methodSizes(byte[] binary) {
        WasmModule module = ModuleDecoder.decode("huge", binary);
        byte[] written = FunctionClasses.write(
                module,
                module.bodies().get(0),
                MemoryForm.ARRAY,
                SplitLimits.DEFAULT,
                callee -> true,
                -1,
                new CompilerWork());
        assertNotNull(written, "it is compiled");
        return MethodSizes.of(written);
    }

    @Test
    void straightLineCode() {
        byte[] step = bytes(localGet(0), i32(3), 0x6C, i32(1), 0x6A, localSet(0));
        check(single(UNARY, vector(), repeat(17_000, step), localGet(0)), x -> {
            int result = x;
            for (int i = 0; i < 17_000; i++) {
                result = result * 3 + 1;
            }
            return result;
        });
    }

    /** No statement ends before the function does, so it must be cut within an expression. */
    @Test
    void oneExpression() {
        byte[] step = bytes(i32(3), 0x6C, localGet(0), 0x6A);
        check(single(UNARY, vector(), localGet(0), repeat(20_000, step)), x -> {
            int result = x;
            for (int i = 0; i < 20_000; i++) {
                result = result * 3 + x;
            }
            return result;
        });
    }

    /** Thousands of operands at once. */
    @Test
    void deepOperandStack() {
        check(single(UNARY, vector(), repeat(3_000, localGet(0)), repeat(2_999, new byte[] {0x6A})), x -> x * 3_000);
    }

    @Test
    void dispatchOverManyCases() {
        int cases = 300;
        ByteArrayOutputStream code = new ByteArrayOutputStream();
        code.writeBytes(repeat(cases + 1, block(VOID)));
        int[] labels = new int[cases + 1];
        for (int i = 0; i <= cases; i++) {
            labels[i] = i;
        }
        code.writeBytes(bytes(localGet(0), brTable(labels)));
        for (int i = 0; i < cases; i++) {
            code.writeBytes(bytes(END, localGet(1), i32(i), 0x73, localSet(1)));
            code.writeBytes(repeat(10, bytes(localGet(1), i32(i * 7 + 1), 0x6C, localGet(0), 0x6A, localSet(1))));
            // Every third case falls through into the next.
            code.writeBytes(i % 3 == 0 ? new byte[0] : br(cases - 1 - i));
        }
        code.writeBytes(bytes(END, localGet(1)));
        check(single(UNARY, vector(locals(1, I32)), code.toByteArray()), x -> {
            int result = 0;
            for (int i = x; i >= 0 && i < cases; i++) {
                result ^= i;
                for (int k = 0; k < 10; k++) {
                    result = result * (i * 7 + 1) + x;
                }
                if (i % 3 != 0) {
                    break;
                }
            }
            return result;
        });
    }

    @Test
    void manyLocals() {
        int count = 2_000;
        ByteArrayOutputStream code = new ByteArrayOutputStream();
        for (int i = 1; i <= count; i++) {
            code.writeBytes(bytes(localGet(i - 1), i32(i), 0x6A, localSet(i)));
        }
        for (int i = count; i > 0; i--) {
            code.writeBytes(bytes(localGet(i - 1), localGet(i), 0x73, localSet(i - 1)));
        }
        check(single(UNARY, vector(locals(count, I32)), code.toByteArray(), localGet(0)), x -> {
            int[] locals = new int[count + 1];
            locals[0] = x;
            for (int i = 1; i <= count; i++) {
                locals[i] = locals[i - 1] + i;
            }
            for (int i = count; i > 0; i--) {
                locals[i - 1] ^= locals[i];
            }
            return locals[0];
        });
    }

    @Test
    void deepNesting() {
        int depth = 3_500;
        byte[] leave = bytes(localGet(0), i32(1), 0x6A, localSet(0), localGet(0), brIf(1));
        byte[] module = single(
                UNARY,
                vector(),
                repeat(depth, block(VOID)),
                repeat(depth - 1, leave, new byte[] {END}),
                END,
                localGet(0));
        check(module, x -> {
            // A branch leaves two blocks, so that the code after the inner one is skipped.
            int value = x;
            for (int level = 1; level < depth; ) {
                value++;
                level += value != 0 ? 2 : 1;
            }
            return value;
        });
    }

    @Test
    void deeperThanTheCompilerGoes() {
        int depth = 20_000;
        checkResults(
                single(UNARY, vector(), repeat(depth, block(VOID)), repeat(depth, new byte[] {END}), localGet(0)),
                x -> x);
    }

    @Test
    void moreConstantsThanAClassHolds() {
        int count = 70_000;
        ByteArrayOutputStream code = new ByteArrayOutputStream();
        for (int i = 0; i < count; i++) {
            code.writeBytes(bytes(localGet(0), i32(i * 65_537 + 40_000), 0x73, localSet(0)));
        }
        checkResults(single(UNARY, vector(), code.toByteArray(), localGet(0)), x -> {
            int result = x;
            for (int i = 0; i < count; i++) {
                result ^= i * 65_537 + 40_000;
            }
            return result;
        });
    }

    @Test
    void moreLabelsThanAMethodHolds() {
        int[] labels = new int[65_000];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = i % 3;
        }
        byte[] code = bytes(
                repeat(3, block(VOID)),
                localGet(0),
                brTable(labels),
                END,
                bytes(i32(10), 0x0F, END),
                bytes(i32(11), 0x0F, END),
                i32(12));
        checkResults(
                single(UNARY, vector(), code),
                x -> 10 + (Integer.compareUnsigned(x, labels.length) < 0 ? x : labels.length - 1) % 3);
    }

    @Test
    void moreParametersThanAMethodHas() {
        int count = 300;
        byte[] wide = functionType(counted(count, repeat(count, new byte[] {I64})), vector(I64));
        byte[] sum = bytes(repeat(1, localGet(0)), sumOf(count));
        byte[] caller = bytes(arguments(count), call(1), 0xA7);
        byte[] module = module(
                vectorSection(1, UNARY, wide),
                vectorSection(3, 0, 1),
                vectorSection(7, bytes("f", 0, 0)),
                vectorSection(10, body(vector(), caller), body(vector(), sum)));
        checkResults(module, x -> {
            int result = 0;
            for (int i = 0; i < count; i++) {
                result += x + i;
            }
            return result;
        });
    }

    private static byte[] sumOf(int count) {
        ByteArrayOutputStream code = new ByteArrayOutputStream();
        for (int i = 1; i < count; i++) {
            code.writeBytes(bytes(localGet(i), 0x7C));
        }
        return code.toByteArray();
    }

    private static byte[] arguments(int count) {
        ByteArrayOutputStream code = new ByteArrayOutputStream();
        for (int i = 0; i < count; i++) {
            code.writeBytes(bytes(localGet(0), 0xAC, i64(i), 0x7C));
        }
        return code.toByteArray();
    }
}
