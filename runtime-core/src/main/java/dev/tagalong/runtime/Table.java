package dev.tagalong.runtime;

import dev.tagalong.runtime.type.TableType;

/** A table (specification, section 4.2.7): entries are {@link Function}s or any objects, by its type, or {@code null}.
 * A 64-bit table is no larger than others, so that an {@code int} names every entry. */
public interface Table extends ExternalValue {

    /** The declared type; its minimum is the present size. */
    TableType type();

    /** The present number of entries. */
    int size();

    /** Grows by {@code delta} entries of {@code value}; the size before, or -1 if the table could not grow. */
    int grow(int delta, Object value);

    /** Changes how far it may grow from now on: its owner's limit, besides that of its type. It does not shrink. */
    void limit(int mostEntries);

    /**
     * The entry at {@code index}.
     *
     * @throws Trap of kind {@link TrapKind#OUT_OF_BOUNDS_TABLE}
     */
    Object get(int index);

    /**
     * Sets the entry at {@code index}.
     *
     * @throws Trap of kind {@link TrapKind#OUT_OF_BOUNDS_TABLE}
     * @throws IllegalArgumentException if the value is not of the table's element type
     */
    void set(int index, Object value);
}
