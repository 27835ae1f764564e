package dev.tagalong.bench.probe;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Makes modules different from each other without changing what they do. */
final class CustomSection {

    private static final int LENGTH = 8;

    private CustomSection() {}

    /** The module with a custom section named {@code n} behind it that holds a number. */
    static byte[] append(byte[] module, int number) {
        byte[] longer = Arrays.copyOf(module, module.length + LENGTH);
        ByteBuffer.wrap(longer)
                .order(ByteOrder.LITTLE_ENDIAN)
                .position(module.length)
                .put((byte) 0) // custom section
                .put((byte) 6) // of 6 bytes:
                .put((byte) 1) // its name's length
                .put((byte) 'n')
                .putInt(number);
        return longer;
    }
}
