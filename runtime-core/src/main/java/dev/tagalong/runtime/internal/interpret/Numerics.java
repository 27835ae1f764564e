package dev.tagalong.runtime.internal.interpret;

import dev.tagalong.runtime.internal.opcode.Opcode;
import dev.tagalong.runtime.internal.semantics.Conversions;
import dev.tagalong.runtime.internal.semantics.FloatOps;
import dev.tagalong.runtime.type.NumberType;

/** Numeric instructions that the loop does not have itself. */
final class Numerics {

    private static final NumberType[] RESULTS = new NumberType[Opcode.values().length];

    static {
        for (Opcode opcode : Opcode.values()) {
            if (Selection.operands(opcode) >= 0 && !opcode.signature().results().isEmpty()) {
                RESULTS[opcode.ordinal()] =
                        (NumberType) opcode.signature().results().get(0);
            }
        }
    }

    private Numerics() {}

    /**
     * The result of the opcode with that ordinal, for operands as they are in slots; of one operand, it is {@code x}.
     *
     * <p>One type's instructions are here, which makes this too big for HotSpot to inline (325 bytes): inlined, it would take
     * the compiled loop with it whenever another type turns up.
     */
    static long apply(int ordinal, long x, long y) {
        Opcode opcode = Selection.opcode(ordinal);
        NumberType result = RESULTS[ordinal];
        if (result != NumberType.I32) {
            return switch (result) {
                case I64 -> int64(opcode, x, y);
                case F32 -> float32(opcode, x, y);
                default -> float64(opcode, x, y);
            };
        }
        return switch (opcode) {
            case F32_EQ -> bit(f32(x) == f32(y));
            case F32_NE -> bit(f32(x) != f32(y));
            case F32_LT -> bit(f32(x) < f32(y));
            case F32_GT -> bit(f32(x) > f32(y));
            case F32_LE -> bit(f32(x) <= f32(y));
            case F32_GE -> bit(f32(x) >= f32(y));
            case I32_CLZ -> Integer.numberOfLeadingZeros((int) x);
            case I32_CTZ -> Integer.numberOfTrailingZeros((int) x);
            case I32_POPCNT -> Integer.bitCount((int) x);
            case I32_ROTR -> Integer.rotateRight((int) x, (int) y);
            case I32_TRUNC_F32_S -> Conversions.i32_trunc_f32_s(f32(x));
            case I32_TRUNC_F32_U -> Conversions.i32_trunc_f32_u(f32(x));
            case I32_TRUNC_F64_S -> Conversions.i32_trunc_f64_s(f64(x));
            case I32_TRUNC_F64_U -> Conversions.i32_trunc_f64_u(f64(x));
            case I32_TRUNC_SAT_F32_S -> Conversions.i32_trunc_sat_f32_s(f32(x));
            case I32_TRUNC_SAT_F32_U -> Conversions.i32_trunc_sat_f32_u(f32(x));
            case I32_TRUNC_SAT_F64_S -> Conversions.i32_trunc_sat_f64_s(f64(x));
            case I32_TRUNC_SAT_F64_U -> Conversions.i32_trunc_sat_f64_u(f64(x));
            default -> throw unknown(opcode);
        };
    }

    private static long int64(Opcode opcode, long x, long y) {
        return switch (opcode) {
            case I64_CLZ -> Long.numberOfLeadingZeros(x);
            case I64_CTZ -> Long.numberOfTrailingZeros(x);
            case I64_POPCNT -> Long.bitCount(x);
            case I64_ROTR -> Long.rotateRight(x, (int) y);
            case I64_TRUNC_F32_S -> Conversions.i64_trunc_f32_s(f32(x));
            case I64_TRUNC_F32_U -> Conversions.i64_trunc_f32_u(f32(x));
            case I64_TRUNC_F64_S -> Conversions.i64_trunc_f64_s(f64(x));
            case I64_TRUNC_F64_U -> Conversions.i64_trunc_f64_u(f64(x));
            case I64_EXTEND8_S -> (byte) x;
            case I64_EXTEND16_S -> (short) x;
            case I64_TRUNC_SAT_F32_S -> Conversions.i64_trunc_sat_f32_s(f32(x));
            case I64_TRUNC_SAT_F32_U -> Conversions.i64_trunc_sat_f32_u(f32(x));
            case I64_TRUNC_SAT_F64_S -> Conversions.i64_trunc_sat_f64_s(f64(x));
            case I64_TRUNC_SAT_F64_U -> Conversions.i64_trunc_sat_f64_u(f64(x));
            default -> throw unknown(opcode);
        };
    }

