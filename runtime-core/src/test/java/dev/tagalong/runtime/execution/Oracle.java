package dev.tagalong.runtime.execution;

import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.TrapKind;
import dev.tagalong.runtime.internal.opcode.Opcode;
import dev.tagalong.runtime.internal.opcode.Signature;
import dev.tagalong.runtime.type.NumberType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * What numeric instructions answer, by exact arithmetic on big numbers and by the definitions in the specification's
 * section 4.3: slow, and made in another way than the engine.
 */
final class Oracle {

    private static final BigInteger TWO_32 = BigInteger.ONE.shiftLeft(32);
    private static final BigInteger TWO_64 = BigInteger.ONE.shiftLeft(64);

    private Oracle() {}

    /** The boxed result for boxed operands. */
    static Object apply(Opcode opcode, Object... operands) {
        Signature signature = opcode.signature();
        String operation = opcode.mnemonic().substring(opcode.mnemonic().indexOf('.') + 1);
        NumberType result = (NumberType) signature.results().get(0);
        if (operation.contains("_f32")
                || operation.contains("_f64")
                || operation.contains("_i32")
                || operation.contains("_i64")) {
            return convert(operation, result, operands[0]);
        }
        if (operands[0] instanceof Integer || operands[0] instanceof Long) {
            return integer(operation, operands);
        }
        return real(operation, operands);
    }

    // Integers

    private static Object integer(String operation, Object[] operands) {
        boolean wide = operands[0] instanceof Long;
        int bits = wide ? 64 : 32;
        BigInteger x = BigInteger.valueOf(((Number) operands[0]).longValue());
        BigInteger y = operands.length == 1 ? null : BigInteger.valueOf(((Number) operands[1]).longValue());
        BigInteger modulus = wide ? TWO_64 : TWO_32;
        BigInteger ux = x.mod(modulus);
        BigInteger uy = y == null ? null : y.mod(modulus);
        int count = uy == null ? 0 : uy.intValue() & bits - 1;
        return switch (operation) {
            case "eqz" -> bit(x.signum() == 0);
            case "eq" -> bit(x.equals(y));
            case "ne" -> bit(!x.equals(y));
            case "lt_s" -> bit(x.compareTo(y) < 0);
            case "lt_u" -> bit(ux.compareTo(uy) < 0);
            case "gt_s" -> bit(x.compareTo(y) > 0);
            case "gt_u" -> bit(ux.compareTo(uy) > 0);
            case "le_s" -> bit(x.compareTo(y) <= 0);
            case "le_u" -> bit(ux.compareTo(uy) <= 0);
            case "ge_s" -> bit(x.compareTo(y) >= 0);
            case "ge_u" -> bit(ux.compareTo(uy) >= 0);
            case "clz" -> wrap(BigInteger.valueOf(bits - ux.bitLength()), wide);
            case "ctz" -> wrap(BigInteger.valueOf(ux.signum() == 0 ? bits : ux.getLowestSetBit()), wide);
            case "popcnt" -> wrap(BigInteger.valueOf(ux.bitCount()), wide);
            case "add" -> wrap(x.add(y), wide);
            case "sub" -> wrap(x.subtract(y), wide);
            case "mul" -> wrap(x.multiply(y), wide);
            case "div_s" -> {
                BigInteger quotient = divide(x, y)[0];
                if (quotient.bitLength() >= bits) {
                    throw new Trap(TrapKind.INTEGER_OVERFLOW);
                }
                yield wrap(quotient, wide);
            }
            case "div_u" -> wrap(divide(ux, uy)[0], wide);
            case "rem_s" -> wrap(divide(x, y)[1], wide);
            case "rem_u" -> wrap(divide(ux, uy)[1], wide);
            case "and" -> wrap(x.and(y), wide);
            case "or" -> wrap(x.or(y), wide);
            case "xor" -> wrap(x.xor(y), wide);
            case "shl" -> wrap(x.shiftLeft(count), wide);
            case "shr_s" -> wrap(x.shiftRight(count), wide);
            case "shr_u" -> wrap(ux.shiftRight(count), wide);
            case "rotl" -> wrap(ux.shiftLeft(count).or(ux.shiftRight(bits - count)), wide);
            case "rotr" -> wrap(ux.shiftRight(count).or(ux.shiftLeft(bits - count)), wide);
            case "extend8_s" -> wrap(BigInteger.valueOf(x.byteValue()), wide);
            case "extend16_s" -> wrap(BigInteger.valueOf(x.shortValue()), wide);
            case "extend32_s" -> wrap(BigInteger.valueOf(x.intValue()), wide);
            case "add128" -> halves(whole(operands[0], operands[1]).add(whole(operands[2], operands[3])));
            case "sub128" -> halves(whole(operands[0], operands[1]).subtract(whole(operands[2], operands[3])));
            case "mul_wide_s" -> halves(x.multiply(y));
            case "mul_wide_u" -> halves(ux.multiply(uy));
            default -> throw new IllegalArgumentException(operation);
        };
    }

