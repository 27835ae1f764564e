package dev.tagalong.runtime.type;

/**
 * The type of a structure's field or of an array's elements (specification, section 2.3.9).
 *
 * @param storage what it holds
 * @param mutable whether it may be set
 */
public record FieldType(StorageType storage, boolean mutable) {

    /**
     * Whether a field of this type may stand where {@code expected} is asked for (section 3.3.8): one that can be set must have
     * the same type.
     */
    public boolean matches(FieldType expected) {
        if (mutable != expected.mutable) {
            return false;
        }
        return mutable || !(storage instanceof ValueType value) || !(expected.storage instanceof ValueType wanted)
                ? storage.equals(expected.storage)
                : value.matches(wanted);
    }

    @Override
    public String toString() {
        return mutable ? "(mut " + storage + ")" : storage.toString();
    }
}
