package dev.tagalong.runtime.internal.store;

import dev.tagalong.runtime.internal.binary.InstructionReader;
import dev.tagalong.runtime.internal.module.ConstantExpression;
import dev.tagalong.runtime.internal.object.Array;
import dev.tagalong.runtime.internal.object.Heap;
import dev.tagalong.runtime.internal.object.HeapObject;
import dev.tagalong.runtime.internal.object.ObjectClass;
import dev.tagalong.runtime.internal.object.SlotObjects;
import dev.tagalong.runtime.internal.object.Struct;
import dev.tagalong.runtime.internal.opcode.Immediate;
import dev.tagalong.runtime.internal.opcode.Opcode;
import dev.tagalong.runtime.internal.semantics.MeaningSet;
import dev.tagalong.runtime.type.NumberType;
import dev.tagalong.runtime.type.VectorType;
import java.util.Arrays;

/**
 * Evaluates constant expressions of one instance (specification, section 3.4.13), which were validated before. A vector,
 * which no instruction here takes, is two values.
 */
final class ConstantEvaluator {

    private final InstanceImpl instance;
    private long[] numbers = new long[8];
    private Object[] references = new Object[8];
    private int height;

    ConstantEvaluator(InstanceImpl instance) {
        this.instance = instance;
    }

    /** The raw bits of a number; of a vector the lower half. */
    long number(ConstantExpression expression) {
        evaluate(expression);
        return numbers[0];
    }

    /** The upper half of the vector that {@link #number} was called for; 0 for a number. */
    long highBits() {
        return height > 1 ? numbers[1] : 0;
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
        switch (opcode.form()) {
            case CONST -> {
                push(reader.constant, null);
                if (opcode == Opcode.V128_CONST) {
                    push(reader.constantHigh, null);
                }
            }
            case NUMERIC -> compute(opcode);
            case REF_NULL -> push(0, null);
            case REF_FUNC -> push(0, instance.functions[reader.index]);
            case GLOBAL_GET -> {
                GlobalImpl global = instance.globals[reader.index];
                push(global.type().valueType() == NumberType.I32 ? (int) global.bits : global.bits, global.reference);
                if (global.type().valueType() == VectorType.V128) {
                    push(global.highBits, null);
                }
            }
            case OBJECT -> object(opcode, reader);
            case END -> {
                // The end of the expression: the result is the one value left.
            }
            default -> throw new IllegalStateException("not constant: " + opcode);
        }
    }

    private void push(long number, Object reference) {
        reserve(height + 1);
        numbers[height] = number;
        references[height++] = reference;
    }

    private void compute(Opcode opcode) {
        int at = height - opcode.signature().operands().size();
        height = at + opcode.signature().results().size();
        reserve(height);
        MeaningSet.NUMERIC.instruction(opcode.ordinal()).execute(numbers, references, at, null, 0, 0);
    }

    private void object(Opcode opcode, InstructionReader reader) {
        ObjectClass type = opcode.immediate() == Immediate.NONE ? null : instance.objectClass(reader.index);
        switch (opcode) {
            case STRUCT_NEW -> {
                int at = height - type.fields.stream().mapToInt(f -> f.slots).sum();
                made(SlotObjects.struct(type, numbers, references, at), at);
            }
            case STRUCT_NEW_DEFAULT -> made(type.fresh(), height);
            case ARRAY_NEW -> {
                int at = height - 1 - type.elements.slots;
                Array array = type.fresh((int) numbers[height - 1]);
                SlotObjects.fill(array, 0, array.length(), numbers, references, at);
                made(array, at);
            }
            case ARRAY_NEW_DEFAULT -> made(type.fresh((int) numbers[height - 1]), height - 1);
            case ARRAY_NEW_FIXED -> {
                int at = height - reader.index2 * type.elements.slots;
                Array array = type.fresh(reader.index2);
                SlotObjects.setAll(array, numbers, references, at);
                made(array, at);
            }
            case ANY_CONVERT_EXTERN, EXTERN_CONVERT_ANY -> {
                // The object stays the same.
            }
            default -> throw new IllegalStateException("not constant: " + opcode);
        }
    }

    /** Replaces the operands from {@code at} on. */
    private void made(HeapObject object, int at) {
        instance.heap.made(
                object,
                object instanceof Array array
                        ? Heap.arrayBytes(array.storage(), array.length())
                        : ((Struct) object).bytes());
        height = at;
        push(0, object);
    }

    private void reserve(int values) {
        if (values > numbers.length) {
            numbers = Arrays.copyOf(numbers, values * 2);
            references = Arrays.copyOf(references, values * 2);
        }
    }
}
