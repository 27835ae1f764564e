package dev.tagalong.dl.internal.dylink;

import dev.tagalong.dl.DlException;
import dev.tagalong.runtime.Module;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** The bytes of a custom section, or a part of it, with a place that moves on. What is wrong is told with its offset. */
final class SectionBytes {

    private static final int MOST_SHIFT = 28;

    private final Module.CustomSection section;
    private final byte[] bytes;
    private final int end;
    private int at;

    SectionBytes(Module.CustomSection section) {
        this(section, 0, section.contents().length);
    }

    private SectionBytes(Module.CustomSection section, int from, int end) {
        this.section = section;
        this.bytes = section.contents();
        this.at = from;
        this.end = end;
    }

    boolean atEnd() {
        return at == end;
    }

    void skip() {
        at = end;
    }

    void expectEnd() {
        if (at != end) {
            throw wrong((end - at) + " bytes too many");
        }
    }

    int u8(String what) {
        if (at == end) {
            throw wrong("unexpected end in " + what);
        }
        return bytes[at++] & 0xFF;
    }

    /** An unsigned LEB128 number of at most 32 bits. */
    long u32(String what) {
        long value = 0;
        for (int shift = 0; shift <= MOST_SHIFT; shift += 7) {
            int b = u8(what);
            value |= (long) (b & 0x7F) << shift;
            if (b < 0x80) {
                if (value > 0xFFFF_FFFFL) {
                    throw wrong(what + " has more than 32 bits");
                }
                return value;
            }
        }
        throw wrong(what + " is longer than 5 bytes");
    }

    String name(String what) {
        int length = length(what);
        int from = at;
        at += length;
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, from, length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw wrong(what + " is not UTF-8");
        }
    }

    /** The next bytes, preceded by their number; this goes on after them. */
    SectionBytes part(String what) {
        int length = length(what);
        SectionBytes part = new SectionBytes(section, at, at + length);
        at += length;
        return part;
    }

    private int length(String what) {
        long length = u32("the length of " + what);
        if (length > end - at) {
            throw wrong(what + " is said to have " + length + " bytes, and " + (end - at) + " are left");
        }
        return (int) length;
    }

    /** The error at the place reached. */
    DlException wrong(String what) {
        return new DlException("malformed " + section.name() + " section: " + what + " (offset 0x"
                + Integer.toHexString(section.offset() + at) + ")");
    }
}
