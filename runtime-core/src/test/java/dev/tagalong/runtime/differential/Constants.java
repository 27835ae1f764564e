package dev.tagalong.runtime.differential;

import static dev.tagalong.runtime.testing.Binary.*;
import static dev.tagalong.runtime.testing.Program.i32;
import static dev.tagalong.runtime.testing.Program.i64;

import java.util.Random;

/** Random constants, small ones mostly, of the types that a letter stands for. */
final class Constants {

    private final Random random;
    private final int functions;

    /** Constants of a module of so many functions. */
    Constants(Random random, int functions) {
        this.random = random;
        this.functions = functions;
    }

    private boolean oneIn(int count) {
        return random.nextInt(count) == 0;
    }

    static int valueType(char letter) {
        return switch (letter) {
            case 'i' -> I32;
            case 'l' -> I64;
            case 'f' -> F32;
            case 'd' -> F64;
            case 'r' -> EXTERNREF;
            case 'x' -> EXNREF;
            case 'v' -> V128_CODE;
            default -> FUNCREF;
        };
    }

    static byte[] zero(char type) {
        return switch (type) {
            case 'i' -> i32(0);
            case 'l' -> i64(0);
            case 'f' -> bytes(0x43, 0, 0, 0, 0);
            case 'd' -> bytes(0x44, 0, 0, 0, 0, 0, 0, 0, 0);
            case 'v' -> vector(0, 0);
            default -> bytes(0xD0, valueType(type));
        };
    }

    byte[] any(char type) {
        return switch (type) {
            case 'i' -> i32(oneIn(3) ? random.nextInt() : random.nextInt(9) - 2);
            case 'l' -> i64(oneIn(3) ? random.nextLong() : random.nextInt(9) - 2);
            case 'f' -> bytes(0x43, littleEndian(Float.floatToIntBits(random.nextInt(40) / 4f - 3), 4));
            case 'd' -> bytes(0x44, littleEndian(Double.doubleToLongBits(random.nextInt(40) / 4.0 - 3), 8));
            case 'v' -> vector(oneIn(3) ? random.nextLong() : random.nextInt(9) - 2, random.nextLong());
            case 'u' -> oneIn(3) ? zero('u') : bytes(0xD2, u32(random.nextInt(functions)));
            default -> zero(type);
        };
    }

    private static byte[] vector(long low, long high) {
        return bytes(0xFD, 12, littleEndian(low, 8), littleEndian(high, 8));
    }

    private static byte[] littleEndian(long bits, int count) {
        byte[] all = new byte[count];
        for (int i = 0; i < count; i++) {
            all[i] = (byte) (bits >> 8 * i);
        }
        return all;
    }
}
