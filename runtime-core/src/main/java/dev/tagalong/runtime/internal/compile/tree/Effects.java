package dev.tagalong.runtime.internal.compile.tree;

import dev.tagalong.runtime.internal.module.WasmModule;
import dev.tagalong.runtime.internal.opcode.Opcode;
import dev.tagalong.runtime.internal.opcode.Signature;
import dev.tagalong.runtime.type.ValueType;

/** What an instruction does to the operand stack's height, and how many bytes of JVM bytecode it takes about. */
public final class Effects {

    private Effects() {}

    /** Whether what follows in the same block is never reached. */
    static boolean endsBlock(Opcode opcode) {
        return switch (opcode) {
            case UNREACHABLE, BR, BR_TABLE, RETURN, RETURN_CALL, RETURN_CALL_INDIRECT -> true;
            default -> false;
        };
    }

    /** By how much a plain instruction changes the height. */
    static int heightChange(WasmModule module, Node node) {
        Signature signature = node.opcode.signature();
        if (signature != null) {
            return signature.results().size() - signature.operands().size();
        }
        return switch (node.opcode) {
            case LOCAL_GET, GLOBAL_GET, REF_NULL, REF_FUNC -> 1;
            case LOCAL_SET, GLOBAL_SET, DROP, BR_IF -> -1;
            case SELECT, SELECT_TYPED -> -2;
            case CALL -> node.type.results().size() - node.type.parameters().size();
            case CALL_INDIRECT ->
                node.type.results().size() - node.type.parameters().size() - 1;
            default -> 0;
        };
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
            return opcode == Opcode.NOP ? 4 : 10;
        }
        boolean comparison = opcode.relation() != null && signature.operands().size() == 2;
        return comparison && signature.operands().get(0) != ValueType.I32 ? 10 : 4;
    }
}
