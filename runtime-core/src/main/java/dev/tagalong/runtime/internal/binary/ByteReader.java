package dev.tagalong.runtime.internal.binary;

import dev.tagalong.runtime.internal.module.Fault;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Reads values of the binary format (specification, section 5.2) from a range of a binary. A read past the range's end or
 * of a malformed value throws a {@link dev.tagalong.runtime.ModuleException} that names section and offset.
 */
final class ByteReader {

    final byte[] bytes;
    final int limit;
    final String section;
    int position;

    /** A reader from {@code from} up to {@code to}; {@code section} is the name in messages. */
    ByteReader(byte[] bytes, int from, int to, String section) {
        this.bytes = bytes;
        this.position = from;
        this.limit = to;
        this.section = section;
    }

    boolean hasNext() {
        return position < limit;
    }

    int remaining() {
        return limit - position;
    }

    /** A reader of the next {@code length} bytes, which this reader then is past. */
    ByteReader slice(int length, String name) {
        int from = position;
        skip(length);
        return new ByteReader(bytes, from, position, name);
    }

    /** Moves over {@code length} bytes; a negative length counts as one of 2^31 or more. */
    void skip(int length) {
        if (length < 0 || length > remaining()) {
            throw Fault.UNEXPECTED_END.at(section, limit);
        }
        position += length;
    }

    /** A byte, 0 to 255. */
    int u8() {
        if (position >= limit) {
            throw Fault.UNEXPECTED_END.at(section, position);
        }
        return bytes[position++] & 0xFF;
    }

    /** An unsigned 32-bit LEB128 number (5.2.2), as the bits of an int. */
    int u32() {
        if (position < limit) {
            int first = bytes[position];
            if (first >= 0) {
                position++;
                return first;
            }
        }
        return (int) leb128(32, false);
    }

    /** An unsigned 64-bit LEB128 number, as the bits of a long. */
    long u64() {
        if (position < limit) {
            int first = bytes[position];
            if (first >= 0) {
                position++;
                return first;
            }
        }
        return leb128(64, false);
    }

    /** A signed LEB128 number of up to {@code bits} bits, 32, 33 or 64. */
    long signed(int bits) {
        if (position < limit) {
            int first = bytes[position];
            if (first >= 0) {
                position++;
                return (first << 25) >> 25;
            }
        }
        return leb128(bits, true);
    }

    private long leb128(int bits, boolean signed) {
        int start = position;
        long result = 0;
        for (int shift = 0; ; shift += 7) {
            int next = u8();
            int left = bits - shift;
            if (left < 7) {
                checkLast(next, left, signed, start);
            }
            result |= (long) (next & 0x7F) << shift;
            if (next < 0x80) {
                boolean extend = signed && (next & 0x40) != 0 && shift + 7 < 64;
                return extend ? result | -1L << (shift + 7) : result;
            }
        }
    }

    /** Checks the last byte that a number may have, of which {@code left} bits are left for the number. */
    private void checkLast(int last, int left, boolean signed, int start) {
        if (last >= 0x80) {
            throw Fault.INTEGER_TOO_LONG.at(section, start);
        }
        int unused = signed ? ((last << 25) >> 25) >> (left - 1) : last >>> left;
        if (unused != 0 && !(signed && unused == -1)) {
            throw Fault.INTEGER_TOO_LARGE.at(section, start);
        }
    }

    /** Four bytes, little-endian. */
    int fixed32() {
        int from = position;
        skip(4);
        return (bytes[from] & 0xFF)
                | (bytes[from + 1] & 0xFF) << 8
                | (bytes[from + 2] & 0xFF) << 16
                | (bytes[from + 3] & 0xFF) << 24;
    }

    /** Eight bytes, little-endian. */
    long fixed64() {
        long low = fixed32() & 0xFFFF_FFFFL;
        return low | (long) fixed32() << 32;
    }

    /** The length of a vector whose entries take a byte at least, so that no more entries are claimed than can follow. */
    int count() {
        int at = position;
        int count = u32();
        if (count < 0 || count > remaining()) {
            throw Fault.UNEXPECTED_END.at(
                    section, at, Integer.toUnsignedString(count) + " entries in " + remaining() + " bytes");
        }
        return count;
    }

    /** The length of a vector that may have up to {@code most} entries in this engine. */
    int count(int most, String what) {
        int at = position;
        int count = count();
        if (count > most) {
            throw Fault.LIMIT.at(section, at, count + " " + what + ", at most " + most);
        }
        return count;
    }

    /** A name (5.2.4). */
    String name() {
        int at = position;
        int length = u32();
        if (length < 0 || length > remaining()) {
            throw Fault.LENGTH.at(section, at, "name of " + Integer.toUnsignedString(length) + " bytes");
        }
        int from = position;
        position += length;
        for (int i = from; i < position; i++) {
            if (bytes[i] < 0) {
                return utf8(from, length);
            }
        }
        return new String(bytes, from, length, StandardCharsets.ISO_8859_1);
    }

    private String utf8(int from, int length) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, from, length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw Fault.UTF8.at(section, from);
        }
    }
}