    private static long float32(Opcode opcode, long x, long y) {
        return switch (opcode) {
            case F32_ABS -> bits(FloatOps.f32_abs(f32(x)));
            case F32_NEG -> bits(FloatOps.f32_neg(f32(x)));
            case F32_CEIL -> bits(FloatOps.f32_ceil(f32(x)));
            case F32_FLOOR -> bits(FloatOps.f32_floor(f32(x)));
            case F32_TRUNC -> bits(FloatOps.f32_trunc(f32(x)));
            case F32_NEAREST -> bits(FloatOps.f32_nearest(f32(x)));
            case F32_SQRT -> bits(FloatOps.f32_sqrt(f32(x)));
            case F32_MIN -> bits(FloatOps.f32_min(f32(x), f32(y)));
            case F32_MAX -> bits(FloatOps.f32_max(f32(x), f32(y)));
            case F32_COPYSIGN -> bits(FloatOps.f32_copysign(f32(x), f32(y)));
            case F32_CONVERT_I32_S -> bits((float) (int) x);
            case F32_CONVERT_I32_U -> bits(Conversions.f32_convert_i32_u((int) x));
            case F32_CONVERT_I64_S -> bits((float) x);
            case F32_CONVERT_I64_U -> bits(Conversions.f32_convert_i64_u(x));
            case F32_DEMOTE_F64 -> bits((float) f64(x));
            default -> throw unknown(opcode);
        };
    }

    private static long float64(Opcode opcode, long x, long y) {
        return switch (opcode) {
            case F64_ABS -> bits(FloatOps.f64_abs(f64(x)));
            case F64_NEG -> bits(FloatOps.f64_neg(f64(x)));
            case F64_CEIL -> bits(FloatOps.f64_ceil(f64(x)));
            case F64_FLOOR -> bits(FloatOps.f64_floor(f64(x)));
            case F64_TRUNC -> bits(FloatOps.f64_trunc(f64(x)));
            case F64_NEAREST -> bits(FloatOps.f64_nearest(f64(x)));
            case F64_MIN -> bits(FloatOps.f64_min(f64(x), f64(y)));
            case F64_MAX -> bits(FloatOps.f64_max(f64(x), f64(y)));
            case F64_COPYSIGN -> bits(FloatOps.f64_copysign(f64(x), f64(y)));
            case F64_CONVERT_I32_U -> bits(Conversions.f64_convert_i32_u((int) x));
            case F64_CONVERT_I64_S -> bits((double) x);
            case F64_CONVERT_I64_U -> bits(Conversions.f64_convert_i64_u(x));
            case F64_PROMOTE_F32 -> bits((double) f32(x));
            default -> throw unknown(opcode);
        };
    }

    private static long bit(boolean condition) {
        return condition ? 1 : 0;
    }

    private static float f32(long slot) {
        return Float.intBitsToFloat((int) slot);
    }

    private static double f64(long slot) {
        return Double.longBitsToDouble(slot);
    }

    private static long bits(float value) {
        return Float.floatToRawIntBits(value);
    }

    private static long bits(double value) {
        return Double.doubleToRawLongBits(value);
    }

    private static IllegalStateException unknown(Opcode opcode) {
        return new IllegalStateException("not a numeric instruction: " + opcode);
    }
}
