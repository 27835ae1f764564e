package dev.tagalong.runtime.testing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tagalong.runtime.internal.opcode.Form;
import dev.tagalong.runtime.internal.opcode.Immediate;
import dev.tagalong.runtime.internal.opcode.Opcode;
import dev.tagalong.runtime.type.ValueType;
import dev.tagalong.runtime.type.VectorType;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;

/** Operands of vector instructions, of random lanes and of those at the ends of ranges. */
public final class VectorOperands {

    private static final long[] EDGES = {0, -1, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0x8000, 0x7FFF_FFFF, Long.MIN_VALUE, 15, 16
    };

    private static final float[] FLOATS = {
        0f,
        -0f,
        1f,
        -1f,
        0.5f,
        1.5f,
        -2.5f,
        255.9f,
        0x1p31f,
        -0x1p31f,
        0x1p32f,
        1e30f,
        Float.MIN_VALUE,
        Float.NaN,
        Float.POSITIVE_INFINITY,
        Float.NEGATIVE_INFINITY
    };

    /** Those whose NaN may have any bits. */
    private static final Pattern ARITHMETIC = Pattern.compile(
            "f.*\\.(relaxed_)?(ceil|floor|trunc|nearest|sqrt|add|sub|mul|div|min|max|n?madd|demote.*|promote.*)");

    private VectorOperands() {}

    /**
     * The operands, of which a vector is 16 bytes, and the immediates last. In place of a load's address is the number that is
     * read.
     */
    public static Object[] random(Opcode opcode, Random random) {
        List<Object> operands = new ArrayList<>();
        boolean ofMemory = opcode.form() == Form.LOAD || opcode.form() == Form.STORE;
        boolean floats = opcode.mnemonic().matches("f.*|.*_f\\d.*");
        for (ValueType type : opcode.signature()
                .operands()
                .subList(ofMemory ? 1 : 0, opcode.signature().operands().size())) {
            operands.add(type == VectorType.V128 ? vector(random, floats, opcode) : number(type, random));
        }
        if (opcode.form() == Form.LOAD) {
            operands.add(
                    0, random.nextLong() >>> Long.SIZE - 8 * opcode.effect().width());
        }
        if (opcode.immediate() == Immediate.SHUFFLE) {
            byte[] indices = new byte[16];
            for (int i = 0; i < indices.length; i++) {
                indices[i] = (byte) random.nextInt(opcode.lanes());
            }
            operands.add(indices);
        } else if (opcode.lanes() > 0) {
            operands.add(random.nextInt(opcode.lanes()));
        }
        return operands.toArray();
    }

    private static byte[] vector(Random random, boolean floats, Opcode opcode) {
        byte[] vector = new byte[16];
        random.nextBytes(vector);
        if (random.nextInt(4) == 0) {
            return vector;
        }
        int width = opcode.mnemonic().contains("f64") ? 8 : floats ? 4 : 1 << random.nextInt(4);
        for (int at = 0; at < 16; at += width) {
            if (random.nextBoolean()) {
                float real = FLOATS[random.nextInt(FLOATS.length)];
                long edge = EDGES[random.nextInt(EDGES.length)];
                long bits = floats ? width == 8 ? Double.doubleToLongBits(real) : Float.floatToIntBits(real) : edge;
                for (int i = 0; i < width; i++) {
                    vector[at + i] = (byte) (bits >>> 8 * i);
                }
            }
        }
        return vector;
    }

    private static Object number(ValueType type, Random random) {
        return switch (type.toString()) {
            case "i32" -> (Object) random.nextInt();
            case "i64" -> random.nextLong();
            case "f32" -> random.nextFloat();
            default -> random.nextDouble();
        };
    }

    /** Compares a result, which is 16 bytes or a number, with the reference's. */
    public static void check(Opcode opcode, Object[] operands, Object actual) {
        Object expected = LaneReference.compute(opcode.mnemonic(), operands);
        if (opcode.form() == Form.STORE) {
            long written = -1L >>> Long.SIZE - 8 * opcode.effect().width();
            assertEquals((long) expected & written, (long) actual & written);
        } else if (expected instanceof byte[] vector) {
            byte[] found = (byte[]) actual;
            if (ARITHMETIC.matcher(opcode.mnemonic()).matches()) {
                sameNaN(vector, found, opcode.mnemonic().startsWith("f32"));
            }
            assertArrayEquals(vector, found, () -> Arrays.deepToString(operands));
        } else {
            assertEquals(expected, actual);
        }
    }

    /** Where both have a NaN, its bits do not matter. */
    private static void sameNaN(byte[] expected, byte[] found, boolean singles) {
        int width = singles ? Float.BYTES : Double.BYTES;
        for (int at = 0; at < expected.length; at += width) {
            if (isNaN(expected, at, singles) && isNaN(found, at, singles)) {
                System.arraycopy(expected, at, found, at, width);
            }
        }
    }

    private static boolean isNaN(byte[] vector, int at, boolean single) {
        ByteBuffer in = LaneReference.bytes(vector);
        return single ? Float.isNaN(in.getFloat(at)) : Double.isNaN(in.getDouble(at));
    }
}
