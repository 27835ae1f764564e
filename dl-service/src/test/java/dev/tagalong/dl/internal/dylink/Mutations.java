package dev.tagalong.dl.internal.dylink;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Random;

/** Changes bytes at random, in the ways that readers of binary formats trip over. */
public final class Mutations {

    private static final int HEADER = 8;
    private static final int[] TELLING = {0, 1, 0x7F, 0x80, 0xFF};

    private Mutations() {}

    /** A changed copy of a binary, whose first eight bytes stay; changes are in front of {@code end}. */
    public static byte[] mutate(byte[] binary, Random random, int end) {
        byte[] changed = binary.clone();
        int changes = 1 + random.nextInt(4);
        for (int i = 0; i < changes; i++) {
            changed = change(changed, random, Math.min(end, changed.length));
        }
        return changed;
    }

    private static byte[] change(byte[] bytes, Random random, int end) {
        int at = HEADER + random.nextInt(Math.max(end - HEADER, 1));
        byte[] changed = bytes.clone();
        switch (random.nextInt(6)) {
            case 0 -> changed[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> changed[at] = (byte) random.nextInt(256);
            case 2 -> changed[at] = (byte) TELLING[random.nextInt(TELLING.length)];
            case 3 -> changed[at] += (byte) (random.nextBoolean() ? 1 : -1);
            case 4 -> changed = splice(bytes, at, Math.min(1 + random.nextInt(4), bytes.length - at), new byte[0]);
            default -> {
                byte[] more = new byte[1 + random.nextInt(4)];
                random.nextBytes(more);
                changed = splice(bytes, at, 0, more);
            }
        }
        return changed.length > HEADER ? changed : bytes;
    }

    private static byte[] splice(byte[] bytes, int at, int removed, byte[] added) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(bytes, 0, at);
        out.writeBytes(added);
        out.writeBytes(Arrays.copyOfRange(bytes, at + removed, bytes.length));
        return out.toByteArray();
    }
}
