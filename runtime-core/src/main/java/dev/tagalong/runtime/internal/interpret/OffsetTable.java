package dev.tagalong.runtime.internal.interpret;

import java.util.Arrays;

/**
 * From positions in the lowered code to offsets in the binary. An entry is the distance in instructions and the distance
 * in bytes to the entry before, as LEB128 numbers; offsets never decrease.
 */
final class OffsetTable {

    private final byte[] entries;

    private OffsetTable(byte[] entries) {
        this.entries = entries;
    }

    /** The offset of the instruction whose lowered form begins at or before {@code pc}, or -1 if there is none. */
    int offset(int pc) {
        int at = 0;
        int position = 0;
        int offset = 0;
        int found = -1;
        int[] next = new int[1];
        while (at < entries.length) {
            at = read(at, next);
            position += next[0] * Op.WORDS;
            at = read(at, next);
            offset += next[0];
            if (position > pc) {
                break;
            }
            found = offset;
        }
        return found;
    }

    private int read(int from, int[] value) {
        int at = from;
        int result = 0;
        int shift = 0;
        byte b;
        do {
            b = entries[at++];
            result |= (b & 0x7F) << shift;
            shift += 7;
        } while (b < 0);
        value[0] = result;
        return at;
    }

    /** Writes a table; positions are added in ascending order. */
    static final class Builder {
        private byte[] entries = new byte[64];
        private int length;
        private int position;
        private int offset;
        private int lengthBefore;
        private int positionBefore;
        private int offsetBefore;

        void add(int newPosition, int newOffset) {
            if (newOffset == offset && length > 0) {
                return;
            }
            if (newPosition == position && length > 0) {
                // The last instruction was taken back.
                length = lengthBefore;
                position = positionBefore;
                offset = offsetBefore;
            }
            lengthBefore = length;
            positionBefore = position;
            offsetBefore = offset;
            if (length + 10 > entries.length) {
                entries = Arrays.copyOf(entries, entries.length * 2);
            }
            write((newPosition - position) / Op.WORDS);
            write(newOffset - offset);
            position = newPosition;
            offset = newOffset;
        }

        private void write(int value) {
            int rest = value;
            while (rest >= 0x80) {
                entries[length++] = (byte) (rest | 0x80);
                rest >>>= 7;
            }
            entries[length++] = (byte) rest;
        }

        OffsetTable build() {
            return new OffsetTable(Arrays.copyOf(entries, length));
        }
    }
}
