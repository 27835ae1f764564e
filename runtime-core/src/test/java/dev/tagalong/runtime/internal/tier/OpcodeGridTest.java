package dev.tagalong.runtime.internal.tier;

import static dev.tagalong.runtime.testing.Binary.*;
import static dev.tagalong.runtime.testing.Wasm.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.Function;
import dev.tagalong.runtime.Imports;
import dev.tagalong.runtime.InstanceOptions;
import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.internal.opcode.Form;
import dev.tagalong.runtime.internal.opcode.Opcode;
import dev.tagalong.runtime.internal.semantics.MeaningSet;
import dev.tagalong.runtime.testing.Tiers;
import dev.tagalong.runtime.type.ValueType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every numeric instruction on a grid of edge values, or, where it takes more than two, on some points of it: all tiers
 * agree to the bit, with each other and with the methods that say what the instruction means. Each is run in two shapes,
 * with its operands from locals and, where it takes several, with a constant as the last, for which compilers have shorter
 * code.
 */
class OpcodeGridTest {

    private static final List<Object> INTS =
            List.of(0, 1, -1, 2, 31, 32, 33, 63, 127, 128, 255, 0x8000, 0xFFFF, Integer.MIN_VALUE, Integer.MAX_VALUE);
    private static final List<Object> LONGS = List.of(
            0L,
            1L,
            -1L,
            63L,
            64L,
            65L,
            0x80L,
            0x8000L,
            0x8000_0000L,
            0xFFFF_FFFFL,
            1L << 53,
            (1L << 53) + 1,
            0x7FFF_FFBF_FFFF_FFFFL,
            Long.MIN_VALUE,
            Long.MAX_VALUE);
    private static final List<Object> FLOATS = List.of(
            0f,
            -0f,
            1f,
            -1f,
            0.5f,
            -0.5f,
            1.5f,
            2.5f,
            -2.5f,
            8388609f,
            2147483648f,
            -2147483648f,
            4294967296f,
            9223372036854775808f,
            18446744073709551616f,
            Float.MIN_VALUE,
            Float.MIN_NORMAL,
            Float.MAX_VALUE,
            Float.POSITIVE_INFINITY,
            Float.NEGATIVE_INFINITY,
            Float.NaN);
    private static final List<Object> DOUBLES = List.of(
            0.0,
            -0.0,
            1.0,
            -1.0,
            0.5,
            -0.5,
            1.5,
            2.5,
            -0.9999,
            2147483647.0,
            2147483647.9,
            2147483648.0,
            -2147483648.9,
            -2147483649.0,
            4294967295.9,
            4294967296.0,
            9223372036854775808.0,
            18446744073709551616.0,
            4503599627370497.5,
            1e-46,
            3.4028235677973366e38,
            Double.MIN_VALUE,
            Double.MAX_VALUE,
            Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY,
            Double.NaN);

    /** How many points of a grid of more than two dimensions are tried. */
    private static final int POINTS = 300;

    private static final List<Engine> ENGINES =
            Tiers.all().stream().map(Tiers::engine).toList();

    @AfterAll
    static void close() {
        ENGINES.forEach(Engine::close);
    }

    static Stream<Opcode> numeric() {
        return Arrays.stream(Opcode.values())
                .filter(o -> o.form() == Form.NUMERIC && o.signature().isNumeric())
                .filter(o -> o.feature().offered());
    }

    @Test
    void theTableIsLookedAt() {
        assertTrue(numeric().count() > 130);
    }

    @ParameterizedTest
    @MethodSource("numeric")
    void allAgree(Opcode opcode) {
        List<ValueType> operands = opcode.signature().operands();
        List<Method> meaning = MeaningSet.NUMERIC.methods(opcode);
        List<Function> functions =
                ENGINES.stream().map(e -> function(e, opcode, null)).toList();
        for (Object last : grid(operands.get(operands.size() - 1))) {
            List<Function> ofTheOthers = operands.size() == 1
                    ? List.of()
                    : ENGINES.stream().map(e -> function(e, opcode, last)).toList();
            for (Object[] others : points(operands.subList(0, operands.size() - 1))) {
                Object[] arguments = Arrays.copyOf(others, operands.size());
                arguments[others.length] = last;
                String expected = outcome(meaning, arguments);
                for (Function function : functions) {
                    assertEquals(expected, outcome(function, arguments), () -> Arrays.toString(arguments));
                }
                for (Function function : ofTheOthers) {
                    assertEquals(expected, outcome(function, others), () -> Arrays.toString(arguments));
                }
            }
        }
    }

