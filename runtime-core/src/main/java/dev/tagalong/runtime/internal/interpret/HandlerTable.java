package dev.tagalong.runtime.internal.interpret;

import dev.tagalong.runtime.internal.object.ExceptionImpl;
import dev.tagalong.runtime.internal.store.InstanceImpl;
import dev.tagalong.runtime.internal.thread.ExecutionContext;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;

/**
 * Where a function catches exceptions: by the range of its code that something is thrown in, the innermost first. A
 * function that throws nothing pays nothing for it.
 */
final class HandlerTable {

    /** Of functions that catch nothing. */
    static final HandlerTable NONE = new HandlerTable(new int[0]);

    /** In place of a tag: every exception. */
    static final int ALL = -1;

    /** In place of a slot: the exception itself is not wanted. */
    static final int NOWHERE = -1;

    private static final int WORDS = 6;

    /**
     * By handler: where its range begins, the first position after it, the tag, the target, the slot of the values and the one
     * of the exception.
     */
    private final int[] handlers;

    private HandlerTable(int[] handlers) {
        this.handlers = handlers;
    }

    /**
     * Looks for who catches an exception, and puts its values where the handler expects them.
     *
     * @param position after the instruction that threw
     * @return the position to go on at, or -1 if nobody catches it
     */
    int enter(ExceptionImpl exception, int position, InstanceImpl instance, ExecutionContext context, int frame) {
        for (int i = 0; i < handlers.length; i += WORDS) {
            if (handlers[i] < position
                    && position <= handlers[i + 1]
                    && catches(handlers[i + 2], exception, instance)) {
                if (handlers[i + 2] != ALL) {
                    exception.copyTo(context.stack, context.references, frame + handlers[i + 4]);
                }
                if (handlers[i + 5] != NOWHERE) {
                    context.references[frame + handlers[i + 5]] = exception;
                }
                return handlers[i + 3];
            }
        }
        return -1;
    }

    private static boolean catches(int tag, ExceptionImpl exception, InstanceImpl instance) {
        return tag == ALL || instance.tags[tag] == exception.tag;
    }

    /** A handler that is being lowered: what is not known at once is filled in until the table is built. */
    static final class Handler {
        private final int from;
        private final int tag;
        private int to;
        private int valueSlot;
        private int exceptionSlot = NOWHERE;
        private IntSupplier target;

        Handler(int from, int tag) {
            this.from = from;
            this.tag = tag;
        }

        /** Its values go to the slots from one on, the exception to a slot or {@link #NOWHERE}. */
        Handler into(int values, int exception) {
            valueSlot = values;
            exceptionSlot = exception;
            return this;
        }

        /** It goes on at a position, which is asked for when all blocks have ended. */
        Handler at(IntSupplier position) {
            target = position;
            return this;
        }
    }

    /** Collects handlers, an inner block's before an outer one's. */
    static final class Builder {
        private final List<Handler> all = new ArrayList<>();

        /** A handler whose range ends here; those added before are asked before it. */
        void add(Handler handler, int to) {
            handler.to = to;
            all.add(handler);
        }

        /** Once all blocks have ended. */
        HandlerTable build() {
            if (all.isEmpty()) {
                return NONE;
            }
            int[] words = new int[all.size() * WORDS];
            int at = 0;
            for (Handler handler : all) {
                words[at] = handler.from;
                words[at + 1] = handler.to;
                words[at + 2] = handler.tag;
                words[at + 3] = handler.target.getAsInt();
                words[at + 4] = handler.valueSlot;
                words[at + 5] = handler.exceptionSlot;
                at += WORDS;
            }
            return new HandlerTable(words);
        }
    }
}
