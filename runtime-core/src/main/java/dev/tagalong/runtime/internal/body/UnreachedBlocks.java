package dev.tagalong.runtime.internal.body;

import dev.tagalong.runtime.internal.opcode.Form;

/** Passes over instructions that are never reached, to the end of the part of a block that they are in. */
final class UnreachedBlocks {

    /** How many blocks are open that began here. */
    private int open;

    /** Passes over an instruction; answers false if it ends what is not reached, or may. */
    boolean skip(Form form) {
        if (form.opensBlock()) {
            open++;
            return true;
        }
        boolean inside = open > 0;
        if (inside && form.closesBlock()) {
            open--;
        }
        return inside || !form.closesBlock() && !form.dividesBlock();
    }
}
