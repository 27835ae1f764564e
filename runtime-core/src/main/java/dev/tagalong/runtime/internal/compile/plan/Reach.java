package dev.tagalong.runtime.internal.compile.plan;

import dev.tagalong.runtime.internal.compile.tree.Node;
import dev.tagalong.runtime.internal.memory.MemoryForm;
import dev.tagalong.runtime.internal.opcode.Effect;
import dev.tagalong.runtime.internal.opcode.Form;
import dev.tagalong.runtime.internal.opcode.Immediate;

/** How a load or store reaches its memory, and what may change that. */
public final class Reach {

    private Reach() {}

    /**
     * Whether it goes by the memory's own methods, which take any address, and not by memory 0's array.
     *
     * @param memory what memory 0 is
     */
    public static boolean isFar(Node access, MemoryForm memory) {
        boolean wideShared = access.addressing.wideTarget() && memory == MemoryForm.SHARED;
        return wideShared || access.index != 0 || isFar(access.constant) || isFar(lastPart(access));
    }

    private static boolean isFar(long offset) {
        return offset >>> Integer.SIZE - 1 != 0;
    }

    /** The offset of the last of what is accessed together: a vector is accessed by halves. */
    private static long lastPart(Node access) {
        return access.constant + (access.opcode.effect().width() > Long.BYTES ? Long.BYTES : 0);
    }

    /** Whether an atomic instruction may go by the first buffer of memory 0. */
    public static boolean usesSharedBuffer(Node atomic, MemoryForm memory) {
        return memory == MemoryForm.SHARED
                && atomic.index == 0
                && atomic.opcode.immediate() == Immediate.MEMARG
                && !atomic.addressing.wideTarget();
    }

    /** Whether it calls a function and goes on after it. */
    static boolean calls(Node node) {
        return node.opcode.form() == Form.CALL
                || node.opcode.form() == Form.CALL_INDIRECT
                || node.opcode.form() == Form.CALL_REF;
    }

    /** Whether memory 0's array may be another one after an instruction, which is no region. */
    static boolean mayReplaceArray(Node node) {
        Form form = node.opcode.form();
        return form == Form.CALL
                || form == Form.CALL_INDIRECT
                || form == Form.CALL_REF
                || node.opcode.effect() == Effect.GROWS;
    }
}
