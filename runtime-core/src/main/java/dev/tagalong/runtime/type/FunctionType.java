package dev.tagalong.runtime.type;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * A function type: parameters and results (specification, section 2.3.8).
 *
 * <p>Types are canonical: {@link #of} answers one object for equal lists as long as anybody holds it, so that a type
 * check is a comparison of references. Instances are immutable and safe for any thread.
 */
public final class FunctionType {

    private static final ConcurrentHashMap<Key, Entry> CANONICAL = new ConcurrentHashMap<>();
    private static final ReferenceQueue<FunctionType> COLLECTED = new ReferenceQueue<>();

    private final Key key;

    private FunctionType(Key key) {
        this.key = key;
    }

    /** The canonical type with these parameters and results. */
    public static FunctionType of(List<ValueType> parameters, List<ValueType> results) {
        expunge();
        Key key = new Key(List.copyOf(parameters), List.copyOf(results));
        while (true) {
            Entry entry = CANONICAL.get(key);
            FunctionType type = entry == null ? null : entry.get();
            if (type != null) {
                return type;
            }
            FunctionType fresh = new FunctionType(key);
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

    /** The parameters' types, in order. */
    public List<ValueType> parameters() {
        return key.parameters;
    }

    /** The results' types, in order. */
    public List<ValueType> results() {
        return key.results;
    }

    /** The type in the text format's spirit, such as {@code (i32, i64) -> (f32)}. */
    @Override
    public String toString() {
        return list(key.parameters) + " -> " + list(key.results);
    }

    private static String list(List<ValueType> types) {
        return types.stream().map(Objects::toString).collect(Collectors.joining(", ", "(", ")"));
    }

    private record Key(List<ValueType> parameters, List<ValueType> results) {}

    private static final class Entry extends WeakReference<FunctionType> {
        private final Key key;

        Entry(FunctionType type) {
            super(type, COLLECTED);
            this.key = type.key;
        }
    }
}
