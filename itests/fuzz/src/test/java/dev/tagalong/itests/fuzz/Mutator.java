package dev.tagalong.itests.fuzz;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Damages modules. The bytes that it writes are often those at the ends of what a field of the format may hold. */
final class Mutator {

    private static final int MOST_CHANGES = 4;
    private static final int LONGEST_PIECE = 64;

    /** Numbers in LEB128 at the limits of 32 and 64 bits, and bytes that begin types, sections and prefixed opcodes. */
    private static final byte[][] PIECES = {
        {(byte) 0xFF, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 0x0F},
        {(byte) 0xFF, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 0x07},
        {(byte) 0x80, (byte) 0x80, (byte) 0x80, (byte) 0x80, 0x08},
        {(byte) 0x80, (byte) 0x80, (byte) 0x80, (byte) 0x80, 0x78},
        {
            (byte) 0xFF,
            (byte) 0xFF,
            (byte) 0xFF,
            (byte) 0xFF,
            (byte) 0xFF,
            (byte) 0xFF,
            (byte) 0xFF,
            (byte) 0xFF,
            (byte) 0xFF,
            1
        },
        {
            (byte) 0x80,
            (byte) 0x80,
            (byte) 0x80,
            (byte) 0x80,
            (byte) 0x80,
            (byte) 0x80,
            (byte) 0x80,
            (byte) 0x80,
            (byte) 0x80,
            0x7F
        },
        {(byte) 0xFF, (byte) 0xFF, 0x03},
        {0x4E},
        {0x50},
        {0x5F},
        {0x60},
        {0x63},
        {0x64},
        {0x02, 0x40},
        {0x1F, 0x40},
        {0x0B},
        {(byte) 0xFB},
        {(byte) 0xFC},
        {(byte) 0xFD},
        {(byte) 0xFE},
    };

    private final List<byte[]> modules;
    private final Random random;

    /** Of these modules, in an order that the seed tells. */
    Mutator(List<byte[]> modules, long seed) {
        this.modules = modules;
        this.random = new Random(seed);
    }

    /** The next damaged module. */
    byte[] next() {
        byte[] module = any();
        for (int i = random.nextInt(MOST_CHANGES); i >= 0; i--) {
            module = changed(module);
        }
        return module;
    }

    private byte[] any() {
        return modules.get(random.nextInt(modules.size()));
    }

    private byte[] changed(byte[] module) {
        int at = random.nextInt(module.length + 1);
        int length = Math.min(random.nextInt(LONGEST_PIECE), module.length - at);
        return switch (random.nextInt(7)) {
            case 0 -> replaced(module, at, Math.min(1, module.length - at), new byte[] {(byte) random.nextInt(256)});
            case 1 -> flipped(module, at);
            case 2 -> replaced(module, at, 0, piece());
            case 3 -> replaced(module, at, Math.min(piece().length, module.length - at), piece());
            case 4 -> replaced(module, at, length, new byte[0]);
            case 5 -> replaced(module, at, length, pieceOf(any()));
            default ->
                random.nextInt(8) == 0
                        ? Arrays.copyOf(module, at)
                        : replaced(module, at, 0, Arrays.copyOfRange(module, at, at + length));
        };
    }

    private byte[] piece() {
        return PIECES[random.nextInt(PIECES.length)];
    }

    private byte[] pieceOf(byte[] other) {
        int from = random.nextInt(other.length + 1);
        return Arrays.copyOfRange(other, from, Math.min(other.length, from + random.nextInt(LONGEST_PIECE)));
    }

    private byte[] flipped(byte[] module, int at) {
        byte[] changed = module.clone();
        if (at < changed.length) {
            changed[at] ^= (byte) (1 << random.nextInt(8));
        }
        return changed;
    }

    private static byte[] replaced(byte[] module, int at, int length, byte[] by) {
        byte[] changed = new byte[module.length - length + by.length];
        System.arraycopy(module, 0, changed, 0, at);
        System.arraycopy(by, 0, changed, at, by.length);
        System.arraycopy(module, at + length, changed, at + by.length, module.length - at - length);
        return changed;
    }
}
