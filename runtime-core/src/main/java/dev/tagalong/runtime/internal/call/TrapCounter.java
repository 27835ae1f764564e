package dev.tagalong.runtime.internal.call;

import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.TrapReport;
import dev.tagalong.runtime.internal.event.Events;
import dev.tagalong.runtime.internal.store.InstanceImpl;
import dev.tagalong.runtime.internal.thread.ExecutionContext;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** Counts traps where they reach Java: each once, and for the instance in which it was raised. */
final class TrapCounter {

    private TrapCounter() {}

    /**
     * A trap has reached Java out of a call.
     *
     * @param entered the instance that the call went to, or {@code null}
     */
    static void count(Trap trap, InstanceImpl entered, ExecutionContext context) {
        if (entered == null || !context.isFirstSeen(trap)) {
            return;
        }
        TrapReport report = new TrapReport(Instant.now(), trap.kind(), trap.describe());
        InstanceImpl origin = origin(trap, entered, context);
        origin.usage().trapped(report);
        origin.group().trapped(report);
        if (Events.SINK.recordsTraps()) {
            String frames = trap.backtrace().stream().map(Trap.Frame::toString).collect(Collectors.joining("\n"));
            Events.SINK.trapped(
                    origin.loaded().name(), origin.name(), trap.kind().name(), trap.getMessage(), frames);
        }
    }

    /** Of the instances that the call was in, all of which the context still holds, that of the innermost frame. */
    private static InstanceImpl origin(Trap trap, InstanceImpl entered, ExecutionContext context) {
        List<Trap.Frame> frames = trap.backtrace();
        if (frames.isEmpty() || frames.get(0).module().equals(entered.loaded().name())) {
            return entered;
        }
        for (int i = context.heldCount() - 1; i >= 0; i--) {
            InstanceImpl held = (InstanceImpl) context.held(i);
            if (held.loaded().name().equals(frames.get(0).module())) {
                return held;
            }
        }
        return entered;
    }
}
