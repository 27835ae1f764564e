package dev.tagalong.runtime.internal.object;

import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.type.ArrayType;
import dev.tagalong.runtime.type.DefinedType;
import dev.tagalong.runtime.type.StructType;
import java.util.List;

/** The Java class of a structure's or array's type, for who does not know it when it is compiled. It holds the class. */
public final class ObjectClass {

    /** The type. */
    public final DefinedType type;

    /** The class. */
    public final Class<?> javaClass;

    /** How the elements of an array are kept; {@code null} for a structure. */
    public final Storage elements;

    /** How the fields of a structure are kept, in order; {@code null} for an array. */
    public final List<Storage> fields;

    /** How many bytes a structure takes, about; 0 for an array. */
    public final int bytes;

    private final HeapObject prototype;

    private ObjectClass(DefinedType type) {
        this.type = type;
        this.javaClass = TypeLoader.load(type);
        this.elements =
                type instanceof ArrayType array ? Storage.of(array.element().storage()) : null;
        StructLayout layout = type instanceof StructType struct ? StructLayout.of(struct) : null;
        this.fields = layout == null ? null : layout.fields();
        this.bytes = layout == null ? 0 : layout.bytes();
        try {
            this.prototype = (HeapObject)
                    (elements == null
                            ? javaClass.getConstructor().newInstance()
                            : javaClass
                                    .getConstructor(elements.javaType.arrayType())
                                    .newInstance(java.lang.reflect.Array.newInstance(elements.javaType, 0)));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("no object of " + type, e);
        }
    }

    /** That of a structure's or array's type. */
    public static ObjectClass of(DefinedType type) {
        return new ObjectClass(type);
    }

    /** The class alone. */
    public static Class<?> javaClass(DefinedType type) {
        return TypeLoader.load(type);
    }

    /** A structure of the type, with zeros and nulls. */
    public Struct fresh() {
        return ((Struct) prototype).fresh();
    }

    /**
     * An array of the type, with zeros or nulls.
     *
     * @param length unsigned
     * @throws Trap if the Java heap cannot hold it
     */
    public Array fresh(int length) {
        if (length < 0 || length > Heap.MOST_ELEMENTS / elements.slots) {
            throw Heap.noRoom(length);
        }
        try {
            return ((Array) prototype).fresh(length);
        } catch (OutOfMemoryError e) {
            throw Heap.noRoom(length);
        }
    }

    /**
     * A structure of the type with these values.
     *
     * @throws IllegalArgumentException if they are too few or too many, or one is not of its field's type
     */
    public Struct struct(Object... fields) {
        int count = ((StructType) type).fields().size();
        if (fields.length != count) {
            throw new IllegalArgumentException("expected " + count + " fields, got " + fields.length);
        }
        Struct struct = fresh();
        for (int i = 0; i < count; i++) {
            JavaView.initialize(struct, i, fields[i]);
        }
        return struct;
    }

    /**
     * An array of the type with these values.
     *
     * @throws IllegalArgumentException if one is not of the elements' type
     */
    public Array array(List<?> values) {
        Array array = fresh(values.size());
        int index = 0;
        for (Object value : values) {
            JavaView.initialize(array, index++, value);
        }
        return array;
    }
}
