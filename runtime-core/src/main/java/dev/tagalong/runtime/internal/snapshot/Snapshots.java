package dev.tagalong.runtime.internal.snapshot;

import dev.tagalong.runtime.HostState;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.Snapshot;
import dev.tagalong.runtime.SnapshotException;
import dev.tagalong.runtime.internal.memory.MemoryImpl;
import dev.tagalong.runtime.internal.store.GlobalImpl;
import dev.tagalong.runtime.internal.store.InstanceImpl;
import dev.tagalong.runtime.internal.store.TableImpl;
import dev.tagalong.runtime.internal.thread.Ownership;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.EnumSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** Takes snapshots of instances and gives them to others. */
public final class Snapshots {

    private Snapshots() {}

    /** See {@link dev.tagalong.runtime.Engine#snapshot}. */
    public static Snapshot take(List<Instance> instances) {
        List<InstanceImpl> all = own(instances);
        InstanceImpl first = all.get(0);
        for (InstanceImpl other : all) {
            if (other != first && other.leader != first) {
                throw new IllegalArgumentException(other.name() + " is not led by " + first.name());
            }
        }
        return first.exclusively(() -> taken(all));
    }

    private static Snapshot taken(List<InstanceImpl> all) {
        References references = new References(all);
        List<InstanceState> states = new ArrayList<>();
        Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Set<HostState.Told> told = EnumSet.noneOf(HostState.Told.class);
        for (InstanceImpl instance : all) {
            try {
                checkIdle(instance, instance == all.get(0) ? 1 : 0);
                states.add(state(instance, references, seen));
                told.addAll(instance.told());
            } catch (SnapshotException e) {
                throw new SnapshotException("no snapshot of " + instance.name() + ": " + e.getMessage());
            }
        }
        return new SnapshotImpl(states, told);
    }

    /**
     * Sees that there is no call under way which a snapshot would miss.
     *
     * @param calls how many there are that take it
     */
    private static void checkIdle(InstanceImpl instance, int calls) {
        if (instance.depth > calls || Ownership.users(instance) > calls) {
            throw new SnapshotException("a call is under way in it");
        }
        String missed = instance.hindersSnapshot();
        if (missed != null) {
            throw new SnapshotException(missed);
        }
    }

    /** With the memories and tables that were {@code seen} before. */
    private static InstanceState state(InstanceImpl instance, References references, Set<Object> seen) {
        List<MemoryImage> memories = new ArrayList<>();
        for (MemoryImpl memory : instance.memories) {
            memories.add(seen.add(memory) ? MemoryImage.of(memory) : null);
        }
        List<long[]> tables = new ArrayList<>();
        for (TableImpl table : instance.tables) {
            tables.add(
                    seen.add(table)
                            ? Arrays.stream(table.entries)
                                    .mapToLong(references::code)
                                    .toArray()
                            : null);
        }
        return new InstanceState(
                instance.loaded().sha256(),
                memories,
                tables,
                globals(instance, references),
                droppedElements(instance),
                droppedData(instance));
    }

    private static long[] globals(InstanceImpl instance, References references) {
        long[] values = new long[globalParts(instance)];
        int at = 0;
        for (GlobalImpl global : instance.globals) {
            if (InstanceState.kept(global.type())) {
                int parts = InstanceState.parts(global.type());
                values[at] = global.isReference() ? references.code(global.reference) : global.bits;
                if (parts > 1) {
                    values[at + 1] = global.highBits;
                }
                at += parts;
            }
        }
        return values;
    }

    private static int globalParts(InstanceImpl instance) {
        return Arrays.stream(instance.globals)
                .map(GlobalImpl::type)
                .filter(InstanceState::kept)
                .mapToInt(InstanceState::parts)
                .sum();
    }

    private static BitSet droppedElements(InstanceImpl instance) {
        BitSet dropped = new BitSet();
        for (int i = 0; i < instance.elements.length; i++) {
            dropped.set(i, instance.elements[i].length == 0);
        }
        return dropped;
    }

    private static BitSet droppedData(InstanceImpl instance) {
        BitSet dropped = new BitSet();
        for (int i = 0; i < instance.dataLengths.length; i++) {
            dropped.set(i, instance.dataLengths[i] == 0);
        }
        return dropped;
    }

