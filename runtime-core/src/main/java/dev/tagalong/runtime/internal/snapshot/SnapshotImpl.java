package dev.tagalong.runtime.internal.snapshot;

import dev.tagalong.runtime.HostState;
import dev.tagalong.runtime.Snapshot;
import java.util.List;
import java.util.Set;

/** A snapshot in the Java heap. */
final class SnapshotImpl implements Snapshot {

    /** An instance each. */
    final List<InstanceState> states;

    private final Set<HostState.Told> told;

    SnapshotImpl(List<InstanceState> states, Set<HostState.Told> told) {
        this.states = List.copyOf(states);
        this.told = Set.copyOf(told);
    }

    @Override
    public Set<HostState.Told> told() {
        return told;
    }

    @Override
    public int instances() {
        return states.size();
    }

    @Override
    public long byteSize() {
        return states.stream().mapToLong(InstanceState::byteSize).sum();
    }

    @Override
    public byte[] toBytes() {
        return SerialForm.write(new SerialForm.Contents(states, told));
    }

    @Override
    public String toString() {
        return "snapshot of " + states.size() + " instances, " + byteSize() + " bytes";
    }
}
