package dev.tagalong.runtime.type;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GroupKeyTest {

    /** Coefficients of a polynomial of 31 that is 0 modulo 2^32, the highest power's first. */
    private static final int[] ZERO = {0, 1, 1, 0, -1, 1, -1, 1, 1, -1, 1, 1, -1, -1, 0, 0, 0, 0, 1, -1, 1, 1};

    private static List<ValueType> parameters(ValueType one, ValueType other) {
        List<ValueType> types = new ArrayList<>();
        for (int coefficient : ZERO) {
            types.add(coefficient >= 0 ? one : other);
        }
        return types;
    }

    private static GroupKey key(List<ValueType> parameters) {
        return new GroupKey(List.of(SubType.of(new CompositeType.Func(parameters, List.of()))));
    }

    @Test
    void listsThatAreMadeToShareAHashHaveDifferentOnes() {
        List<ValueType> some = parameters(ValueType.I32, ValueType.I64);
        List<ValueType> others = new ArrayList<>(some);
        for (int i = 0; i < ZERO.length; i++) {
            others.set(i, ZERO[i] == 0 || ZERO[i] < 0 ? ValueType.I32 : ValueType.I64);
        }
        assertNotEquals(some, others);
        assertEquals(some.hashCode(), others.hashCode(), "else this tests nothing");
        assertNotEquals(key(some).hashCode(), key(others).hashCode());
        assertNotEquals(key(some), key(others));
        assertEquals(key(some), key(List.copyOf(some)));
        assertEquals(key(some).hashCode(), key(List.copyOf(some)).hashCode());
    }

    @Test
    void everyPartCounts() {
        FieldType number = new FieldType(ValueType.I32, false);
        List<SubType> all = List.of(
                SubType.of(new CompositeType.Struct(List.of())),
                SubType.of(new CompositeType.Func(List.of(), List.of())),
                SubType.of(new CompositeType.Func(List.of(ValueType.I32), List.of())),
                SubType.of(new CompositeType.Func(List.of(), List.of(ValueType.I32))),
                SubType.of(new CompositeType.Struct(List.of(number))),
                SubType.of(new CompositeType.Struct(List.of(new FieldType(ValueType.I32, true)))),
                SubType.of(new CompositeType.Array(number)),
                SubType.of(new CompositeType.Array(new FieldType(PackedType.I8, false))),
                SubType.of(new CompositeType.Array(new FieldType(ReferenceType.EXTERNREF, false))),
                SubType.of(new CompositeType.Array(new FieldType(ReferenceType.EXTERNREF.nonNull(), false))),
                new SubType(false, null, new CompositeType.Struct(List.of())));
        long hashes = all.stream()
                .map(type -> new GroupKey(List.of(type)).hashCode())
                .distinct()
                .count();
        assertEquals(all.size(), hashes);
    }
}
