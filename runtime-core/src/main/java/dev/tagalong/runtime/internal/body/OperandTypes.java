package dev.tagalong.runtime.internal.body;

import dev.tagalong.runtime.internal.binary.InstructionReader;
import dev.tagalong.runtime.internal.module.Fault;
import dev.tagalong.runtime.internal.module.ImplementationLimits;
import dev.tagalong.runtime.type.ValueType;
import java.util.Arrays;
import java.util.List;

/**
 * The types of the operands (specification, appendix 7.3). Operands below the floor belong to enclosing blocks. In
 * unreachable code the stack above the floor is polymorphic: it yields operands of unknown type, written {@code null}.
 */
public final class OperandTypes {

    private static final int FIRST_CAPACITY = 64;

    private final ModuleContext context;
    private InstructionReader at;
    private ValueType[] types = new ValueType[FIRST_CAPACITY];
    private int size;
    private int floor;
    private boolean polymorphic;

    public OperandTypes(ModuleContext context) {
        this.context = context;
    }

    /** Empties the stack; errors are reported at {@code reader}'s instruction. */
    public void reset(InstructionReader reader) {
        at = reader;
        size = 0;
        enter(0, false);
    }

    int size() {
        return size;
    }

    int floor() {
        return floor;
    }

    boolean polymorphic() {
        return polymorphic;
    }

    /** Sets what the present block may pop. */
    void enter(int newFloor, boolean isPolymorphic) {
        floor = newFloor;
        polymorphic = isPolymorphic;
    }

    /** Drops the block's operands; whatever is popped from now on is there. */
    void unreachable() {
        size = floor;
        polymorphic = true;
    }

    public void push(ValueType type) {
        if (size == types.length) {
            grow(size + 1);
        }
        types[size++] = type;
    }

    void pushAll(List<ValueType> all) {
        int count = all.size();
        context.spend(count, at.section(), at.offset);
        if (size + count > types.length) {
            grow(size + count);
        }
        for (int i = 0; i < count; i++) {
            types[size++] = all.get(i);
        }
    }

    private void grow(int least) {
        if (least > ImplementationLimits.OPERANDS) {
            throw Fault.LIMIT.at(at.section(), at.offset, "more than " + ImplementationLimits.OPERANDS + " operands");
        }
        types = Arrays.copyOf(types, Math.min(ImplementationLimits.OPERANDS, Math.max(least, types.length * 2)));
    }

    /** Pops an operand of any type, or {@code null} for an unknown one. */
    ValueType pop() {
        if (size > floor) {
            return types[--size];
        }
        if (!polymorphic) {
            throw mismatch("an operand", null);
        }
        return null;
    }

    /** Pops an operand that must be of a type. */
    public void pop(ValueType expected) {
        if (size > floor && types[size - 1] == expected) {
            size--;
            return;
        }
        popSlowly(expected);
    }

    private void popSlowly(ValueType expected) {
        if (size == floor) {
            if (!polymorphic) {
                throw mismatch(expected, null);
            }
            return;
        }
        ValueType found = types[--size];
        if (found != null && !found.matches(expected)) {
            throw mismatch(expected, found);
        }
    }

    void popAll(List<ValueType> all) {
        int count = all.size();
        context.spend(count, at.section(), at.offset);
        for (int i = count - 1; i >= 0; i--) {
            pop(all.get(i));
        }
    }

    /** Drops operands, which are there. */
    void drop(int count) {
        size -= count;
    }

    /** Checks that operands of these types could be popped, and leaves them. */
    void checkTop(List<ValueType> all) {
        int count = all.size();
        context.spend(count, at.section(), at.offset);
        for (int i = 1; i <= count; i++) {
            ValueType expected = all.get(count - i);
            if (size - i < floor) {
                if (!polymorphic) {
                    throw mismatch(expected, null);
                }
                return;
            }
            ValueType found = types[size - i];
            if (found != null && !found.matches(expected)) {
                throw mismatch(expected, found);
            }
        }
    }

    /** Checks that the block has no operand left. */
    public void checkEmpty() {
        if (size != floor) {
            throw Fault.TYPE_MISMATCH.at(
                    at.section(), at.offset, (size - floor) + " operands left at the end of the block");
        }
    }

    RuntimeException mismatch(Object expected, ValueType found) {
        String got = found == null ? "nothing" : found.toString();
        return Fault.TYPE_MISMATCH.at(at.section(), at.offset, "expected " + expected + ", got " + got);
    }
}
