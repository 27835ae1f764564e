package dev.tagalong.runtime.internal.compile.tree;

import dev.tagalong.runtime.internal.opcode.Form;
import dev.tagalong.runtime.internal.opcode.Opcode;
import dev.tagalong.runtime.internal.opcode.Signature;
import dev.tagalong.runtime.type.FunctionType;
import dev.tagalong.runtime.type.ValueType;

/** What an instruction does to the operand stack's height, and how many bytes of JVM bytecode it takes about. */
public final class Effects {

    private Effects() {}

    /** Whether what follows in the same block is never reached. */
    static boolean endsBlock(Opcode opcode) {
        return switch (opcode.form()) {
            case UNREACHABLE, BR, BR_TABLE, RETURN, RETURN_CALL, RETURN_CALL_INDIRECT -> true;
            case CONST,
                    NUMERIC,
                    LOAD,
                    STORE,
                    BULK,
                    NOP,
                    BLOCK,
                    LOOP,
                    IF,
                    ELSE,
                    END,
                    BR_IF,
                    CALL,
                    CALL_INDIRECT,
                    DROP,
                    SELECT,
                    LOCAL_GET,
                    LOCAL_SET,
                    LOCAL_TEE,
                    GLOBAL_GET,
                    GLOBAL_SET,
                    REF_NULL,
                    REF_FUNC,
                    NOT_OFFERED -> false;
        };
    }

    /** By how much a plain instruction changes the height. */
    static int heightChange(Node node) {
        return switch (node.opcode.form()) {
            case CONST, NUMERIC, LOAD, STORE, BULK -> heightChange(node.opcode.signature());
            case LOCAL_GET, GLOBAL_GET, REF_NULL, REF_FUNC -> 1;
            case LOCAL_SET, GLOBAL_SET, DROP, BR_IF -> -1;
            case SELECT -> -2;
            case CALL -> heightChange(node.type);
            case CALL_INDIRECT -> heightChange(node.type) - 1;
            case NOP, LOCAL_TEE -> 0;
            // What follows is left out.
            case UNREACHABLE, BR, BR_TABLE, RETURN, RETURN_CALL, RETURN_CALL_INDIRECT -> 0;
            case BLOCK, LOOP, IF, ELSE, END, NOT_OFFERED ->
                throw new IllegalStateException("not a plain instruction: " + node.opcode);
        };
    }

    private static int heightChange(Signature signature) {
        return signature.results().size() - signature.operands().size();
    }

    private static int heightChange(FunctionType type) {
        return type.results().size() - type.parameters().size();
    }

    /** The estimated bytes of a plain instruction. */
    public static int size(Node node) {
        return switch (node.opcode.immediate()) {
            case LOCAL -> 3;
            case I32, F32 -> 3;
            case I64, F64 -> 4;
            case GLOBAL -> 10;
            // Twice what it is: HotSpot inlines it.
            case MEMARG -> 18;
            case LABEL -> 6;
            case BR_TABLE -> 16 + 4 * node.labels.length;
            case FUNCTION -> 14;
            case TYPE_TABLE -> 24;
            case NONE -> numericSize(node.opcode);
            default -> 14;
        };
    }

    private static int numericSize(Opcode opcode) {
        Signature signature = opcode.signature();
        if (signature == null || !signature.isNumeric()) {
            return opcode.form() == Form.NOP ? 4 : 10;
        }
        int operands = signature.operands().size();
        if (signature.results().size() > 1) {
            // For each result a call with all operands, which come from variables.
            return 4 * operands + signature.results().size() * (4 * operands + 3);
        }
        boolean comparison = opcode.relation() != null && operands == 2;
        return comparison && signature.operands().get(0) != ValueType.I32 ? 10 : 4;
    }
}
