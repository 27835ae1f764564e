package dev.tagalong.runtime.internal.interpret;

import dev.tagalong.runtime.internal.thread.ExecutionContext;
import java.util.Arrays;

/** The references of frames: none is left behind where a frame was, lest an unloaded instance be kept by a stack. */
final class Frames {

    private Frames() {}

    /** A frame begins: its locals are null, whatever the caller's operands there were. */
    static void open(Object[] references, int frame, LoweredFunction function) {
        Arrays.fill(references, frame + function.parameters, frame + function.linkSlot, null);
    }

    /** A frame ends: of its references, only results stay, at its beginning; they are at {@code from} now. */
    static void leave(Object[] references, int frame, LoweredFunction function, int from) {
        boolean[] results = function.referenceResults;
        for (int i = 0; i < results.length; i++) {
            references[frame + i] = results[i] ? references[frame + from + i] : null;
        }
        int end = Math.max(frame + function.frameSize, frame + results.length);
        Arrays.fill(references, frame + results.length, end, null);
    }

    /** A frame ends by a trap. */
    static void clear(Object[] references, int frame, LoweredFunction function) {
        if (function.references) {
            Arrays.fill(references, frame, frame + function.frameSize, null);
        }
    }

    /** A frame gives way to one whose {@code count} arguments are in it at {@code from}. */
    static void replace(ExecutionContext context, int frame, LoweredFunction function, int from, int count) {
        System.arraycopy(context.stack, frame + from, context.stack, frame, count);
        if (function.references) {
            Object[] references = context.references;
            System.arraycopy(references, frame + from, references, frame, count);
            Arrays.fill(references, frame + count, frame + function.frameSize, null);
        }
    }
}
