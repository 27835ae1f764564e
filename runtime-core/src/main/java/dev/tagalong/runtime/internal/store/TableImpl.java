package dev.tagalong.runtime.internal.store;

import dev.tagalong.runtime.Table;
import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.TrapKind;
import dev.tagalong.runtime.internal.object.Values;
import dev.tagalong.runtime.internal.value.Carrier;
import dev.tagalong.runtime.type.AddressType;
import dev.tagalong.runtime.type.ExternalType;
import dev.tagalong.runtime.type.SizeRange;
import dev.tagalong.runtime.type.TableType;
import java.util.Arrays;

/** A table in one array that is exactly as long as the table. */
public final class TableImpl implements Table {

    /** The entries: {@link FunctionImpl}s or any objects, by the type; replaced when the table grows. */
    public Object[] entries;

    private final TableType declared;
    private final long ceiling;
    private int mostEntries;

    /**
     * A table of its minimum size with null entries.
     *
     * @param limitEntries what it may grow to, as far as its type and the ceiling allow it; may be changed later
     * @param ceiling what it never grows past
     */
    public TableImpl(TableType type, int limitEntries, int ceiling) {
        this.declared = type;
        this.ceiling = type.size().most(ceiling);
        limit(limitEntries);
        this.entries = new Object[Math.toIntExact(type.size().minimum())];
    }

    @Override
    public TableType type() {
        return declared.withSize(new SizeRange(entries.length, declared.size().maximum()));
    }

    /** How wide its indices are. */
    public AddressType addressType() {
        return declared.addressType();
    }

    @Override
    public ExternalType externalType() {
        return new ExternalType.Table(type());
    }

    @Override
    public int size() {
        return entries.length;
    }

    @Override
    public final synchronized void limit(int limitEntries) {
        mostEntries = (int) Math.min(ceiling, limitEntries);
    }

    @Override
    public synchronized int grow(int delta, Object value) {
        int before = entries.length;
        if (delta < 0 || delta > Math.max(mostEntries - before, 0)) {
            return -1;
        }
        try {
            Object[] grown = Arrays.copyOf(entries, before + delta);
            Arrays.fill(grown, before, grown.length, checked(value));
            entries = grown;
        } catch (OutOfMemoryError e) {
            return -1;
        }
        return before;
    }

    /**
     * Gives the table other entries, at least as many as it has.
     *
     * @param others references of the table's type
     * @return whether it may have so many
     */
    public synchronized boolean replace(Object[] others) {
        if (others.length < entries.length || others.length > Math.max(mostEntries, entries.length)) {
            return false;
        }
        entries = others;
        return true;
    }

    @Override
    public Object get(int index) {
        Object[] array = entries;
        if (index < 0 || index >= array.length) {
            throw outOfBounds();
        }
        return array[index];
    }

    @Override
    public void set(int index, Object value) {
        Object[] array = entries;
        if (index < 0 || index >= array.length) {
            throw outOfBounds();
        }
        array[index] = checked(value);
    }

    /**
     * A value, if it is a reference of the table's type.
     *
     * @throws IllegalArgumentException if it is not
     */
    public Object checked(Object value) {
        return Values.check(declared.elementType(), Carrier.OBJECT, value);
    }

    /** Sets {@code length} entries; index and length are unsigned. */
    public void fill(int index, Object value, int length) {
        Object[] array = entries;
        int from = check(array.length, index, length);
        Arrays.fill(array, from, from + length, value);
    }

    /** Copies entries within this table or from another; all numbers are unsigned. */
    public void copy(int target, TableImpl source, int from, int length) {
        init(target, source.entries, from, length);
    }

    /** Copies references of an array; all numbers are unsigned. */
    public void init(int target, Object[] source, int from, int length) {
        int start = check(source.length, from, length);
        System.arraycopy(source, start, entries, check(entries.length, target, length), length);
    }

    /** A 64-bit index or length as an unsigned one of 32 bits; what has more bits is outside of any table. */
    public static int narrow(long number) {
        if (number >>> Integer.SIZE != 0) {
            throw outOfBounds();
        }
        return (int) number;
    }

    private static int check(int size, int index, int length) {
        if (Integer.toUnsignedLong(index) + Integer.toUnsignedLong(length) > size) {
            throw outOfBounds();
        }
        return index;
    }

    /** The trap of an access outside. */
    public static Trap outOfBounds() {
        return new Trap(TrapKind.OUT_OF_BOUNDS_TABLE);
    }
}
