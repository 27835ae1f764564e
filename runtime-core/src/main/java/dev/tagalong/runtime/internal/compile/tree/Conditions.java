package dev.tagalong.runtime.internal.compile.tree;

import dev.tagalong.runtime.internal.opcode.Form;
import dev.tagalong.runtime.internal.opcode.Opcode;
import java.util.List;

/** Which instructions are taken together: comparisons and what uses them as its condition, counts and shifts. */
public final class Conditions {

    private Conditions() {}

    /** Whether an instruction compares numbers. */
    public static boolean compares(Opcode opcode) {
        return opcode.relation() != null;
    }

    /** The number of a comparison's operands. */
    public static int operands(Opcode comparison) {
        return comparison.signature().operands().size();
    }

    /**
     * The place in {@code body} of the instruction that uses the comparison at {@code at} as its condition, with nothing
     * but negations between; -1 if its result is needed as a number.
     */
    public static int use(List<Node> body, int at) {
        for (int i = at + 1; i < body.size() && !body.get(i).isRegion(); i++) {
            Opcode opcode = body.get(i).opcode;
            if (opcode.form() == Form.BR_IF || opcode.form() == Form.IF || opcode.form() == Form.SELECT) {
                return i;
            }
            if (opcode != Opcode.I32_EQZ) {
                return -1;
            }
        }
        return -1;
    }

    /** Whether an instruction, or none, shifts a long: the JVM wants the count as an int, which a constant can be at once. */
    public static boolean takesCount(Node node) {
        return node != null
                && !node.isRegion()
                && switch (node.opcode) {
                    case I64_SHL, I64_SHR_S, I64_SHR_U, I64_ROTL, I64_ROTR -> true;
                    default -> false;
                };
    }
}
