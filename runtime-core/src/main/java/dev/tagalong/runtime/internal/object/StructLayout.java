package dev.tagalong.runtime.internal.object;

import dev.tagalong.runtime.type.StructType;
import java.util.List;

/**
 * Which Java fields a structure's fields are.
 *
 * @param fields how each field is kept, in order
 * @param inherited how many of them are in classes above
 */
public record StructLayout(List<Storage> fields, int inherited) {

    /** The fields after these are in arrays, as a Java class cannot have that many. */
    public static final int MOST_FIELDS = 1000;

    /**
     * The static method that makes an object of all fields, and counts it; a packed field is an int, a vector two longs.
     */
    public static final String MAKE = "make";

    /** The static method that makes an object with zeros and nulls, and counts it. */
    public static final String MAKE_DEFAULT = "makeDefault";

    /** A method takes so many JVM slots at most. */
    private static final int MOST_SLOTS = 250;

    /** That of a type. */
    public static StructLayout of(StructType type) {
        return new StructLayout(
                type.fields().stream().map(f -> Storage.of(f.storage())).toList(),
                type.supertype() instanceof StructType above ? above.fields().size() : 0);
    }

    /** The Java field of a field, or of a vector's lower half. */
    public static String name(int field) {
        return "f" + field;
    }

    /** The Java field of a vector's upper half. */
    public static String highName(int field) {
        return "h" + field;
    }

    /** How many fields are Java fields. */
    public int javaFields() {
        return Math.min(MOST_FIELDS, fields.size());
    }

    /** Whether some fields are in arrays. */
    public boolean isWide() {
        return fields.size() > MOST_FIELDS;
    }

    /** Whether a class above has the arrays. */
    public boolean inheritsArrays() {
        return inherited > MOST_FIELDS;
    }

    /** Whether the class has a method {@link #MAKE}. */
    boolean canBeMade() {
        if (isWide()) {
            return false;
        }
        int slots = 0;
        for (Storage field : fields) {
            slots += switch (field) {
                case BYTE, SHORT, INT, FLOAT, REFERENCE -> 1;
                case LONG, DOUBLE -> 2;
                case VECTOR -> 4;
            };
        }
        return slots <= MOST_SLOTS;
    }

    /** Whether the class of a type has a method {@link #MAKE}. */
    public static boolean canBeMade(StructType type) {
        return of(type).canBeMade();
    }

    /** The descriptor of {@link #MAKE}. */
    public String make(StructType type) {
        StringBuilder descriptor = new StringBuilder("(");
        for (Storage field : fields) {
            descriptor.append(
                    switch (field) {
                        case BYTE, SHORT, INT -> "I";
                        case LONG, FLOAT, DOUBLE, REFERENCE -> field.descriptor();
                        case VECTOR -> "JJ";
                    });
        }
        return descriptor
                .append(makeDefault(type), 1, makeDefault(type).length())
                .toString();
    }

    /** The descriptor of {@link #MAKE_DEFAULT}. */
    public static String makeDefault(StructType type) {
        return '(' + HeapLimit.class.descriptorString() + ")L" + ClassNames.internal(type) + ';';
    }

    /** How many bytes of the Java heap an object takes, about. */
    public int bytes() {
        int bytes = Heap.HEADER_BYTES;
        for (Storage field : fields) {
            bytes += field.bytes;
        }
        return Heap.aligned(bytes);
    }
}
