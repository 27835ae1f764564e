package dev.tagalong.runtime.internal.body;

import dev.tagalong.runtime.internal.binary.InstructionReader;
import dev.tagalong.runtime.internal.module.Fault;
import dev.tagalong.runtime.internal.module.ImplementationLimits;
import dev.tagalong.runtime.type.AddressType;
import dev.tagalong.runtime.type.RecursionIndex;
import dev.tagalong.runtime.type.ReferenceType;
import dev.tagalong.runtime.type.ValueType;
import java.util.Arrays;
import java.util.List;

/**
 * The types of the operands (specification, appendix 7.3). Operands below the floor belong to enclosing blocks. In
 * unreachable code the stack above the floor is polymorphic: it yields operands of unknown type, written {@code null}.
 *
 * <p>Without checks only the number of operands is kept, which {@link #change} tells, besides what pops and pushes many.
 */
public final class OperandTypes {

    /** A reference that is not null, to what is unknown: it fits where any reference is asked for. */
    static final ReferenceType UNKNOWN_REFERENCE = new ReferenceType(false, new RecursionIndex(-1));

    private static final int FIRST_CAPACITY = 64;

    private final ModuleContext context;
    private final boolean checks;
    private InstructionReader at;
    private ValueType[] types = new ValueType[FIRST_CAPACITY];
    private int size;
    private int floor;
    private boolean polymorphic;

    OperandTypes(ModuleContext context, boolean checks) {
        this.context = context;
        this.checks = checks;
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
        if (!checks) {
            size += count;
            return;
        }
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

    /** Pops a reference; answers {@code null} if it is unknown what the operand is. */
    ReferenceType popReference() {
        ValueType type = pop();
        if (type == null || type instanceof ReferenceType) {
            return (ReferenceType) type;
        }
        throw mismatch("a reference", type);
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
        if (!fits(found, expected)) {
            throw mismatch(expected, found);
        }
    }

    private static boolean fits(ValueType found, ValueType expected) {
        return found == null || (found == UNKNOWN_REFERENCE ? expected.isReference() : found.matches(expected));
    }

    void popAll(List<ValueType> all) {
        int count = all.size();
        if (!checks) {
            size = Math.max(floor, size - count);
            return;
        }
        context.spend(count, at.section(), at.offset);
        for (int i = count - 1; i >= 0; i--) {
            pop(all.get(i));
        }
    }

    /** Pops a condition or an index, which is an i32. */
    void popI32() {
        popOne(ValueType.I32);
    }

    /** Pops an operand; without checks, whatever it is. */
    void popOne(ValueType expected) {
        if (checks) {
            pop(expected);
        } else {
            size--;
        }
    }

    /** Pops an address or the index of a table's entry. */
    void popAddress(AddressType type) {
        if (checks) {
            pop(type.valueType());
        } else {
            size--;
        }
    }

    /** Without checks: there are so many operands more. */
    void change(int more) {
        size += more;
    }

    /** Checks that operands of these types could be popped, and leaves them. */
    void checkTop(List<ValueType> all) {
        int count = checks ? all.size() : 0;
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
            if (!fits(found, expected)) {
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
