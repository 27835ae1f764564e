package dev.tagalong.runtime.internal.instructions;

import dev.tagalong.runtime.internal.store.InstanceImpl;
import dev.tagalong.runtime.internal.store.TableImpl;

/**
 * Instructions on tables and element segments (specification, section 4.4.6). Indices and lengths are unsigned. The suffix of
 * a name says which indices have 64 bits.
 */
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

    /** As {@link #table_get}. */
    public static Object table_get_64(long index, InstanceImpl instance, int table) {
        return instance.tables[table].get(TableImpl.narrow(index));
    }

    /** As {@link #table_set}. */
    public static void table_set_64(long index, Object value, InstanceImpl instance, int table) {
        instance.tables[table].set(TableImpl.narrow(index), value);
    }

    /** As {@link #table_size}. */
    public static long table_size_64(InstanceImpl instance, int table) {
        return instance.tables[table].size();
    }

    /** As {@link #table_grow}. */
    public static long table_grow_64(Object value, long delta, InstanceImpl instance, int table) {
        return delta == (int) delta ? instance.tables[table].grow((int) delta, value) : -1;
    }

    /** As {@link #table_fill}. */
    public static void table_fill_64(long index, Object value, long length, InstanceImpl instance, int table) {
        instance.tables[table].fill(TableImpl.narrow(index), value, TableImpl.narrow(length));
    }

    /** As {@link #table_copy}. */
    public static void table_copy_64(long to, int from, int length, InstanceImpl instance, int target, int source) {
        instance.tables[target].copy(TableImpl.narrow(to), instance.tables[source], from, length);
    }

    /** As {@link #table_copy}. */
    public static void table_copy_from_64(
            int to, long from, int length, InstanceImpl instance, int target, int source) {
        instance.tables[target].copy(to, instance.tables[source], TableImpl.narrow(from), length);
    }

    /** As {@link #table_copy}. */
    public static void table_copy_64_from_64(
            long to, long from, long length, InstanceImpl instance, int target, int source) {
        instance.tables[target].copy(
                TableImpl.narrow(to), instance.tables[source], TableImpl.narrow(from), TableImpl.narrow(length));
    }

    /** As {@link #table_init}. */
    public static void table_init_64(long to, int from, int length, InstanceImpl instance, int segment, int table) {
        instance.tables[table].init(TableImpl.narrow(to), instance.elements[segment], from, length);
    }

    /** Makes an element segment empty. */
    public static void elem_drop(InstanceImpl instance, int segment) {
        instance.dropElements(segment);
    }
}
