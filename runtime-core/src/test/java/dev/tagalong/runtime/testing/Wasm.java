package dev.tagalong.runtime.testing;

import static dev.tagalong.runtime.testing.Binary.*;

import java.io.ByteArrayOutputStream;

/** Instructions of the binary format, for tests that generate code. */
public final class Wasm {

    public static final int VOID = 0x40;

    private Wasm() {}

    public static byte[] localGet(int index) {
        return bytes(0x20, u32(index));
    }

    public static byte[] localSet(int index) {
        return bytes(0x21, u32(index));
    }

    public static byte[] i32(int value) {
        return bytes(0x41, signed(value));
    }

    public static byte[] i64(long value) {
        return bytes(0x42, signed(value));
    }

    public static byte[] block(int type) {
        return bytes(0x02, type);
    }

    public static byte[] loop(int type) {
        return bytes(0x03, type);
    }

    public static byte[] br(int depth) {
        return bytes(0x0C, u32(depth));
    }

    public static byte[] brIf(int depth) {
        return bytes(0x0D, u32(depth));
    }

    /** {@code br_table}: the labels, the last of which is the default. */
    public static byte[] brTable(int... labels) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(0x0E);
        out.writeBytes(u32(labels.length - 1));
        for (int label : labels) {
            out.writeBytes(u32(label));
        }
        return out.toByteArray();
    }

    public static byte[] call(int function) {
        return bytes(0x10, u32(function));
    }

    public static byte[] callIndirect(int type) {
        return bytes(0x11, u32(type), 0);
    }

    /** The same instructions again and again. */
    public static byte[] repeat(int times, byte[]... code) {
        byte[] once = bytes((Object[]) code);
        ByteArrayOutputStream out = new ByteArrayOutputStream(once.length * times);
        for (int i = 0; i < times; i++) {
            out.writeBytes(once);
        }
        return out.toByteArray();
    }

    /** A module of one function, exported as {@code f}, with a memory of one page. */
    public static byte[] single(byte[] type, byte[] locals, Object... code) {
        return module(
                vectorSection(1, type),
                vectorSection(3, 0),
                vectorSection(5, bytes(0, 1)),
                vectorSection(7, bytes("f", 0, 0)),
                vectorSection(10, body(locals, code)));
    }

    /** A vector of {@code count} entries that are already encoded. */
    public static byte[] counted(int count, byte[] entries) {
        return bytes(u32(count), entries);
    }
}
