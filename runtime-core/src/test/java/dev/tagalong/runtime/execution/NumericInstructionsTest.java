package dev.tagalong.runtime.execution;

import static dev.tagalong.runtime.testing.Binary.*;
import static dev.tagalong.runtime.testing.Program.*;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.Tier;
import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.internal.opcode.Form;
import dev.tagalong.runtime.internal.opcode.Opcode;
import dev.tagalong.runtime.testing.Program;
import dev.tagalong.runtime.testing.Tiers;
import dev.tagalong.runtime.type.NumberType;
import dev.tagalong.runtime.type.ValueType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every numeric instruction of the opcode table against exact arithmetic, over a grid of edge values, in each variant that a
 * tier may treat apart: operands that are locals, constants on either side, the result as a condition, its negation, and
 * put into a local.
 */
class NumericInstructionsTest {

    /** How many of the values are tried as constants. */
    private static final int CONSTANTS = 6;

    /** Of so many points of a grid of more than two dimensions one is tried. */
    private static final int STEP = 17;

    private static final int[] INTS = {
        0, 1, -1, 2, 31, 32, 33, 255, 0x8000, 0xFFFF, Integer.MAX_VALUE, Integer.MIN_VALUE
    };
    private static final long[] LONGS = {
        0, 1, -1, Long.MAX_VALUE, Long.MIN_VALUE, 0x8000_0000L, 63, 64, 0x7FFF_FFFFL, 0xFFFF_FFFFL, -0x8000_0000L
    };
    private static final float[] FLOATS = {
        0f,
        -0f,
        1f,
        -1f,
        0.5f,
        1.5f,
        -2.5f,
        Float.MIN_VALUE,
        Float.MAX_VALUE,
        0x1p31f,
        -0x1p31f,
        0x1p32f,
        0x1p63f,
        0x1p64f,
        Float.POSITIVE_INFINITY,
        Float.NEGATIVE_INFINITY,
        Float.NaN
    };
    private static final double[] DOUBLES = {
        0,
        -0.0,
        1,
        -1,
        0.5,
        -2.5,
        Double.MIN_VALUE,
        Double.MAX_VALUE,
        0x1p31,
        -0x1p31 - 1,
        0x1p32,
        0x1p63,
        0x1p64,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.NaN
    };

    @TestFactory
    Stream<DynamicTest> instructions() {
        return Tiers.all().stream()
                .flatMap(tier -> Arrays.stream(Opcode.values())
                        .filter(o -> o.form() == Form.NUMERIC && o.signature().isNumeric())
                        .filter(o -> o.feature().offered())
                        .map(o -> DynamicTest.dynamicTest(tier + " " + o, () -> check(tier, o))));
    }

    /** A function with its fixed operands; {@code null} stands for one that is given to each call. */
    private record Variant(String name, Object[] fixed, boolean condition) {}

    private static void check(Tier tier, Opcode opcode) {
        List<Variant> variants = new ArrayList<>();
        Program program = new Program();
        Object[][] grid = opcode.signature().operands().stream()
                .map(NumericInstructionsTest::values)
                .toArray(Object[][]::new);
        addVariants(program, variants, opcode, new Object[grid.length], true);
        for (int i = 0; i < CONSTANTS; i++) {
            Object[] all = new Object[grid.length];
            for (int operand = 0; operand < grid.length; operand++) {
                Object[] one = new Object[grid.length];
                one[operand] = all[operand] = grid[operand][i];
                addVariants(program, variants, opcode, one, operand == grid.length - 1);
            }
            addVariants(program, variants, opcode, all, false);
        }
        Map<List<Object>, Object> expected = new HashMap<>();
        try (Engine engine = Tiers.engine(tier)) {
            Instance instance = program.instantiate(engine);
            for (Variant variant : variants) {
                int points =
                        Arrays.stream(grid).mapToInt(values -> values.length).reduce(1, (a, b) -> a * b);
                for (int point = 0; point < points; point += grid.length > 2 ? STEP : 1) {
                    checkCall(instance, variant, opcode, expected, operands(grid, point));
                }
            }
        }
    }

    private static Object[] operands(Object[][] grid, int point) {
        Object[] operands = new Object[grid.length];
        int rest = point;
        for (int i = 0; i < operands.length; i++) {
            operands[i] = grid[i][rest % grid[i].length];
            rest /= grid[i].length;
        }
        return operands;
    }

