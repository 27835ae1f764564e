package dev.tagalong.runtime.internal.compile.tree;

import dev.tagalong.runtime.internal.compile.vector.VectorApi;
import dev.tagalong.runtime.internal.opcode.Form;
import dev.tagalong.runtime.internal.opcode.Opcode;
import dev.tagalong.runtime.internal.opcode.Signature;
import dev.tagalong.runtime.type.ValueType;

/** How many bytes of JVM bytecode an instruction takes about. */
public final class Effects {

    /** Twice what it is: HotSpot inlines it. */
    private static final int ACCESS = 18;

    /** The calls that compute a vector without the Vector API, about. */
    private static final int MEANING = 14;

    private Effects() {}

    /** The estimated bytes of a plain instruction. */
    public static int size(Node node) {
        return switch (node.opcode.immediate()) {
            case LOCAL -> 3;
            case I32, F32 -> 3;
            case I64, F64 -> 4;
            case GLOBAL -> 10;
            case MEMARG -> node.opcode.accessesVector() ? 2 * ACCESS : ACCESS;
            case MEMARG_LANE -> ACCESS + vectorSize(node.opcode);
            case V128 -> 6;
            case SHUFFLE, LANE -> vectorSize(node.opcode);
            case LABEL -> 6;
            case BR_TABLE -> 16 + 4 * node.labels.length;
            case FUNCTION -> 14;
            case TYPE_TABLE -> 24;
            case NONE, ZERO -> numericSize(node.opcode);
            // A structure of many fields takes a step for each.
            default -> 14 + (node.opcode == Opcode.STRUCT_NEW ? 2 * node.operands.size() : 0);
        };
    }

    private static int numericSize(Opcode opcode) {
        Signature signature = opcode.signature();
        if (signature != null && signature.hasVector()) {
            return vectorSize(opcode);
        }
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

    private static int vectorSize(Opcode opcode) {
        VectorApi api = VectorApi.ofThisJvm().orElse(null);
        return api == null || !api.has(opcode) ? MEANING : api.size(opcode);
    }
}
