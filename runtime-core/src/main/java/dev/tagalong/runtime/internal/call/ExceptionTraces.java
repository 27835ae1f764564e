package dev.tagalong.runtime.internal.call;

import dev.tagalong.runtime.Tag;
import dev.tagalong.runtime.internal.object.ExceptionImpl;
import dev.tagalong.runtime.internal.store.InstanceImpl;
import dev.tagalong.runtime.internal.text.TagNames;
import dev.tagalong.runtime.internal.thread.ExecutionContext;
import dev.tagalong.runtime.internal.value.CallShape;

/**
 * Where exceptions that nobody catches were thrown. Who throws does not know whether somebody catches, and a stack trace takes a
 * hundred times as long as all else. So a thread notes the place of a few exceptions only in each interval in which
 * {@link dev.tagalong.runtime.internal.meter.CpuSampler} looks at it: of one that is thrown now and then always, of those of a loop seldom.
 */
public final class ExceptionTraces {

    private ExceptionTraces() {}

    /** An exception to be thrown, whose values are yet to be put into it. Generated code calls it. */
    public static ExceptionImpl thrown(Tag tag, CallShape shape, InstanceImpl instance) {
        return ExceptionImpl.of(tag, shape, --instance.owner.exceptionTraces >= 0);
    }

    /** Notes where an exception comes from, unless that is known or too many were. */
    public static void note(ExceptionImpl exception, ExecutionContext context) {
        if (exception.trace == null && --context.exceptionTraces >= 0) {
            exception.note();
        }
    }

    /** An exception leaves a call from Java into an instance: its name, its frames, and the count if nobody can catch it any more. */
    static void left(ExceptionImpl exception, InstanceImpl entered, ExecutionContext context) {
        if (exception.trace != null) {
            Backtraces.passed(exception.trace);
        }
        if (entered == null) {
            return;
        }
        if (exception.name() == null) {
            exception.name(name(exception.tag, entered, context));
        }
        if (context.outermost()) {
            TrapCounter.count(exception, entered, context);
        }
    }

    /** What one of the instances calls a tag; {@code null} if it has no name. */
    private static String name(Tag tag, InstanceImpl entered, ExecutionContext context) {
        String name = name(tag, entered);
        for (int i = context.heldCount() - 1; name == null && i >= 0; i--) {
            name = name(tag, (InstanceImpl) context.held(i));
        }
        return name;
    }

    private static String name(Tag tag, InstanceImpl instance) {
        for (int i = 0; i < instance.tags.length; i++) {
            if (instance.tags[i] == tag) {
                return TagNames.find(instance.loaded().wasm(), i);
            }
        }
        return null;
    }
}