    private static void addVariants(
            Program program, List<Variant> variants, Opcode opcode, Object[] fixed, boolean allUses) {
        String result = letters(opcode.signature().results());
        String type = letters(opcode.signature().operands()) + ":" + result;
        int count = fixed.length;
        byte[] push = bytes();
        for (int i = 0; i < count; i++) {
            push = bytes(push, fixed[i] == null ? get(i) : constant(fixed[i]));
        }
        byte[] operation = bytes(push, opcode.prefix() == 0 ? bytes(opcode.code()) : bytes(0xFC, opcode.code() & 0xFF));
        String name = Arrays.toString(fixed) + variants.size();
        variants.add(new Variant(name, fixed, false));
        program.function(name, type, "", operation);
        if (!allUses) {
            return;
        }
        variants.add(new Variant(name + " local", fixed, false));
        byte[] put = bytes();
        byte[] got = bytes();
        for (int i = 0; i < result.length(); i++) {
            put = bytes(SET, count + i, put);
            got = bytes(got, get(count + i));
        }
        program.function(name + " local", type, result, operation, put, got);
        if (result.equals("i")) {
            variants.add(new Variant(name + " if", fixed, true));
            program.function(name + " if", type, "", operation, IF, I32, i32(77), ELSE, i32(78), END);
            variants.add(new Variant(name + " not", fixed, true));
            byte[] unless = bytes(BLOCK, VOID, operation, I32_EQZ, BR_IF, 0, i32(77), RETURN, END, i32(78));
            program.function(name + " not", type, "", unless);
        }
    }

    private static void checkCall(
            Instance instance, Variant variant, Opcode opcode, Map<List<Object>, Object> known, Object... given) {
        Object[] operands = given.clone();
        for (int i = 0; i < operands.length; i++) {
            operands[i] = variant.fixed[i] == null ? given[i] : variant.fixed[i];
        }
        Object expected =
                known.computeIfAbsent(List.of(operands), key -> outcome(() -> Oracle.apply(opcode, operands)));
        if (variant.condition && expected instanceof Integer number) {
            expected = number != 0 ? 77 : 78;
        }
        Object actual = outcome(() -> instance.function(variant.name).call(given));
        assertSame(expected, actual, opcode + Arrays.toString(operands) + " " + variant.name);
    }

    private static Object outcome(Supplier<Object> action) {
        try {
            return action.get();
        } catch (Trap trap) {
            return trap.kind();
        }
    }

    /** Equal in all bits; which NaN it is does not matter, but that a sign was changed does. */
    private static void assertSame(Object expected, Object actual, String message) {
        if (expected instanceof Float e && e.isNaN()) {
            assertTrue(actual instanceof Float a && a.isNaN(), message);
        } else if (expected instanceof Double e && e.isNaN()) {
            assertTrue(actual instanceof Double a && a.isNaN(), message);
        } else if (expected instanceof Object[] e && actual instanceof Object[] a) {
            assertArrayEquals(e, a, message);
        } else {
            assertEquals(expected, actual, message);
        }
    }

    private static Object[] values(ValueType type) {
        return switch ((NumberType) type) {
            case I32 -> Arrays.stream(INTS).boxed().toArray();
            case I64 -> Arrays.stream(LONGS).boxed().toArray();
            case F32 -> {
                Object[] boxed = new Object[FLOATS.length];
                for (int i = 0; i < boxed.length; i++) {
                    boxed[i] = FLOATS[i];
                }
                yield boxed;
            }
            case F64 -> Arrays.stream(DOUBLES).boxed().toArray();
        };
    }

    private static byte[] constant(Object value) {
        if (value instanceof Integer i) {
            return i32(i);
        }
        if (value instanceof Long l) {
            return i64(l);
        }
        if (value instanceof Float f) {
            return bytes(0x43, little(Float.floatToRawIntBits(f), 4));
        }
        return bytes(0x44, little(Double.doubleToRawLongBits((Double) value), 8));
    }

    private static byte[] little(long bits, int count) {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = (byte) (bits >>> 8 * i);
        }
        return bytes;
    }

    private static String letters(List<ValueType> types) {
        StringBuilder letters = new StringBuilder();
        for (ValueType type : types) {
            letters.append("ilfd".charAt(((NumberType) type).ordinal()));
        }
        return letters.toString();
    }
}
