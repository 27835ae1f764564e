package dev.tagalong.runtime.internal.validate;

import dev.tagalong.runtime.internal.opcode.Immediate;
import dev.tagalong.runtime.internal.opcode.Opcode;
import dev.tagalong.runtime.internal.opcode.Signature;
import dev.tagalong.runtime.type.ValueType;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How wide loads and stores are (specification, section 3.4.9). */
final class MemoryAccess {

    /** The width in bits that a mnemonic such as {@code i64.load32_s} ends with. */
    private static final Pattern WIDTH = Pattern.compile("(?:load|store)(\\d+)");

    private MemoryAccess() {}

    /** Log2 of the bytes that an instruction accesses; 0 for one that accesses none. */
    static int naturalAlignment(Opcode opcode) {
        if (opcode.immediate() != Immediate.MEMARG) {
            return 0;
        }
        return Integer.numberOfTrailingZeros(bits(opcode) / Byte.SIZE);
    }

    private static int bits(Opcode opcode) {
        Matcher width = WIDTH.matcher(opcode.mnemonic());
        if (width.find()) {
            return Integer.parseInt(width.group(1));
        }
        Signature signature = opcode.signature();
        ValueType accessed = signature.results().isEmpty()
                ? signature.operands().get(1)
                : signature.results().get(0);
        return accessed == ValueType.I32 || accessed == ValueType.F32 ? Integer.SIZE : Long.SIZE;
    }
}
