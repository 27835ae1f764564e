package dev.tagalong.runtime.internal.interpret;

import dev.tagalong.runtime.internal.memory.Addresses;
import dev.tagalong.runtime.internal.semantics.Conversions;
import dev.tagalong.runtime.internal.semantics.FloatOps;
import dev.tagalong.runtime.internal.semantics.Int32Ops;
import dev.tagalong.runtime.internal.semantics.Int64Ops;
import dev.tagalong.runtime.internal.value.RawBits;

/** Numeric instructions that the loop does not have itself, but that are too frequent to go by {@link Op#REGULAR}. */
final class Numerics {

    private Numerics() {}

    /**
     * The result of an instruction, for operands as they are in slots; of one operand, it is {@code x}.
     *
     * <p>One type's instructions are here, which makes this too big for HotSpot to inline (325 bytes): inlined, it would take
     * the compiled loop with it whenever another type turns up.
     */
    static long apply(int op, long x, long y) {
        if (op >= Op.I64_CLZ) {
            return op < Op.F32_ABS ? int64(op, x, y) : op < Op.F64_ABS ? float32(op, x, y) : float64(op, x, y);
        }
        return switch (op) {
            case Op.F32_EQ -> FloatOps.f32_eq(f32(x), f32(y));
            case Op.F32_NE -> FloatOps.f32_ne(f32(x), f32(y));
            case Op.F32_LT -> FloatOps.f32_lt(f32(x), f32(y));
            case Op.F32_GT -> FloatOps.f32_gt(f32(x), f32(y));
            case Op.F32_LE -> FloatOps.f32_le(f32(x), f32(y));
            case Op.F32_GE -> FloatOps.f32_ge(f32(x), f32(y));
            case Op.I32_CLZ -> Int32Ops.i32_clz((int) x);
            case Op.I32_CTZ -> Int32Ops.i32_ctz((int) x);
            case Op.I32_POPCNT -> Int32Ops.i32_popcnt((int) x);
            case Op.I32_ROTR -> Int32Ops.i32_rotr((int) x, (int) y);
            case Op.I32_TRUNC_F32_S -> Conversions.i32_trunc_f32_s(f32(x));
            case Op.I32_TRUNC_F32_U -> Conversions.i32_trunc_f32_u(f32(x));
            case Op.I32_TRUNC_F64_S -> Conversions.i32_trunc_f64_s(f64(x));
            case Op.I32_TRUNC_F64_U -> Conversions.i32_trunc_f64_u(f64(x));
            case Op.I32_TRUNC_SAT_F32_S -> Conversions.i32_trunc_sat_f32_s(f32(x));
            case Op.I32_TRUNC_SAT_F32_U -> Conversions.i32_trunc_sat_f32_u(f32(x));
            case Op.I32_TRUNC_SAT_F64_S -> Conversions.i32_trunc_sat_f64_s(f64(x));
            case Op.I32_TRUNC_SAT_F64_U -> Conversions.i32_trunc_sat_f64_u(f64(x));
            default -> throw unknown(op);
        };
    }

    private static long int64(int op, long x, long y) {
        return switch (op) {
            case Op.I64_CLZ -> Int64Ops.i64_clz(x);
            case Op.I64_CTZ -> Int64Ops.i64_ctz(x);
            case Op.I64_POPCNT -> Int64Ops.i64_popcnt(x);
            case Op.I64_ROTR -> Int64Ops.i64_rotr(x, y);
            case Op.I64_TRUNC_F32_S -> Conversions.i64_trunc_f32_s(f32(x));
            case Op.I64_TRUNC_F32_U -> Conversions.i64_trunc_f32_u(f32(x));
            case Op.I64_TRUNC_F64_S -> Conversions.i64_trunc_f64_s(f64(x));
            case Op.I64_TRUNC_F64_U -> Conversions.i64_trunc_f64_u(f64(x));
            case Op.I64_EXTEND8_S -> Int64Ops.i64_extend8_s(x);
            case Op.I64_EXTEND16_S -> Int64Ops.i64_extend16_s(x);
            case Op.I64_TRUNC_SAT_F32_S -> Conversions.i64_trunc_sat_f32_s(f32(x));
            case Op.I64_TRUNC_SAT_F32_U -> Conversions.i64_trunc_sat_f32_u(f32(x));
            case Op.I64_TRUNC_SAT_F64_S -> Conversions.i64_trunc_sat_f64_s(f64(x));
            case Op.I64_TRUNC_SAT_F64_U -> Conversions.i64_trunc_sat_f64_u(f64(x));
            case Op.NARROW_ADDRESS -> Addresses.narrow(x);
            default -> throw unknown(op);
        };
    }

