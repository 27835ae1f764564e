package dev.tagalong.runtime.testing;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import java.util.function.IntToLongFunction;

/**
 * What vector instructions compute, lane by lane and as the specification says it. Vectors are 16 bytes. An instruction that
 * is not fixed computes one of the results that it may.
 */
public final class LaneReference {

    private final String shape;
    private final String name;
    private final int bits;
    private final Object[] operands;

    private LaneReference(String mnemonic, Object[] operands) {
        this.shape = mnemonic.substring(0, mnemonic.indexOf('.'));
        this.name = mnemonic.substring(mnemonic.indexOf('.') + 1);
        this.bits =
                shape.equals("v128") ? 8 : Integer.parseInt(shape.substring(1).split("x")[0]);
        this.operands = operands;
    }

    /** The result, with the immediates last among the operands, and in place of a load's address what is there. */
    public static Object compute(String mnemonic, Object... operands) {
        return new LaneReference(mnemonic.replace("relaxed_", ""), operands).compute();
    }

    /** Reads and writes lanes. */
    public static ByteBuffer bytes(byte[] vector) {
        return ByteBuffer.wrap(vector).order(ByteOrder.LITTLE_ENDIAN);
    }

    // Lanes

    private byte[] vector(int operand) {
        return (byte[]) operands[operand];
    }

    private static long signed(byte[] vector, int bits, int lane) {
        ByteBuffer in = bytes(vector);
        return switch (bits) {
            case 8 -> in.get(lane);
            case 16 -> in.getShort(lane * 2);
            case 32 -> in.getInt(lane * 4);
            default -> in.getLong(lane * 8);
        };
    }

    private static long unsigned(byte[] vector, int bits, int lane) {
        return bits == 64 ? signed(vector, bits, lane) : signed(vector, bits, lane) & ((1L << bits) - 1);
    }

    private static long lane(byte[] vector, int bits, int lane, boolean signed) {
        return signed ? signed(vector, bits, lane) : unsigned(vector, bits, lane);
    }

    private static void put(byte[] vector, int bits, int lane, long value) {
        for (int i = 0; i < bits / 8; i++) {
            vector[lane * bits / 8 + i] = (byte) (value >>> i * 8);
        }
    }

    private static byte[] lanes(int bits, int count, IntToLongFunction lane) {
        byte[] result = new byte[16];
        for (int i = 0; i < count; i++) {
            put(result, bits, i, lane.applyAsLong(i));
        }
        return result;
    }

    private byte[] lanes(IntToLongFunction lane) {
        return lanes(bits, 128 / bits, lane);
    }

    private static long clamp(long value, int bits, boolean signed) {
        long least = signed ? -(1L << bits - 1) : 0;
        long most = signed ? (1L << bits - 1) - 1 : (1L << bits) - 1;
        return Math.max(least, Math.min(value, most));
    }

    // By the kind of name

    private Object compute() {
        boolean signed = name.endsWith("_s") || name.endsWith("_s_zero");
        if (shape.equals("v128")) {
            return name.startsWith("load") || name.startsWith("store") ? access() : ofBits();
        }
        if (name.startsWith("extend_")) {
            return lanes(i -> narrowLane(0, i, signed));
        }
        if (name.startsWith("extmul_")) {
            return lanes(i -> narrowLane(0, i, signed) * narrowLane(1, i, signed));
        }
        if (name.startsWith("extadd_pairwise_")) {
            return lanes(i -> lane(vector(0), bits / 2, 2 * i, signed) + lane(vector(0), bits / 2, 2 * i + 1, signed));
        }
        if (name.startsWith("dot_")) {
            return dot();
        }
        if (name.startsWith("narrow_")) {
            int each = 64 / bits;
            return lanes(i -> clamp(signed(vector(i / each), bits * 2, i % each), bits, signed));
        }
        if (name.startsWith("trunc_")
                || name.startsWith("convert_")
                || name.startsWith("promote_")
                || name.startsWith("demote_")) {
            return conversion(signed);
        }
        Object moved = moved();
        return moved != null ? moved : shape.startsWith("f") ? floats() : lanes(this::integer);
    }

    private long narrowLane(int operand, int lane, boolean signed) {
        int from = name.contains("_low_") ? lane : lane + 128 / bits;
        return lane(vector(operand), bits / 2, from, signed);
    }

    private byte[] dot() {
        if (name.equals("dot_i16x8_s")) {
            return lanes(i -> product(16, 2 * i) + product(16, 2 * i + 1));
        }
        byte[] sums = lanes(16, 8, i -> product(8, 2 * i) + product(8, 2 * i + 1));
        return bits == 16
                ? sums
                : lanes(i -> signed(sums, 16, 2 * i) + signed(sums, 16, 2 * i + 1) + signed(vector(2), 32, i));
    }

