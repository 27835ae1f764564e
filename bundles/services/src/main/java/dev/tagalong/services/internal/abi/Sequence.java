package dev.tagalong.services.internal.abi;

import dev.tagalong.runtime.type.ValueType;
import java.util.List;

/** What is an address and a length: texts and lists. */
abstract class Sequence implements Shape {

    private static final List<ValueType> FLAT = List.of(ValueType.I32, ValueType.I32);
    private static final int POINTER = 4;

    @Override
    public final int size() {
        return 2 * POINTER;
    }

    @Override
    public final int alignment() {
        return POINTER;
    }

    @Override
    public final List<ValueType> flat() {
        return FLAT;
    }

    @Override
    public final boolean allocates() {
        return true;
    }

    /** Writes the elements somewhere: address and length, the former in the lower half. */
    abstract long give(Guest guest, Object value);

    /** Reads elements. */
    abstract Object take(Guest guest, int address, int length);

    /** Address and length in one. */
    static long pair(int address, int length) {
        return Integer.toUnsignedLong(address) | (long) length << Integer.SIZE;
    }

    @Override
    public final void store(Guest guest, int address, Object value) {
        guest.memory().writeLong(Integer.toUnsignedLong(address), give(guest, value));
    }

    @Override
    public final Object load(Guest guest, int address) {
        long pair = guest.memory().readLong(Integer.toUnsignedLong(address));
        return take(guest, (int) pair, (int) (pair >>> Integer.SIZE));
    }

    @Override
    public final void lower(Guest guest, Object value, Flat to) {
        long pair = give(guest, value);
        to.put(pair & 0xFFFF_FFFFL);
        to.put(pair >>> Integer.SIZE);
    }

    @Override
    public final Object lift(Guest guest, Flat from) {
        int address = (int) from.take();
        return take(guest, address, (int) from.take());
    }

    /** The bytes of elements that a module gives, if they are inside of its memory. */
    static int bytes(Guest guest, int address, int length, int size, int alignment) {
        long bytes = Integer.toUnsignedLong(length) * size;
        guest.claim(address, bytes, alignment);
        if (bytes > Integer.MAX_VALUE - 16) {
            throw new AbiException(bytes + " bytes are more than an array holds");
        }
        return (int) bytes;
    }
}
