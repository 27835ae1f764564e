package dev.tagalong.runtime.internal.interpret;

import dev.tagalong.runtime.internal.thread.StackRoom;
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
        if (asked.get(loop) != 0 || busy.get()) {
            return false;
        }
        // Whoever asks is to be able to have it compiled.
        StackRoom.require();
        if (!busy.compareAndSet(false, true)) {
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
}
