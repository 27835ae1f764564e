package dev.tagalong.runtime.internal.interpret;

import dev.tagalong.runtime.internal.bridge.StackBridge;
import dev.tagalong.runtime.internal.call.Backtraces;
import dev.tagalong.runtime.internal.call.Calls;
import dev.tagalong.runtime.internal.store.InstanceImpl;
import dev.tagalong.runtime.internal.thread.ExecutionContext;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The loops of a function: where they are in the lowered code, and compiled code that goes on from there, so that a call
 * which never returns does not stay in the interpreter.
 */
final class Loops {

    /** By loop: the position of its first instruction in the lowered code, ascending. */
    private final int[] positions;

    /** By loop: the offset of its opcode in the binary. */
    private final int[] offsets;

    private final AtomicReferenceArray<MethodHandle> entries;
    private final AtomicIntegerArray asked;

    /** Whether a loop is being compiled: others wait, as it may take the call to its end. */
    private final AtomicBoolean busy = new AtomicBoolean();

    Loops(int[] positions, int[] offsets) {
        this.positions = positions;
        this.offsets = offsets;
        this.entries = new AtomicReferenceArray<>(positions.length);
        this.asked = new AtomicIntegerArray(positions.length);
    }

    /** The loop that begins at a position, or a negative number. */
    int at(int position) {
        return Arrays.binarySearch(positions, position);
    }

    int offset(int loop) {
        return offsets[loop];
    }

    /** Whether a loop is to be compiled: nobody has asked before, and no other one is being compiled. */
    boolean ask(int loop) {
        if (asked.get(loop) != 0 || !busy.compareAndSet(false, true)) {
            return false;
        }
        asked.set(loop, 1);
        return true;
    }

    MethodHandle entry(int loop) {
        return entries.get(loop);
    }

    /** Whoever was told to compile a loop has done so: see {@link InterpretedCode#enterLoop}. */
    void enterBy(int offset, MethodHandle entry) {
        for (int i = 0; i < offsets.length; i++) {
            if (offsets[i] == offset) {
                entries.set(i, entry);
            }
        }
        busy.set(false);
    }

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
        int results = function.referenceResults.length;
        boolean single = results == 1;
        try {
            if (single && function.referenceResults[0]) {
                reference = (Object) entry.invokeExact(context, frame, instance, remaining);
            } else {
                number = (long) entry.invokeExact(context, frame, instance, remaining);
            }
        } catch (IndexOutOfBoundsException | ArithmeticException thrown) {
            // The interpreter's instruction here is a branch, which does not tell that this may be the program's doing.
            throw Backtraces.translate(thrown);
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
