package dev.tagalong.dl.internal.service;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Makes binaries of side modules that no linker would. */
final class SideModuleBytes {

    private static final int HEADER = 8;

    private SideModuleBytes() {}

    /** A binary with the section {@code dylink.0} in front of all others. */
    static byte[] withDylink(byte[] binary, byte[] contents) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(binary, 0, HEADER);
        byte[] name = "dylink.0".getBytes(StandardCharsets.US_ASCII);
        out.write(0);
        out.writeBytes(number(1L + name.length + contents.length));
        out.write(name.length);
        out.writeBytes(name);
        out.writeBytes(contents);
        out.write(binary, HEADER, binary.length - HEADER);
        return out.toByteArray();
    }

    /** The sub-section that says how much room a module needs; alignments are binary logarithms. */
    static byte[] memoryInfo(long memory, int memoryAlignment, long table, int tableAlignment) {
        return part(1, number(memory), number(memoryAlignment), number(table), number(tableAlignment));
    }

    /** The sub-section that says what a module needs. */
    static byte[] needed(String... names) {
        byte[][] all = new byte[names.length + 1][];
        all[0] = number(names.length);
        for (int i = 0; i < names.length; i++) {
            all[i + 1] = name(names[i]);
        }
        return part(2, all);
    }

    static byte[] part(int type, byte[]... contents) {
        byte[] all = concat(contents);
        return concat(new byte[] {(byte) type}, number(all.length), all);
    }

    static byte[] name(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        return concat(number(bytes.length), bytes);
    }

    /** Unsigned LEB128. */
    static byte[] number(long value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        long rest = value;
        while (rest > 0x7F) {
            out.write((int) (rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        out.write((int) rest);
        return out.toByteArray();
    }

    static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Arrays.stream(parts).forEach(out::writeBytes);
        return out.toByteArray();
    }
}
