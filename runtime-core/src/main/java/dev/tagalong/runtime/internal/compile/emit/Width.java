package dev.tagalong.runtime.internal.compile.emit;

import dev.tagalong.runtime.internal.opcode.Opcode;

/** How many bytes of memory an instruction accesses. */
enum Width {
    BYTE,
    SHORT,
    INT,
    LONG;

    /** Of a load or store. */
    static Width of(Opcode opcode) {
        return switch (opcode.effect().width()) {
            case Byte.BYTES -> BYTE;
            case Short.BYTES -> SHORT;
            case Integer.BYTES -> INT;
            case Long.BYTES -> LONG;
            default -> throw new IllegalStateException("no memory access: " + opcode);
        };
    }
}