    private long product(int width, int lane) {
        return signed(vector(0), width, lane) * signed(vector(1), width, lane);
    }

    private Object ofBits() {
        byte[] a = vector(0);
        byte[] b = operands.length > 1 ? vector(1) : a;
        return switch (name) {
            case "any_true" -> Arrays.equals(a, new byte[16]) ? 0 : 1;
            case "not" -> lanes(i -> ~a[i]);
            case "and" -> lanes(i -> a[i] & b[i]);
            case "andnot" -> lanes(i -> a[i] & ~b[i]);
            case "or" -> lanes(i -> a[i] | b[i]);
            case "xor" -> lanes(i -> a[i] ^ b[i]);
            case "bitselect" -> lanes(i -> (a[i] & vector(2)[i]) | (b[i] & ~vector(2)[i]));
            default -> throw new IllegalStateException(name);
        };
    }

    private Object access() {
        String size = name.replaceFirst("(load|store)(\\d+).*", "$2");
        int width = Integer.parseInt(size);
        if (name.startsWith("store")) {
            return unsigned(vector(0), width, (int) operands[1]);
        }
        long loaded = (long) operands[0];
        byte[] memory = new byte[16];
        put(memory, 64, 0, loaded);
        if (name.endsWith("_splat")) {
            return lanes(width, 128 / width, i -> loaded);
        }
        if (name.endsWith("_zero")) {
            return lanes(width, 1, i -> loaded);
        }
        if (name.endsWith("_lane")) {
            return lanes(width, 128 / width, i -> i == (int) operands[2] ? loaded : signed(vector(1), width, i));
        }
        return lanes(2 * width, 64 / width, i -> lane(memory, width, i, name.endsWith("_s")));
    }

    private static long bits(Object number) {
        if (number instanceof Float f) {
            return Float.floatToRawIntBits(f);
        }
        return number instanceof Double d ? Double.doubleToRawLongBits(d) : ((Number) number).longValue();
    }

    /** What only moves lanes, or gives a number; {@code null} if it is something else. */
    private Object moved() {
        byte[] a = operands[0] instanceof byte[] vector ? vector : null;
        return switch (name) {
            case "splat" -> lanes(i -> bits(operands[0]));
            case "replace_lane" -> lanes(i -> i == (int) operands[2] ? bits(operands[1]) : signed(a, bits, i));
            case "extract_lane_s" -> (int) signed(a, bits, (int) operands[1]);
            case "extract_lane_u" -> (int) unsigned(a, bits, (int) operands[1]);
            case "extract_lane" -> number(signed(a, bits, (int) operands[1]));
            case "all_true" -> count(i -> signed(a, bits, i) != 0 ? 1 : 0) == 128 / bits ? 1 : 0;
            case "bitmask" -> (int) count(i -> signed(a, bits, i) < 0 ? 1L << i : 0);
            case "swizzle" -> lanes(i -> unsigned(vector(1), 8, i) < 16 ? a[vector(1)[i]] : 0);
            case "shuffle" -> lanes(i -> vector(2)[i] < 16 ? a[vector(2)[i]] : vector(1)[vector(2)[i] - 16]);
            default -> null;
        };
    }

    private Object number(long value) {
        return switch (shape) {
            case "i32x4" -> (Object) (int) value;
            case "i64x2" -> value;
            case "f32x4" -> Float.intBitsToFloat((int) value);
            default -> Double.longBitsToDouble(value);
        };
    }

    private long count(IntToLongFunction lane) {
        long sum = 0;
        for (int i = 0; i < 128 / bits; i++) {
            sum += lane.applyAsLong(i);
        }
        return sum;
    }

    // Integers

    private long integer(int lane) {
        long x = signed(vector(0), bits, lane);
        if (operands.length == 1) {
            return unary(x);
        }
        if (operands[1] instanceof Integer count) {
            return shifted(x, unsigned(vector(0), bits, lane), count & bits - 1);
        }
        long y = signed(vector(1), bits, lane);
        if (name.equals("laneselect")) {
            long mask = signed(vector(2), bits, lane);
            return (x & mask) | (y & ~mask);
        }
        return binary(x, y, unsigned(vector(0), bits, lane), unsigned(vector(1), bits, lane));
    }

    private long unary(long x) {
        return switch (name) {
            case "abs" -> Math.abs(x);
            case "neg" -> -x;
            case "popcnt" -> Long.bitCount(x & 0xFF);
            default -> throw new IllegalStateException(name);
        };
    }

    private long shifted(long x, long u, int count) {
        return switch (name) {
            case "shl" -> x << count;
            case "shr_s" -> x >> count;
            case "shr_u" -> u >>> count;
            default -> throw new IllegalStateException(name);
        };
    }

