package dev.tagalong.runtime.type;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The types of one recursion group (specification, section 2.3.11), of which there is one object in the JVM as long as anybody holds
 * one of the types. The definitions tell groups apart: in them, types of the group are indices and all others are canonical.
 */
final class RecursionGroup {

    private static final ConcurrentHashMap<GroupKey, Entry> CANONICAL = new ConcurrentHashMap<>();
    private static final ReferenceQueue<RecursionGroup> COLLECTED = new ReferenceQueue<>();

    private final GroupKey key;
    private final List<DefinedType> types;

    private RecursionGroup(GroupKey key) {
        this.key = key;
        List<SubType> definitions = key.definitions;
        List<DefinedType> made = new ArrayList<>(definitions.size());
        for (SubType definition : definitions) {
            made.add(make(definition.composite(), made.size()));
        }
        this.types = List.copyOf(made);
        TypeResolution resolution = new TypeResolution(types);
        for (int i = 0; i < made.size(); i++) {
            made.get(i).complete(resolution.resolve(definitions.get(i).composite()));
            made.get(i).extend(supertype(definitions.get(i), i, resolution));
        }
        // Whether types match needs the supertypes of the whole group.
        made.forEach(RecursionGroup::checkStructure);
    }

    private static void checkStructure(DefinedType type) {
        DefinedType supertype = type.supertype();
        if (supertype != null && !type.composite().matches(supertype.composite())) {
            throw new IllegalArgumentException(
                    "type " + type.recursionIndex() + " of the group does not match the type that it extends");
        }
    }

    private DefinedType make(CompositeType composite, int index) {
        if (composite instanceof CompositeType.Func) {
            return new FunctionType(this, index);
        }
        return composite instanceof CompositeType.Struct ? new StructType(this, index) : new ArrayType(this, index);
    }

    private static DefinedType supertype(SubType definition, int at, TypeResolution resolution) {
        HeapType given = definition.supertype();
        if (given == null) {
            return null;
        }
        if (given instanceof RecursionIndex recursive && recursive.index() >= at) {
            throw new IllegalArgumentException(
                    "type " + at + " of the group extends one that does not stand before it");
        }
        DefinedType supertype = (DefinedType) resolution.resolve(given);
        if (supertype.isFinal()) {
            throw new IllegalArgumentException("type " + at + " of the group extends a final type");
        }
        return supertype;
    }

    /** The canonical group with these definitions. */
    static RecursionGroup of(List<SubType> definitions) {
        expunge();
        GroupKey key = new GroupKey(definitions);
        while (true) {
            Entry entry = CANONICAL.get(key);
            RecursionGroup group = entry == null ? null : entry.get();
            if (group != null) {
                return group;
            }
            RecursionGroup fresh = new RecursionGroup(key);
            Entry freshEntry = new Entry(fresh);
            boolean stored = entry == null
                    ? CANONICAL.putIfAbsent(key, freshEntry) == null
                    : CANONICAL.replace(key, entry, freshEntry);
            if (stored) {
                return fresh;
            }
        }
    }

    private static void expunge() {
        for (Object entry = COLLECTED.poll(); entry != null; entry = COLLECTED.poll()) {
            CANONICAL.remove(((Entry) entry).key, entry);
        }
    }

    List<DefinedType> types() {
        return types;
    }

    SubType definition(int index) {
        return key.definitions.get(index);
    }

    private static final class Entry extends WeakReference<RecursionGroup> {
        private final GroupKey key;

        Entry(RecursionGroup group) {
            super(group, COLLECTED);
            this.key = group.key;
        }
    }
}
