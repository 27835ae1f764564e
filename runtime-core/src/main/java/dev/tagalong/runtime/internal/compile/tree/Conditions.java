package dev.tagalong.runtime.internal.compile.tree;

import dev.tagalong.runtime.internal.opcode.Form;
import dev.tagalong.runtime.internal.opcode.Opcode;
import java.util.List;

/** Which instructions compare, and which use the result of a comparison as their condition. */
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
}
