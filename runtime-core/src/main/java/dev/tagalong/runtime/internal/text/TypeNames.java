package dev.tagalong.runtime.internal.text;

import dev.tagalong.runtime.internal.binary.ValueTypes;
import dev.tagalong.runtime.type.ReferenceType;
import dev.tagalong.runtime.type.ValueType;

/** Types of instructions in the text format, where a type of the module is its index. */
final class TypeNames {

    private TypeNames() {}

    /** The type of a code that a reader of instructions answered. */
    static String of(long code) {
        ValueType type = ValueTypes.ofCode(code);
        if (type != null) {
            return type.toString();
        }
        return (ValueTypes.isNullable(code) ? "(ref null " : "(ref ") + ValueTypes.typeIndex(code) + ")";
    }

    /** The heap type of a code. */
    static String heapType(long code) {
        ValueType type = ValueTypes.ofCode(code);
        return type instanceof ReferenceType reference
                ? reference.heapType().toString()
                : String.valueOf(ValueTypes.typeIndex(code));
    }
}
