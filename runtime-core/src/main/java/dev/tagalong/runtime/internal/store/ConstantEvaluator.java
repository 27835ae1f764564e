package dev.tagalong.runtime.internal.store;

import dev.tagalong.runtime.internal.binary.InstructionReader;
import dev.tagalong.runtime.internal.module.ConstantExpression;
import dev.tagalong.runtime.internal.opcode.Opcode;
import dev.tagalong.runtime.type.NumberType;
import java.util.Arrays;

/** Evaluates constant expressions of one instance (specification, section 3.4.13), which were validated before. */
final class ConstantEvaluator {

    private final InstanceImpl instance;
    private long[] numbers = new long[8];
    private Object[] references = new Object[8];
    private int height;

    ConstantEvaluator(InstanceImpl instance) {
        this.instance = instance;
    }

    /** The raw bits of a number. */
    long number(ConstantExpression expression) {
        evaluate(expression);
        return numbers[0];
    }

    /** A reference. */
    Object reference(ConstantExpression expression) {
        evaluate(expression);
        return references[0];
    }

    private void evaluate(ConstantExpression expression) {
        InstructionReader reader =
                new InstructionReader(instance.module.wasm().binary(), expression.from(), expression.to());
        height = 0;
        while (reader.hasNext()) {
            step(reader.next(), reader);
        }
    }

    private void step(Opcode opcode, InstructionReader reader) {
        switch (opcode) {
            case I32_CONST, I64_CONST, F32_CONST, F64_CONST -> push(reader.constant, null);
            case REF_NULL -> push(0, null);
            case REF_FUNC -> push(0, instance.functions[reader.index]);
            case GLOBAL_GET -> {
                GlobalImpl global = instance.globals[reader.index];
                push(global.type().valueType() == NumberType.I32 ? (int) global.bits : global.bits, global.reference);
            }
            case I32_ADD -> combine((int) (numbers[height - 2] + numbers[height - 1]));
            case I32_SUB -> combine((int) (numbers[height - 2] - numbers[height - 1]));
            case I32_MUL -> combine((int) (numbers[height - 2] * numbers[height - 1]));
            case I64_ADD -> combine(numbers[height - 2] + numbers[height - 1]);
            case I64_SUB -> combine(numbers[height - 2] - numbers[height - 1]);
            case I64_MUL -> combine(numbers[height - 2] * numbers[height - 1]);
            case END -> {
                // The end of the expression: the result is the one value left.
            }
            default -> throw new IllegalStateException("not constant: " + opcode);
        }
    }

    private void push(long number, Object reference) {
        if (height == numbers.length) {
            numbers = Arrays.copyOf(numbers, height * 2);
            references = Arrays.copyOf(references, height * 2);
        }
        numbers[height] = number;
        references[height++] = reference;
    }

    private void combine(long result) {
        height -= 2;
        push(result, null);
    }
}