    private static BigInteger whole(Object low, Object high) {
        return BigInteger.valueOf((long) high)
                .shiftLeft(64)
                .add(BigInteger.valueOf((long) low).mod(TWO_64));
    }

    private static Object[] halves(BigInteger number) {
        return new Object[] {number.longValue(), number.shiftRight(64).longValue()};
    }

    private static BigInteger[] divide(BigInteger x, BigInteger y) {
        if (y.signum() == 0) {
            throw new Trap(TrapKind.INTEGER_DIVIDE_BY_ZERO);
        }
        return x.divideAndRemainder(y);
    }

    private static Object wrap(BigInteger value, boolean wide) {
        return wide ? (Object) value.longValue() : (Object) value.intValue();
    }

    private static Object bit(boolean condition) {
        return condition ? 1 : 0;
    }

    // Floating point

    private static Object real(String operation, Object[] operands) {
        boolean wide = operands[0] instanceof Double;
        double x = ((Number) operands[0]).doubleValue();
        double y = operands.length == 1 ? 0 : ((Number) operands[1]).doubleValue();
        boolean negative = Double.doubleToRawLongBits(x) < 0;
        switch (operation) {
            case "eq", "ne", "lt", "gt", "le", "ge" -> {
                return bit(compare(operation, x, y));
            }
            case "abs" -> {
                return narrow(negative ? 0 - x + (x == 0 ? 0.0 : 0) : x, wide);
            }
            case "neg" -> {
                return narrow(x * -1, wide);
            }
            case "copysign" -> {
                return narrow(negative == Double.doubleToRawLongBits(y) < 0 ? x : x * -1, wide);
            }
            default -> {
                // Below.
            }
        }
        boolean undefined = Double.isNaN(x) || operands.length == 2 && Double.isNaN(y);
        if (undefined) {
            return narrow(Double.NaN, wide);
        }
        return switch (operation) {
            case "ceil" -> narrow(round(x, RoundingMode.CEILING), wide);
            case "floor" -> narrow(round(x, RoundingMode.FLOOR), wide);
            case "trunc" -> narrow(round(x, RoundingMode.DOWN), wide);
            case "nearest" -> narrow(round(x, RoundingMode.HALF_EVEN), wide);
            case "min" -> narrow(x == 0 && y == 0 ? (negative ? x : y) : x < y ? x : y, wide);
            case "max" -> narrow(x == 0 && y == 0 ? (negative ? y : x) : x > y ? x : y, wide);
            case "sqrt" -> root(x, wide);
            default -> arithmetic(operation, x, y, wide);
        };
    }

    private static boolean compare(String operation, double x, double y) {
        if (Double.isNaN(x) || Double.isNaN(y)) {
            return operation.equals("ne");
        }
        int order = x == y ? 0 : Double.compare(x, y);
        return switch (operation) {
            case "eq" -> order == 0;
            case "ne" -> order != 0;
            case "lt" -> order < 0;
            case "gt" -> order > 0;
            case "le" -> order <= 0;
            default -> order >= 0;
        };
    }

    private static double round(double x, RoundingMode mode) {
        if (Double.isInfinite(x) || x == 0) {
            return x;
        }
        double rounded = new BigDecimal(x).setScale(0, mode).doubleValue();
        return Math.copySign(rounded, x);
    }

    private static Object root(double x, boolean wide) {
        if (x == 0 || x == Double.POSITIVE_INFINITY) {
            return narrow(x, wide);
        }
        if (x < 0) {
            return narrow(Double.NaN, wide);
        }
        BigDecimal root = new BigDecimal(x).sqrt(new MathContext(60));
        return wide ? (Object) root.doubleValue() : (Object) root.floatValue();
    }

