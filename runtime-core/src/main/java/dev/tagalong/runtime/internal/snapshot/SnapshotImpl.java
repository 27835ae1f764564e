package dev.tagalong.runtime.internal.snapshot;

import dev.tagalong.runtime.Snapshot;
import java.util.List;

/** A snapshot in the Java heap. */
final class SnapshotImpl implements Snapshot {

    /** An instance each. */
    final List<InstanceState> states;

    SnapshotImpl(List<InstanceState> states) {
        this.states = List.copyOf(states);
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
        return SerialForm.write(states);
    }

    @Override
    public String toString() {
        return "snapshot of " + states.size() + " instances, " + byteSize() + " bytes";
    }
}
