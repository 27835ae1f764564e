package dev.tagalong.runtime.internal.object;

import dev.tagalong.runtime.StructObject;
import dev.tagalong.runtime.V128;
import dev.tagalong.runtime.type.FieldType;
import dev.tagalong.runtime.type.StructType;
import java.util.Objects;

/**
 * A structure. The class of a type, which {@link StructWriter} writes, has a Java field for each field; compiled code reads and
 * writes these. The methods here are for who knows a field by its index only.
 */
public abstract class Struct extends HeapObject implements StructObject {

    @Override
    public abstract StructType type();

    /** Another structure of this type, with zeros and nulls. */
    public abstract Struct fresh();

    /** How many bytes of the Java heap it takes, about. */
    public final int bytes() {
        return StructLayout.of(type()).bytes();
    }

    /** The bits of a number, sign-extended; of a vector the lower half. */
    public long bits(int field) {
        return moreNumbers()[slot(field)];
    }

    /** The upper half of a vector. */
    public long highBits(int field) {
        return moreNumbers()[slot(field) + 1];
    }

    /** A reference. */
    public Object reference(int field) {
        return moreReferences()[field - StructLayout.MOST_FIELDS];
    }

    /** Sets the bits of a number, or of a vector the lower half. */
    public void bits(int field, long value) {
        moreNumbers()[slot(field)] = value;
    }

    /** Sets the upper half of a vector. */
    public void highBits(int field, long value) {
        moreNumbers()[slot(field) + 1] = value;
    }

    /** Sets a reference. */
    public void reference(int field, Object value) {
        moreReferences()[field - StructLayout.MOST_FIELDS] = value;
    }

    /** The fields after the first {@link StructLayout#MOST_FIELDS}, two slots each. */
    protected long[] moreNumbers() {
        throw noField();
    }

    /** The fields after the first {@link StructLayout#MOST_FIELDS}, a slot each. */
    protected Object[] moreReferences() {
        throw noField();
    }

    private static int slot(int field) {
        return 2 * (field - StructLayout.MOST_FIELDS);
    }

    private IllegalStateException noField() {
        return new IllegalStateException("no such field in " + type());
    }

    private FieldType fieldType(int field) {
        var fields = type().fields();
        return fields.get(Objects.checkIndex(field, fields.size()));
    }

    @Override
    public final Object get(int field) {
        FieldType type = fieldType(field);
        return switch (Storage.of(type.storage())) {
            case BYTE, SHORT, INT, LONG, FLOAT, DOUBLE -> FieldValues.box(type.storage(), bits(field));
            case REFERENCE -> reference(field);
            case VECTOR -> FieldValues.boxVector(bits(field), highBits(field));
        };
    }

    @Override
    public final void set(int field, Object value) {
        FieldType type = fieldType(field);
        FieldValues.checkMutable(type, field);
        initialize(field, type, value);
    }

    /** Sets a field, which may be immutable, to a value that is checked. */
    public final void initialize(int field, Object value) {
        initialize(field, fieldType(field), value);
    }

    private void initialize(int field, FieldType type, Object value) {
        FieldValues.check(type, value);
        switch (Storage.of(type.storage())) {
            case BYTE, SHORT, INT, LONG, FLOAT, DOUBLE -> bits(field, FieldValues.unbox(type.storage(), value));
            case REFERENCE -> reference(field, value);
            case VECTOR -> {
                bits(field, ((V128) value).low());
                highBits(field, ((V128) value).high());
            }
        }
    }

    @Override
    public final String toString() {
        return "struct@" + Integer.toHexString(System.identityHashCode(this));
    }
}
