package dev.tagalong.runtime.internal.binary;

import dev.tagalong.runtime.internal.module.ConstantExpression;
import dev.tagalong.runtime.internal.opcode.Form;

/**
 * Finds where an expression ends (specification, section 5.4.9). Whether its instructions are constant is for validation
 * to say, so any may stand in it, blocks too.
 */
final class ConstantExpressionReader {

    private ConstantExpressionReader() {}

    static ConstantExpression read(ByteReader in) {
        int from = in.position;
        InstructionReader instructions = new InstructionReader(in.bytes, from, in.limit, in.section);
        int depth = 1;
        while (depth > 0) {
            Form form = instructions.next().form();
            if (form.opensBlock()) {
                depth++;
            } else if (form == Form.END) {
                depth--;
            }
        }
        in.position = instructions.position();
        return new ConstantExpression(from, in.position);
    }
}
