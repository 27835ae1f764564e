package dev.tagalong.runtime.internal.body;

import dev.tagalong.runtime.internal.opcode.Form;

/** Passes over instructions that are never reached, to the end of the part of a block that they are in. */
final class UnreachedBlocks {

    /** How many blocks are open that began here. */
    private int open;

    /** Passes over an instruction; answers false if it ends what is not reached, or may. */
    boolean skip(Form form) {
        return switch (form) {
            case BLOCK, LOOP, IF -> {
                open++;
                yield true;
            }
            case ELSE -> open > 0;
            case END -> {
                boolean inside = open > 0;
                open -= inside ? 1 : 0;
                yield inside;
            }
            case CONST,
                    NUMERIC,
                    LOAD,
                    STORE,
                    BULK,
                    UNREACHABLE,
                    NOP,
                    BR,
                    BR_IF,
                    BR_TABLE,
                    RETURN,
                    CALL,
                    CALL_INDIRECT,
                    RETURN_CALL,
                    RETURN_CALL_INDIRECT,
                    DROP,
                    SELECT,
                    LOCAL_GET,
                    LOCAL_SET,
                    LOCAL_TEE,
                    GLOBAL_GET,
                    GLOBAL_SET,
                    REF_NULL,
                    REF_FUNC,
                    NOT_OFFERED -> true;
        };
    }
}
