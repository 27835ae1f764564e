package dev.tagalong.runtime.type;

import java.util.List;
import java.util.SplittableRandom;

/**
 * The definitions of a recursion group, by which the canonical one is found. The hash depends on numbers that are chosen anew
 * in each JVM, and mixes after each step, so that nobody can make a module of many types that share one; the lists' own hash
 * is a polynomial, for which that is easy. It looks into definitions and no further: other groups' types count by identity.
 */
final class GroupKey {

    private static final long SEED;
    private static final long FACTOR;

    static {
        SplittableRandom random = new SplittableRandom();
        SEED = random.nextLong();
        FACTOR = random.nextLong() | 1;
    }

    final List<SubType> definitions;
    private final int hash;

    GroupKey(List<SubType> definitions) {
        this.definitions = List.copyOf(definitions);
        long state = SEED;
        for (SubType definition : this.definitions) {
            state = add(state, definition.isFinal() ? 1 : 2);
            state = add(state, hash(definition.supertype()));
            state = add(state, definition.composite());
        }
        this.hash = (int) (state >>> 32);
    }

    private static long add(long state, int part) {
        long mixed = (state ^ part) * FACTOR;
        return mixed ^ mixed >>> 29;
    }

    private static long add(long state, CompositeType composite) {
        if (composite instanceof CompositeType.Func function) {
            return add(add(add(state, 3), function.parameters()), function.results());
        }
        if (composite instanceof CompositeType.Array array) {
            return add(add(state, 4), array.element());
        }
        long next = add(state, 5);
        for (FieldType field : ((CompositeType.Struct) composite).fields()) {
            next = add(next, field);
        }
        return next;
    }

    private static long add(long state, List<ValueType> types) {
        long next = add(state, types.size());
        for (ValueType type : types) {
            next = add(next, hash(type));
        }
        return next;
    }

    private static long add(long state, FieldType field) {
        return add(state, hash(field.storage()) * 2 + (field.mutable() ? 1 : 0));
    }

    private static int hash(StorageType type) {
        return type instanceof ReferenceType reference
                ? hash(reference.heapType()) * 2 + (reference.nullable() ? 1 : 0)
                : type.hashCode();
    }

    private static int hash(HeapType type) {
        return type instanceof RecursionIndex recursive ? recursive.index() : type == null ? -1 : type.hashCode();
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || other instanceof GroupKey key && hash == key.hash && definitions.equals(key.definitions);
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
