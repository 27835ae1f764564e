package dev.tagalong.runtime.internal.interpret;

import dev.tagalong.runtime.internal.bridge.StackBridge;
import dev.tagalong.runtime.internal.call.Backtraces;
import dev.tagalong.runtime.internal.call.Calls;
import dev.tagalong.runtime.internal.store.InstanceImpl;
import dev.tagalong.runtime.internal.thread.ExecutionContext;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;

/** The way from a loop in the interpreter into compiled code that goes on from there. */
final class CompiledLoop {

    /** Stands for the position of any loop. */
    private static final int LOOP = -1;

    private CompiledLoop() {}

    /** Goes on in compiled code to the function's end, and leaves its results at the frame's beginning. */
    static void run(
            MethodHandle entry,
            LoweredFunction function,
            ExecutionContext context,
            InstanceImpl instance,
            int frame,
            int remaining)
            throws Throwable {
        context.top = frame + function.frameSize;
        Object reference = null;
        long number = 0;
        int results = function.shape.resultSlots;
        boolean single = results == 1;
        try {
            if (single && function.shape.results.get(0).object) {
                reference = (Object) entry.invokeExact(context, frame, instance, remaining);
            } else {
                number = (long) entry.invokeExact(context, frame, instance, remaining);
            }
        } catch (IndexOutOfBoundsException | ArithmeticException | NullPointerException | ClassCastException thrown) {
            // The interpreter's instruction here is a branch, which does not tell that this may be the program's doing.
            throw Backtraces.translate(thrown, () -> function.trapPlaces(LOOP));
        }
        if (context.tailCallee != null) {
            int at = Calls.endTail(instance, remaining);
            System.arraycopy(context.stack, at, context.stack, frame, results);
            System.arraycopy(context.references, at, context.references, frame, results);
            Arrays.fill(context.references, at, at + results, null);
        } else if (single) {
            context.stack[frame] = number;
            context.references[frame] = reference;
        } else if (results > 1) {
            StackBridge.resultsToStack(context, frame, results);
        }
    }
}