    /** Makes memories and tables of an instance as large as those of the first instance of a snapshot. */
    public static void makeRoom(Snapshot snapshot, InstanceImpl instance) {
        InstanceState state = states(snapshot).get(0);
        checkModule(state, instance);
        for (int i = 0; i < instance.memories.length; i++) {
            if (state.memories().get(i) != null) {
                state.memories().get(i).makeRoom(instance.memories[i]);
            }
        }
        for (int i = 0; i < instance.tables.length; i++) {
            TableImpl table = instance.tables[i];
            if (state.tables().get(i) != null) {
                int size = state.tables().get(i).length;
                replace(table, Arrays.copyOf(table.entries, Math.max(size, table.size())));
            }
        }
    }

    /** See {@link dev.tagalong.runtime.Engine#restore}. */
    public static void restore(Snapshot snapshot, List<Instance> instances) {
        List<InstanceState> states = states(snapshot);
        List<InstanceImpl> all = own(instances);
        if (states.size() != all.size()) {
            throw new SnapshotException("the snapshot is of " + states.size() + " instances, not of " + all.size());
        }
        References references = new References(all);
        for (int i = 0; i < all.size(); i++) {
            try {
                restore(states.get(i), all.get(i), references);
            } catch (SnapshotException | IllegalArgumentException e) {
                throw new SnapshotException(all.get(i).name() + " cannot begin with a snapshot: " + e.getMessage(), e);
            }
        }
    }

    private static void checkModule(InstanceState state, InstanceImpl instance) {
        if (!Arrays.equals(state.module(), instance.loaded().sha256())) {
            throw new SnapshotException("it is of another module");
        }
        if (state.memories().size() != instance.memories.length
                || state.tables().size() != instance.tables.length
                || state.globals().length != globalParts(instance)) {
            throw new SnapshotException("it has other memories, tables or globals than its module");
        }
    }

    private static void restore(InstanceState state, InstanceImpl instance, References references) {
        checkModule(state, instance);
        for (int i = 0; i < instance.memories.length; i++) {
            if (state.memories().get(i) != null) {
                state.memories().get(i).restore(instance.memories[i]);
            }
        }
        for (int i = 0; i < instance.tables.length; i++) {
            if (state.tables().get(i) != null) {
                restore(state.tables().get(i), instance.tables[i], references);
            }
        }
        restoreGlobals(state.globals(), instance, references);
        state.droppedElements().stream()
                .filter(i -> i < instance.elements.length)
                .forEach(instance::dropElements);
        state.droppedData().stream()
                .filter(i -> i < instance.dataLengths.length)
                .forEach(instance::dropData);
    }

    private static void restore(long[] codes, TableImpl table, References references) {
        Object[] entries = new Object[codes.length];
        for (int i = 0; i < entries.length; i++) {
            entries[i] = table.checked(references.reference(codes[i]));
        }
        replace(table, entries);
    }

    private static void replace(TableImpl table, Object[] entries) {
        if (!table.replace(entries)) {
            throw new SnapshotException("a table has " + table.size() + " entries, and in the snapshot "
                    + entries.length + (entries.length < table.size() ? "" : ", which are more than it may have"));
        }
    }

    private static void restoreGlobals(long[] values, InstanceImpl instance, References references) {
        int at = 0;
        for (GlobalImpl global : instance.globals) {
            if (InstanceState.kept(global.type())) {
                if (global.isReference()) {
                    global.set(references.reference(values[at]));
                } else {
                    global.bits = values[at];
                }
                int parts = InstanceState.parts(global.type());
                if (parts > 1) {
                    global.highBits = values[at + 1];
                }
                at += parts;
            }
        }
    }

    private static List<InstanceState> states(Snapshot snapshot) {
        if (snapshot instanceof SnapshotImpl own) {
            return own.states;
        }
        throw new IllegalArgumentException("not a snapshot of this engine: " + snapshot);
    }

    private static List<InstanceImpl> own(List<Instance> instances) {
        if (instances.isEmpty()) {
            throw new IllegalArgumentException("a snapshot is of one instance or more");
        }
        return instances.stream().map(InstanceImpl.class::cast).toList();
    }

    /** See {@link dev.tagalong.runtime.Engine#readSnapshot}. */
    public static Snapshot read(byte[] bytes) {
        SerialForm.Contents contents = SerialForm.read(bytes);
        return new SnapshotImpl(contents.states(), contents.told());
    }
}