    private static Object arithmetic(String operation, double x, double y, boolean wide) {
        boolean exact = !Double.isInfinite(x) && !Double.isInfinite(y) && x != 0 && y != 0;
        if (!exact) {
            // Of infinities and zeros the JVM's own arithmetic is the definition.
            return narrow(
                    switch (operation) {
                        case "add" -> x + y;
                        case "sub" -> x - y;
                        case "mul" -> x * y;
                        default -> x / y;
                    },
                    wide);
        }
        BigDecimal a = new BigDecimal(x);
        BigDecimal b = new BigDecimal(y);
        BigDecimal result = switch (operation) {
            case "add" -> a.add(b);
            case "sub" -> a.subtract(b);
            case "mul" -> a.multiply(b);
            case "div" -> a.divide(b, new MathContext(1_200));
            default -> throw new IllegalArgumentException(operation);
        };
        double sign = operation.equals("mul") || operation.equals("div") ? Math.signum(x) * Math.signum(y) : 1;
        if (wide) {
            return result.signum() == 0 ? 0.0 : Math.copySign(result.doubleValue(), result.signum());
        }
        float narrow = result.floatValue();
        return narrow == 0 && result.signum() != 0 ? (Object) (float) Math.copySign(narrow, sign) : (Object) narrow;
    }

    private static Object narrow(double value, boolean wide) {
        return wide ? (Object) value : (Object) (float) value;
    }

    // Conversions

    private static Object convert(String operation, NumberType result, Object operand) {
        if (operation.startsWith("reinterpret")) {
            return reinterpret(operand);
        }
        if (operation.startsWith("trunc")) {
            return truncate(operation, result == NumberType.I64 ? 64 : 32, ((Number) operand).doubleValue());
        }
        if (operation.startsWith("demote") || operation.startsWith("promote")) {
            return demoteOrPromote(operand);
        }
        BigInteger x = BigInteger.valueOf(((Number) operand).longValue());
        if (operation.endsWith("_u")) {
            x = x.mod(operand instanceof Long ? TWO_64 : TWO_32);
        }
        return switch (result) {
            case I32 -> x.intValue();
            case I64 -> x.longValue();
            case F32 -> x.floatValue();
            case F64 -> x.doubleValue();
        };
    }

    private static Object demoteOrPromote(Object operand) {
        double x = ((Number) operand).doubleValue();
        if (operand instanceof Float) {
            return x;
        }
        boolean special = Double.isNaN(x) || Double.isInfinite(x) || x == 0;
        return special ? (float) x : Math.copySign(new BigDecimal(x).floatValue(), (float) Math.signum(x));
    }

    private static Object reinterpret(Object operand) {
        if (operand instanceof Integer i) {
            return Float.intBitsToFloat(i);
        }
        if (operand instanceof Long l) {
            return Double.longBitsToDouble(l);
        }
        return operand instanceof Float f
                ? (Object) Float.floatToRawIntBits(f)
                : (Object) Double.doubleToRawLongBits((Double) operand);
    }

    private static Object truncate(String operation, int bits, double x) {
        boolean saturates = operation.startsWith("trunc_sat");
        boolean signed = operation.endsWith("_s");
        BigInteger least = signed ? BigInteger.ONE.shiftLeft(bits - 1).negate() : BigInteger.ZERO;
        BigInteger most = BigInteger.ONE.shiftLeft(signed ? bits - 1 : bits).subtract(BigInteger.ONE);
        if (Double.isNaN(x)) {
            return wrap(refuse(saturates, TrapKind.INVALID_CONVERSION, BigInteger.ZERO), bits == 64);
        }
        BigInteger whole = Double.isInfinite(x)
                ? (x < 0 ? least.subtract(BigInteger.ONE) : most.add(BigInteger.ONE))
                : new BigDecimal(x).toBigInteger();
        if (whole.compareTo(least) < 0) {
            whole = refuse(saturates, TrapKind.INTEGER_OVERFLOW, least);
        } else if (whole.compareTo(most) > 0) {
            whole = refuse(saturates, TrapKind.INTEGER_OVERFLOW, most);
        }
        return wrap(whole, bits == 64);
    }

    private static BigInteger refuse(boolean saturates, TrapKind kind, BigInteger instead) {
        if (!saturates) {
            throw new Trap(kind);
        }
        return instead;
    }
}