    private static List<Object[]> points(List<ValueType> types) {
        if (types.isEmpty()) {
            return List.<Object[]>of(new Object[0]);
        }
        if (types.size() == 1) {
            return grid(types.get(0)).stream().map(v -> new Object[] {v}).toList();
        }
        Random random = new Random(types.size());
        return Stream.generate(() -> types.stream()
                        .map(OpcodeGridTest::grid)
                        .map(g -> g.get(random.nextInt(g.size())))
                        .toArray())
                .limit(POINTS)
                .toList();
    }

    private static List<Object> grid(ValueType type) {
        return switch (type.toString()) {
            case "i32" -> INTS;
            case "i64" -> LONGS;
            case "f32" -> FLOATS;
            default -> DOUBLES;
        };
    }

    private static Function function(Engine engine, Opcode opcode, Object constant) {
        List<ValueType> operands = opcode.signature().operands();
        int locals = constant == null ? operands.size() : operands.size() - 1;
        byte[] parameters =
                vector(operands.stream().limit(locals).map(OpcodeGridTest::code).toArray());
        byte[] results = vector(
                opcode.signature().results().stream().map(OpcodeGridTest::code).toArray());
        byte[] code = new byte[0];
        for (int i = 0; i < locals; i++) {
            code = bytes(code, localGet(i));
        }
        if (constant != null) {
            code = bytes(code, constant(constant));
        }
        byte[] op = opcode.prefix() == 0 ? bytes(opcode.code()) : bytes(opcode.prefix(), u32(opcode.code() & 0xFFFF));
        byte[] module = single(functionType(parameters, results), vector(), code, op);
        return engine.instantiate(engine.load(opcode.mnemonic(), module), Imports.NONE, InstanceOptions.named("grid"))
                .function("f");
    }

    private static Integer code(ValueType type) {
        return switch (type.toString()) {
            case "i32" -> I32;
            case "i64" -> I64;
            case "f32" -> F32;
            default -> F64;
        };
    }

    private static byte[] constant(Object value) {
        if (value instanceof Integer i) {
            return i32(i);
        }
        if (value instanceof Long l) {
            return i64(l);
        }
        return value instanceof Float f
                ? bytes(0x43, little(Float.floatToRawIntBits(f), 4))
                : bytes(0x44, little(Double.doubleToRawLongBits((Double) value), 8));
    }

    private static byte[] little(long bits, int count) {
        byte[] result = new byte[count];
        for (int i = 0; i < count; i++) {
            result[i] = (byte) (bits >>> 8 * i);
        }
        return result;
    }

    private static String outcome(Function function, Object... arguments) {
        try {
            return text(function.call(arguments));
        } catch (Trap trap) {
            return "trap " + trap.getMessage();
        }
    }

    private static String outcome(List<Method> meaning, Object... arguments) {
        try {
            Object[] results = new Object[meaning.size()];
            for (int i = 0; i < results.length; i++) {
                results[i] = meaning.get(i).invoke(null, arguments);
            }
            return text(results.length == 1 ? results[0] : results);
        } catch (InvocationTargetException e) {
            return "trap " + e.getCause().getMessage();
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    private static String text(Object value) {
        if (value instanceof Object[] several) {
            return Arrays.stream(several).map(OpcodeGridTest::text).collect(Collectors.joining(" "));
        }
        if (value instanceof Float f) {
            return f.isNaN() ? "nan" : "f32 " + Integer.toHexString(Float.floatToRawIntBits(f));
        }
        if (value instanceof Double d) {
            return d.isNaN() ? "nan" : "f64 " + Long.toHexString(Double.doubleToRawLongBits(d));
        }
        return String.valueOf(value);
    }
}
