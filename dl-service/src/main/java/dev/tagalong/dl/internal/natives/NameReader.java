package dev.tagalong.dl.internal.natives;

import dev.tagalong.dl.DlException;
import dev.tagalong.runtime.Memory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads the names that a program passes: bytes up to a zero byte, in UTF-8. */
final class NameReader {

    /** Longer ones are refused, so that a pointer to anything does not make a search through gigabytes. */
    private static final int LONGEST = 65_536;

    private static final int CHUNK = 256;

    private NameReader() {}

    /**
     * The name at an address.
     *
     * @param what what it names, for messages
     * @throws DlException if it does not end within the memory, or is longer than 65,536 bytes
     */
    static String read(Memory memory, int pointer, String what) {
        long start = Integer.toUnsignedLong(pointer);
        long size = memory.byteSize();
        byte[] chunk = new byte[CHUNK];
        byte[] name = new byte[0];
        for (long at = start; at < size && at - start < LONGEST; at += CHUNK) {
            int length = (int) Math.min(CHUNK, size - at);
            memory.read(at, chunk, 0, length);
            int end = indexOfZero(chunk, length);
            name = append(name, chunk, end);
            if (end < length) {
                return new String(name, StandardCharsets.UTF_8);
            }
        }
        throw new DlException(
                start < size && size - start >= LONGEST
                        ? what + " is longer than " + LONGEST + " bytes"
                        : String.format("%s at 0x%08x does not end within the memory", what, pointer));
    }

    private static int indexOfZero(byte[] bytes, int length) {
        for (int i = 0; i < length; i++) {
            if (bytes[i] == 0) {
                return i;
            }
        }
        return length;
    }

    private static byte[] append(byte[] head, byte[] tail, int length) {
        byte[] both = Arrays.copyOf(head, head.length + length);
        System.arraycopy(tail, 0, both, head.length, length);
        return both;
    }
}
