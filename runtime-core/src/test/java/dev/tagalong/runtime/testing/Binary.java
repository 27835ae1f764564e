package dev.tagalong.runtime.testing;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Writes the binary format for tests. A part is a byte given as an {@code int}, a {@code byte[]} taken as it is, or a
 * {@code String} written as a name.
 */
public final class Binary {

    public static final int I32 = 0x7F;
    public static final int I64 = 0x7E;
    public static final int F32 = 0x7D;
    public static final int F64 = 0x7C;
    public static final int V128_CODE = 0x7B;
    public static final int FUNCREF = 0x70;
    public static final int EXTERNREF = 0x6F;
    public static final int EXNREF = 0x69;
    public static final int END = 0x0B;

    private static final byte[] HEADER = {0, 'a', 's', 'm', 1, 0, 0, 0};

    private Binary() {}

    /** The parts, one after the other. */
    public static byte[] bytes(Object... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Object part : parts) {
            if (part instanceof Integer b) {
                out.write(b);
            } else if (part instanceof byte[] bytes) {
                out.writeBytes(bytes);
            } else {
                byte[] name = ((String) part).getBytes(StandardCharsets.UTF_8);
                out.writeBytes(u32(name.length));
                out.writeBytes(name);
            }
        }
        return out.toByteArray();
    }

    /** An unsigned LEB128 number. */
    public static byte[] u64(long value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        long rest = value;
        while (Long.compareUnsigned(rest, 0x80) >= 0) {
            out.write((int) rest & 0x7F | 0x80);
            rest >>>= 7;
        }
        out.write((int) rest);
        return out.toByteArray();
    }

    /** An unsigned LEB128 number. */
    public static byte[] u32(int value) {
        return u64(value & 0xFFFF_FFFFL);
    }

    /** A signed LEB128 number. */
    public static byte[] signed(long value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        long rest = value;
        while (rest < -0x40 || rest > 0x3F) {
            out.write((int) rest & 0x7F | 0x80);
            rest >>= 7;
        }
        out.write((int) rest & 0x7F);
        return out.toByteArray();
    }

    /** A vector: the number of entries, then the entries. */
    public static byte[] vector(Object... entries) {
        return bytes(u32(entries.length), bytes(entries));
    }

    /** A header and the sections. */
    public static byte[] module(Object... sections) {
        return bytes(HEADER, bytes(sections));
    }

    /** A section: id, size, contents. */
    public static byte[] section(int id, Object... contents) {
        byte[] all = bytes(contents);
        return bytes(id, u32(all.length), all);
    }

    /** A section of a vector. */
    public static byte[] vectorSection(int id, Object... entries) {
        return section(id, vector(entries));
    }

    /** A custom section. */
    public static byte[] custom(String name, Object... contents) {
        return section(0, name, bytes(contents));
    }

    /** A function type. */
    public static byte[] functionType(byte[] parameters, byte[] results) {
        return bytes(0x60, parameters, results);
    }

    /** A function body with the locals' declarations and the code, to which the final {@code end} is added. */
    public static byte[] body(byte[] locals, Object... code) {
        byte[] all = bytes(locals, bytes(code), END);
        return bytes(u32(all.length), all);
    }

    /** A run of locals. */
    public static byte[] locals(int count, int type) {
        return bytes(u32(count), type);
    }

    /** A module of one function with no locals. */
    public static byte[] functionModule(byte[] type, Object... code) {
        return module(vectorSection(1, type), vectorSection(3, 0), vectorSection(10, body(vector(), code)));
    }
}