    private long binary(long x, long y, long u, long v) {
        return switch (name) {
            case "add" -> x + y;
            case "sub" -> x - y;
            case "mul" -> x * y;
            case "add_sat_s" -> clamp(x + y, bits, true);
            case "add_sat_u" -> clamp(u + v, bits, false);
            case "sub_sat_s" -> clamp(x - y, bits, true);
            case "sub_sat_u" -> clamp(u - v, bits, false);
            case "avgr_u" -> (u + v + 1) / 2;
            case "q15mulr_sat_s", "q15mulr_s" -> clamp((x * y + 0x4000) >> 15, bits, true);
            case "min_s" -> Math.min(x, y);
            case "max_s" -> Math.max(x, y);
            case "min_u" -> Math.min(u, v);
            case "max_u" -> Math.max(u, v);
            case "eq" -> mask(x == y);
            case "ne" -> mask(x != y);
            case "lt_s" -> mask(x < y);
            case "gt_s" -> mask(x > y);
            case "le_s" -> mask(x <= y);
            case "ge_s" -> mask(x >= y);
            case "lt_u" -> mask(u < v);
            case "gt_u" -> mask(u > v);
            case "le_u" -> mask(u <= v);
            case "ge_u" -> mask(u >= v);
            default -> throw new IllegalStateException(name);
        };
    }

    private static long mask(boolean holds) {
        return holds ? -1 : 0;
    }

    // Floats

    private double real(int operand, int lane) {
        return real(vector(operand), bits, lane);
    }

    private static double real(byte[] vector, int bits, int lane) {
        return bits == 32 ? bytes(vector).getFloat(lane * 4) : bytes(vector).getDouble(lane * 8);
    }

    /** A double has more than twice a float's bits, so that rounding twice is rounding once. */
    private long bitsOf(double value) {
        return bits == 32 ? Float.floatToRawIntBits((float) value) : Double.doubleToRawLongBits(value);
    }

    private byte[] floats() {
        return switch (name) {
            case "abs" -> lanes(i -> signed(vector(0), bits, i) & ~(1L << bits - 1));
            case "neg" -> lanes(i -> signed(vector(0), bits, i) ^ (1L << bits - 1));
            case "ceil" -> lanes(i -> bitsOf(Math.ceil(real(0, i))));
            case "floor" -> lanes(i -> bitsOf(Math.floor(real(0, i))));
            case "trunc" -> lanes(i -> bitsOf(real(0, i) < 0 ? Math.ceil(real(0, i)) : Math.floor(real(0, i))));
            case "nearest" -> lanes(i -> bitsOf(Math.rint(real(0, i))));
            case "sqrt" -> lanes(i -> bitsOf(Math.sqrt(real(0, i))));
            case "add" -> real((x, y) -> x + y);
            case "sub" -> real((x, y) -> x - y);
            case "mul" -> real((x, y) -> x * y);
            case "div" -> real((x, y) -> x / y);
            case "min" -> real(Math::min);
            case "max" -> real(Math::max);
            case "pmin" -> lanes(i -> signed(vector(real(1, i) < real(0, i) ? 1 : 0), bits, i));
            case "pmax" -> lanes(i -> signed(vector(real(0, i) < real(1, i) ? 1 : 0), bits, i));
            case "madd" -> lanes(i -> bitsOf(rounded(real(0, i) * real(1, i)) + real(2, i)));
            case "nmadd" -> lanes(i -> bitsOf(real(2, i) - rounded(real(0, i) * real(1, i))));
            default -> comparison();
        };
    }

    private byte[] real(DoubleBinaryOperator operator) {
        return lanes(i -> bitsOf(operator.applyAsDouble(real(0, i), real(1, i))));
    }

    private double rounded(double value) {
        return bits == 32 ? (float) value : value;
    }

    private byte[] comparison() {
        return switch (name) {
            case "eq" -> lanes(i -> mask(real(0, i) == real(1, i)));
            case "ne" -> lanes(i -> mask(real(0, i) != real(1, i)));
            case "lt" -> lanes(i -> mask(real(0, i) < real(1, i)));
            case "gt" -> lanes(i -> mask(real(0, i) > real(1, i)));
            case "le" -> lanes(i -> mask(real(0, i) <= real(1, i)));
            case "ge" -> lanes(i -> mask(real(0, i) >= real(1, i)));
            default -> throw new IllegalStateException(name);
        };
    }

    private byte[] conversion(boolean signed) {
        int from = name.contains("f64x2") ? 64 : 32;
        int count = Math.min(128 / bits, 128 / from);
        if (name.startsWith("trunc")) {
            return lanes(bits, count, i -> clamp((long) real(vector(0), from, i), bits, signed));
        }
        if (name.startsWith("convert")) {
            return lanes(bits, count, i -> bitsOf((double) lane(vector(0), 32, i, signed)));
        }
        return lanes(bits, count, i -> bitsOf(real(vector(0), from, i)));
    }
}
