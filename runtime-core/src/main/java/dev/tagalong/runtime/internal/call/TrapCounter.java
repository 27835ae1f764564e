package dev.tagalong.runtime.internal.call;

import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.TrapKind;
import dev.tagalong.runtime.TrapReport;
import dev.tagalong.runtime.internal.event.Events;
import dev.tagalong.runtime.internal.object.ExceptionImpl;
import dev.tagalong.runtime.internal.store.InstanceImpl;
import dev.tagalong.runtime.internal.thread.ExecutionContext;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** Counts traps, and exceptions that nobody catches, where they reach Java: each once, and for the instance in which it was raised. */
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
        count(report, trap.getMessage(), trap.backtrace(), entered, context);
    }

    /** An exception has left the outermost call from Java, so that no code of WebAssembly catches it. */
    static void count(ExceptionImpl exception, InstanceImpl entered, ExecutionContext context) {
        String text = "uncaught " + exception.describe();
        TrapReport report = new TrapReport(Instant.now(), TrapKind.UNCAUGHT_EXCEPTION, text);
        count(report, report.message(), exception.backtrace(), entered, context);
    }

    private static void count(
            TrapReport report,
            String message,
            List<Trap.Frame> frames,
            InstanceImpl entered,
            ExecutionContext context) {
        InstanceImpl origin = origin(frames, entered, context);
        origin.usage().trapped(report);
        origin.group().trapped(report);
        if (Events.SINK.recordsTraps()) {
            String lines = frames.stream().map(Trap.Frame::toString).collect(Collectors.joining("\n"));
            Events.SINK.trapped(
                    origin.loaded().name(), origin.name(), report.kind().name(), message, lines);
        }
    }

    /** Of the instances that the call was in, all of which the context still holds, that of the innermost frame. */
    private static InstanceImpl origin(List<Trap.Frame> frames, InstanceImpl entered, ExecutionContext context) {
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
