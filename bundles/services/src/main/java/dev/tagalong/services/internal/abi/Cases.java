package dev.tagalong.services.internal.abi;

import dev.tagalong.runtime.type.ValueType;
import java.util.ArrayList;
import java.util.List;

/** A value of one of several cases, of which each may have a value: options, enumerations, variants, results. */
abstract class Cases implements Shape {

    private static final int BYTE_CASES = 1 << 8;
    private static final int SHORT_CASES = 1 << 16;

    /** {@code null} for a case without a value. */
    private final List<Shape> cases;

    private final Scalar discriminant;
    private final int offset;
    private final int size;
    private final int alignment;
    private final List<ValueType> flat;

    Cases(List<Shape> cases) {
        this.cases = new ArrayList<>(cases);
        this.discriminant =
                cases.size() <= BYTE_CASES ? Scalar.S8 : cases.size() <= SHORT_CASES ? Scalar.S16 : Scalar.S32;
        int largest = 1;
        int longest = 0;
        List<ValueType> joined = new ArrayList<>();
        for (Shape shape : cases) {
            if (shape != null) {
                largest = Math.max(largest, shape.alignment());
                longest = Math.max(longest, shape.size());
                join(joined, shape.flat());
            }
        }
        this.alignment = Math.max(largest, discriminant.alignment());
        this.offset = Layout.align(discriminant.size(), largest);
        this.size = Layout.align(offset + longest, alignment);
        joined.add(0, ValueType.I32);
        this.flat = List.copyOf(joined);
    }

    private static void join(List<ValueType> joined, List<ValueType> other) {
        for (int i = 0; i < other.size(); i++) {
            ValueType type = other.get(i);
            if (i >= joined.size()) {
                joined.add(type);
            } else if (joined.get(i) != type) {
                joined.set(i, narrow(type) && narrow(joined.get(i)) ? ValueType.I32 : ValueType.I64);
            }
        }
    }

    private static boolean narrow(ValueType type) {
        return type == ValueType.I32 || type == ValueType.F32;
    }

    /** Which case a value is. */
    abstract int index(Object value);

    /** The value of the case of a value. */
    abstract Object content(Object value);

    /** A value of a case. */
    abstract Object make(int index, Object content);

    @Override
    public final int size() {
        return size;
    }

    @Override
    public final int alignment() {
        return alignment;
    }

    @Override
    public final List<ValueType> flat() {
        return flat;
    }

    @Override
    public final boolean allocates() {
        return cases.stream().anyMatch(c -> c != null && c.allocates());
    }

    private int indexOf(Object value) {
        if (value == null) {
            throw new AbiException("null");
        }
        return index(value);
    }

    @Override
    public final void store(Guest guest, int address, Object value) {
        int index = indexOf(value);
        long at = Integer.toUnsignedLong(address);
        switch (discriminant) {
            case S8 -> guest.memory().writeByte(at, (byte) index);
            case S16 -> guest.memory().writeShort(at, (short) index);
            default -> guest.memory().writeInt(at, index);
        }
        if (cases.get(index) != null) {
            cases.get(index).store(guest, address + offset, content(value));
        }
    }

    @Override
    public final Object load(Guest guest, int address) {
        long at = Integer.toUnsignedLong(address);
        int index = check(
                switch (discriminant) {
                    case S8 -> guest.memory().readByte(at) & 0xFF;
                    case S16 -> guest.memory().readShort(at) & 0xFFFF;
                    default -> guest.memory().readInt(at);
                });
        return make(index, cases.get(index) == null ? null : cases.get(index).load(guest, address + offset));
    }

    @Override
    public final void lower(Guest guest, Object value, Flat to) {
        int index = indexOf(value);
        int end = to.position() + flat.size();
        to.put(index);
        if (cases.get(index) != null) {
            cases.get(index).lower(guest, content(value), to);
        }
        while (to.position() < end) {
            to.put(0);
        }
    }

    @Override
    public final Object lift(Guest guest, Flat from) {
        int end = from.position() + flat.size();
        int index = check((int) from.take());
        Object content = cases.get(index) == null ? null : cases.get(index).lift(guest, from);
        from.position(end);
        return make(index, content);
    }

    private int check(int index) {
        if (Integer.compareUnsigned(index, cases.size()) >= 0) {
            throw new AbiException("case " + Integer.toUnsignedString(index) + " of " + cases.size());
        }
        return index;
    }
}
