package dev.tagalong.runtime.internal.object;

import dev.tagalong.runtime.I31;
import dev.tagalong.runtime.type.AbstractHeapType;
import dev.tagalong.runtime.type.DefinedType;
import dev.tagalong.runtime.type.FunctionType;
import dev.tagalong.runtime.type.HeapType;
import dev.tagalong.runtime.type.ReferenceType;
import dev.tagalong.runtime.type.StorageType;
import dev.tagalong.runtime.type.StructType;
import org.objectweb.asm.Type;

/** Of which Java classes the values of types are, as internal names. */
public final class ValueClass {

    private static final String OBJECT = Type.getInternalName(Object.class);

    private ValueClass() {}

    /** The class of all objects of a type, and of no others; {@code null} if there is none. */
    public static String exactly(HeapType type) {
        if (type instanceof AbstractHeapType kind) {
            return switch (kind) {
                case STRUCT -> Type.getInternalName(Struct.class);
                case ARRAY -> Type.getInternalName(Array.class);
                case I31 -> Type.getInternalName(I31.class);
                case ANY, EXTERN, FUNC, EXN, EQ, NONE, NOFUNC, NOEXTERN, NOEXN -> null;
            };
        }
        return type instanceof FunctionType ? null : ClassNames.internal((DefinedType) type);
    }

    /** A class that all objects of a type are of, and perhaps others: {@code Object} if nothing else. */
    private static String around(HeapType type) {
        if (type instanceof FunctionType || type == AbstractHeapType.FUNC) {
            return Type.getInternalName(FunctionObject.class);
        }
        String exactly = exactly(type);
        return exactly == null ? OBJECT : exactly;
    }

    /**
     * The descriptor of a field's Java field. What it tells of references spares who reads them a cast: HotSpot's
     * second compiler knows what a field holds.
     */
    public static String descriptor(StructType type, int field) {
        return descriptor(declared(type, field));
    }

    /** What a field holds as the first structure above says that has the field. A structure below may say it more narrowly. */
    static StorageType declared(StructType type, int field) {
        StructType declares = type;
        while (declares.supertype() instanceof StructType above
                && field < above.fields().size()) {
            declares = above;
        }
        return declares.fields().get(field).storage();
    }

    /** The name of the class that a reference in a field is of; {@code null} if it is any. */
    public static String ofField(StructType type, int field) {
        String descriptor = descriptor(type, field);
        boolean any = descriptor.equals(Object.class.descriptorString()) || descriptor.charAt(0) != 'L';
        return any ? null : descriptor.substring(1, descriptor.length() - 1);
    }

    /** The descriptor of a Java field with values of a type. */
    private static String descriptor(StorageType type) {
        return type instanceof ReferenceType reference
                ? 'L' + around(reference.heapType()) + ';'
                : Storage.of(type).descriptor();
    }
}
