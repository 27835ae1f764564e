package dev.tagalong.runtime.internal.instructions;

import dev.tagalong.runtime.internal.store.InstanceImpl;

/** Instructions on tables and element segments (specification, section 4.4.6). Indices and lengths are unsigned. */
public final class TableInstructions {

    private TableInstructions() {}

    /** An entry; traps if it is not there. */
    public static Object table_get(int index, InstanceImpl instance, int table) {
        return instance.tables[table].get(index);
    }

    /** Sets an entry; traps if it is not there. */
    public static void table_set(int index, Object value, InstanceImpl instance, int table) {
        instance.tables[table].set(index, value);
    }

    /** The number of entries. */
    public static int table_size(InstanceImpl instance, int table) {
        return instance.tables[table].size();
    }

    /** Grows by some entries; the size before, or -1 if it cannot. */
    public static int table_grow(Object value, int delta, InstanceImpl instance, int table) {
        return instance.tables[table].grow(delta, value);
    }

    /** Sets entries; traps, before it sets any, if not all are there. */
    public static void table_fill(int index, Object value, int length, InstanceImpl instance, int table) {
        instance.tables[table].fill(index, value, length);
    }

    /** Copies entries, which may overlap; traps, before it copies any, if not all are there. */
    public static void table_copy(int to, int from, int length, InstanceImpl instance, int target, int source) {
        instance.tables[target].copy(to, instance.tables[source], from, length);
    }

    /** Copies references of an element segment; traps, before it copies any, if not all are there. */
    public static void table_init(int to, int from, int length, InstanceImpl instance, int segment, int table) {
        instance.tables[table].init(to, instance.elements[segment], from, length);
    }

    /** Makes an element segment empty. */
    public static void elem_drop(InstanceImpl instance, int segment) {
        instance.dropElements(segment);
    }
}
