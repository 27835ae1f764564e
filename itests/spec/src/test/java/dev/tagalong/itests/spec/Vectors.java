package dev.tagalong.itests.spec;

import dev.tagalong.itests.spec.Command.Value;
import dev.tagalong.runtime.V128;
import java.util.List;

/** The suite's vectors: a list of lanes, each of which is a number, or in a result a pattern of NaNs. */
final class Vectors {

    private Vectors() {}

    /** The vector with these lanes. */
    static V128 of(Value value) {
        int size = laneBits(value);
        long[] halves = new long[2];
        List<Value> lanes = lanes(value);
        for (int i = 0; i < lanes.size(); i++) {
            int first = i * size;
            halves[first / Long.SIZE] |= (Values.bits(lanes.get(i)) & mask(size)) << first;
        }
        return new V128(halves[0], halves[1]);
    }

    /** Whether each lane is what is expected. */
    static boolean matches(Value expected, V128 actual) {
        List<Value> lanes = lanes(expected);
        for (int i = 0; i < lanes.size(); i++) {
            if (!Values.matches(lanes.get(i), lane(expected.laneType(), actual, i))) {
                return false;
            }
        }
        return true;
    }

    private static Object lane(String type, V128 vector, int lane) {
        return switch (type) {
            case "i8" -> (int) vector.byteLane(lane);
            case "i16" -> (int) vector.shortLane(lane);
            case "i32" -> vector.intLane(lane);
            case "i64" -> vector.longLane(lane);
            case "f32" -> vector.floatLane(lane);
            case "f64" -> vector.doubleLane(lane);
            default -> throw noLane(type);
        };
    }

    /** The lanes as values: those of small integers sign-extended to i32. */
    private static List<Value> lanes(Value vector) {
        String type = vector.laneType();
        List<?> texts = (List<?>) vector.value();
        if (texts.size() * laneBits(vector) != V128.BYTES * Byte.SIZE) {
            throw new IllegalArgumentException("no vector: " + vector);
        }
        return texts.stream().map(text -> lane(type, text.toString())).toList();
    }

    private static Value lane(String type, String text) {
        Value lane = new Value(type, text, null, null);
        return switch (type) {
            case "i8" -> new Value("i32", Byte.toString((byte) Values.bits(lane)), null, null);
            case "i16" -> new Value("i32", Short.toString((short) Values.bits(lane)), null, null);
            default -> lane;
        };
    }

    private static int laneBits(Value vector) {
        return switch (vector.laneType()) {
            case "i8" -> Byte.SIZE;
            case "i16" -> Short.SIZE;
            case "i32", "f32" -> Integer.SIZE;
            case "i64", "f64" -> Long.SIZE;
            default -> throw noLane(vector.laneType());
        };
    }

    private static long mask(int bits) {
        return bits == Long.SIZE ? -1 : (1L << bits) - 1;
    }

    private static IllegalArgumentException noLane(String type) {
        return new IllegalArgumentException("no lanes of this type are known: " + type);
    }
}
