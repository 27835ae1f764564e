package dev.tagalong.emscripten.internal;

import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.Memory;
import java.nio.charset.StandardCharsets;

/** Strings of AssemblyScript: UTF-16, with the length in bytes in the four bytes before them. */
final class AssemblyScriptText {

    /** What is read of one. */
    private static final int LONGEST = 2000;

    private AssemblyScriptText() {}

    /** The string at an address, empty for null; if it is none, what text of C is there: a program that fails may pass anything. */
    static String read(Instance caller, int address) {
        if (address == 0) {
            return "";
        }
        Memory memory = caller.memory();
        long start = Integer.toUnsignedLong(address);
        if (start < Integer.BYTES || start > memory.byteSize()) {
            return Endings.text(caller, address);
        }
        long length = Integer.toUnsignedLong(memory.readInt(start - Integer.BYTES));
        if (length % Character.BYTES != 0 || length > memory.byteSize() - start) {
            return Endings.text(caller, address);
        }
        byte[] bytes = new byte[(int) Math.min(LONGEST, length)];
        memory.read(start, bytes, 0, bytes.length);
        return new String(bytes, StandardCharsets.UTF_16LE) + (length > LONGEST ? "..." : "");
    }
}
