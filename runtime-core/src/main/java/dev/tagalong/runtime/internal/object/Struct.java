package dev.tagalong.runtime.internal.object;

import dev.tagalong.runtime.StructObject;
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

    @Override
    public long bits(int field) {
        return moreNumbers()[slot(field)];
    }

    @Override
    public long highBits(int field) {
        return moreNumbers()[slot(field) + 1];
    }

    @Override
    public Object reference(int field) {
        return moreReferences()[field - StructLayout.MOST_FIELDS];
    }

    @Override
    public void bits(int field, long value) {
        moreNumbers()[slot(field)] = value;
    }

    @Override
    public void highBits(int field, long value) {
        moreNumbers()[slot(field) + 1] = value;
    }

    @Override
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

    @Override
    public final Object get(int field) {
        return JavaView.get(this, field);
    }

    @Override
    public final void set(int field, Object value) {
        JavaView.set(this, field, value);
    }

    @Override
    final FieldType fieldType(int field) {
        var fields = type().fields();
        return fields.get(Objects.checkIndex(field, fields.size()));
    }
}