    private static long float32(int op, long x, long y) {
        return switch (op) {
            case Op.F32_ABS -> bits(FloatOps.f32_abs(f32(x)));
            case Op.F32_NEG -> bits(FloatOps.f32_neg(f32(x)));
            case Op.F32_CEIL -> bits(FloatOps.f32_ceil(f32(x)));
            case Op.F32_FLOOR -> bits(FloatOps.f32_floor(f32(x)));
            case Op.F32_TRUNC -> bits(FloatOps.f32_trunc(f32(x)));
            case Op.F32_NEAREST -> bits(FloatOps.f32_nearest(f32(x)));
            case Op.F32_SQRT -> bits(FloatOps.f32_sqrt(f32(x)));
            case Op.F32_MIN -> bits(FloatOps.f32_min(f32(x), f32(y)));
            case Op.F32_MAX -> bits(FloatOps.f32_max(f32(x), f32(y)));
            case Op.F32_COPYSIGN -> bits(FloatOps.f32_copysign(f32(x), f32(y)));
            case Op.F32_CONVERT_I32_S -> bits(Conversions.f32_convert_i32_s((int) x));
            case Op.F32_CONVERT_I32_U -> bits(Conversions.f32_convert_i32_u((int) x));
            case Op.F32_CONVERT_I64_S -> bits(Conversions.f32_convert_i64_s(x));
            case Op.F32_CONVERT_I64_U -> bits(Conversions.f32_convert_i64_u(x));
            case Op.F32_DEMOTE_F64 -> bits(Conversions.f32_demote_f64(f64(x)));
            default -> throw unknown(op);
        };
    }

    private static long float64(int op, long x, long y) {
        return switch (op) {
            case Op.F64_ABS -> bits(FloatOps.f64_abs(f64(x)));
            case Op.F64_NEG -> bits(FloatOps.f64_neg(f64(x)));
            case Op.F64_CEIL -> bits(FloatOps.f64_ceil(f64(x)));
            case Op.F64_FLOOR -> bits(FloatOps.f64_floor(f64(x)));
            case Op.F64_TRUNC -> bits(FloatOps.f64_trunc(f64(x)));
            case Op.F64_NEAREST -> bits(FloatOps.f64_nearest(f64(x)));
            case Op.F64_MIN -> bits(FloatOps.f64_min(f64(x), f64(y)));
            case Op.F64_MAX -> bits(FloatOps.f64_max(f64(x), f64(y)));
            case Op.F64_COPYSIGN -> bits(FloatOps.f64_copysign(f64(x), f64(y)));
            case Op.F64_CONVERT_I32_U -> bits(Conversions.f64_convert_i32_u((int) x));
            case Op.F64_CONVERT_I64_S -> bits(Conversions.f64_convert_i64_s(x));
            case Op.F64_CONVERT_I64_U -> bits(Conversions.f64_convert_i64_u(x));
            case Op.F64_PROMOTE_F32 -> bits(Conversions.f64_promote_f32(f32(x)));
            default -> throw unknown(op);
        };
    }

    private static float f32(long slot) {
        return RawBits.toFloat(slot);
    }

    private static double f64(long slot) {
        return RawBits.toDouble(slot);
    }

    private static long bits(float value) {
        return RawBits.of(value);
    }

    private static long bits(double value) {
        return RawBits.of(value);
    }

    private static IllegalStateException unknown(int op) {
        return new IllegalStateException("not a numeric instruction: " + op);
    }
}
