package dev.tagalong.runtime.internal.object;

import dev.tagalong.runtime.ArrayObject;
import dev.tagalong.runtime.I31;
import dev.tagalong.runtime.StructObject;
import dev.tagalong.runtime.type.AbstractHeapType;
import dev.tagalong.runtime.type.DefinedType;
import dev.tagalong.runtime.type.HeapType;
import dev.tagalong.runtime.type.ReferenceType;

/** Of which types the objects are that references refer to (specification, section 4.2.2). */
public final class References {

    private References() {}

    /** Whether an object, or {@code null}, is a value of a reference type. */
    public static boolean fits(ReferenceType type, Object value) {
        return value == null ? type.nullable() : is(value, type.heapType());
    }

    /**
     * Whether an object is one of a heap type. Any Java object is one of {@code extern}, and one of {@code any}, as which
     * {@code any.convert_extern} takes it.
     */
    public static boolean is(Object object, HeapType type) {
        if (type instanceof AbstractHeapType kind) {
            return switch (kind) {
                case ANY, EXTERN -> true;
                case EQ -> object instanceof HeapObject || object instanceof I31;
                case I31 -> object instanceof I31;
                case STRUCT -> object instanceof HeapObject && object instanceof StructObject;
                case ARRAY -> object instanceof HeapObject && object instanceof ArrayObject;
                case FUNC -> object instanceof FunctionObject;
                case EXN -> object instanceof ExceptionImpl;
                case NONE, NOFUNC, NOEXTERN, NOEXN -> false;
            };
        }
        DefinedType defined = (DefinedType) type;
        if (object instanceof HeapObject heap) {
            return heap.type().matches(defined);
        }
        return object instanceof FunctionObject function && function.type.matches(defined);
    }
}
