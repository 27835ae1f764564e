package dev.tagalong.runtime.internal.semantics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.TrapKind;
import dev.tagalong.runtime.internal.opcode.Form;
import dev.tagalong.runtime.internal.opcode.Opcode;
import dev.tagalong.runtime.internal.value.Carrier;
import dev.tagalong.runtime.type.ValueType;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RegularInstructionTest {

    private static final int AT = 3;

    /** Bits that are an operand of any type without a trap. */
    private static final long[] BITS = {0x4010_0000_4080_0000L, 0x4000_0000_4040_0000L, 7, 0xFFFF_FFFF_8000_0001L};

    static Stream<Opcode> numeric() {
        return Arrays.stream(Opcode.values())
                .filter(o -> o.form() == Form.NUMERIC && o.signature().isNumeric())
                .filter(o -> o.feature().offered());
    }

    private static Object value(ValueType type, long bits) {
        return switch (type.toString()) {
            case "i32" -> (int) bits;
            case "i64" -> bits;
            case "f32" -> Float.intBitsToFloat((int) bits);
            default -> Double.longBitsToDouble(bits);
        };
    }

    private static long bits(Object value) {
        if (value instanceof Float f) {
            return Float.floatToRawIntBits(f);
        }
        return value instanceof Double d ? Double.doubleToRawLongBits(d) : ((Number) value).longValue();
    }

    @ParameterizedTest
    @MethodSource("numeric")
    void everyRowComputesInItsSlots(Opcode opcode) throws ReflectiveOperationException {
        List<ValueType> operands = opcode.signature().operands();
        List<Method> methods = MeaningSet.NUMERIC.methods(opcode);
        Object[] arguments = new Object[operands.size()];
        long[] expected = new long[16];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = value(operands.get(i), BITS[i]);
            expected[AT + i] = BITS[i];
        }
        long[] numbers = expected.clone();
        for (int i = 0; i < methods.size(); i++) {
            expected[AT + i] = bits(methods.get(i).invoke(null, arguments));
        }
        RegularInstruction instruction = MeaningSet.NUMERIC.instruction(opcode.ordinal());
        instruction.execute(numbers, new Object[16], AT, null, 0, 0);
        assertArrayEquals(expected, numbers);
        assertSame(instruction, MeaningSet.NUMERIC.instruction(opcode.ordinal()));
    }

    @Test
    void aTrapLeavesTheOperands() {
        long[] numbers = {1, 0};
        RegularInstruction division = MeaningSet.NUMERIC.instruction(Opcode.I64_DIV_S.ordinal());
        Trap trap = assertThrows(Trap.class, () -> division.execute(numbers, new Object[2], 0, null, 0, 0));
        assertEquals(TrapKind.INTEGER_DIVIDE_BY_ZERO, trap.kind());
        assertArrayEquals(new long[] {1, 0}, numbers);
    }

    /** Methods of instructions that the table does not have. */
    public static final class Others {
        private Others() {}

        public static float swap_0(Object a, double b, float c) {
            return c;
        }

        public static Object swap_1(Object a, double b, float c) {
            return a;
        }

        public static double swap_2(Object a, double b, float c) {
            return b;
        }

        public static void bulk(long value, StringBuilder instance, int index, int index2) {
            instance.append(value).append(' ').append(index).append(' ').append(index2);
        }
    }

    private static RegularInstruction of(List<Carrier> operands, String... names) {
        List<Method> methods = Stream.of(names)
                .flatMap(name -> Arrays.stream(Others.class.getMethods())
                        .filter(method -> method.getName().equals(name)))
                .toList();
        return InstructionClass.generate(methods, operands, false);
    }

    @Test
    void resultsDoNotReplaceOperandsTooEarly() {
        long[] numbers = {0, Double.doubleToRawLongBits(-1.5), Float.floatToRawIntBits(-2.5f)};
        Object[] references = {"a", null, null};
        of(List.of(Carrier.OBJECT, Carrier.DOUBLE, Carrier.FLOAT), "swap_0", "swap_1", "swap_2")
                .execute(numbers, references, 0, null, 0, 0);
        assertEquals(Float.floatToRawIntBits(-2.5f), numbers[0]);
        assertEquals("a", references[1]);
        assertEquals(Double.doubleToRawLongBits(-1.5), numbers[2]);
        assertNull(references[2]);
    }

    @Test
    void whatNeedsTheInstanceGetsItAndTheIndices() {
        StringBuilder instance = new StringBuilder();
        of(List.of(Carrier.LONG), "bulk").execute(new long[] {0, -5}, new Object[2], 1, instance, 6, 7);
        assertEquals("-5 6 7", instance.toString());
    }
}
