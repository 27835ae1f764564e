package dev.tagalong.runtime.internal.interpret;

import java.util.List;

/**
 * A block that is being lowered, and where branches to it go: to its beginning if it is a loop, else to its end, which is
 * not known yet. Branches that wait for it are chained through the very words that will hold the target.
 */
final class Label {

    static final int NONE = -1;

    /** The beginning, if the block is a loop; else the end, once it is known. */
    int target = NONE;

    /** Whether a handler of exceptions branches to it. */
    boolean handled;

    /** How many exceptions legacy {@code catch}es around it keep on the operand stack. */
    final int kept;

    /** Of a block that catches exceptions; else {@code null}. */
    LoweredTry lowered;

    /** What hands its exceptions over to this block, until its present part ends. */
    List<HandlerTable.Handler> delegated;

    Label(int kept) {
        this.kept = kept;
    }

    /** The last word that waits for the end. */
    private int waiting = NONE;

    /** The word of the branch that waits for the second part of an {@code if}. */
    int otherwise = NONE;

    /** The way to this label of the {@code br_table} that {@link #stubOwner} says. */
    int stub;

    /** The position of the {@code br_table} for which {@link #stub} is. */
    int stubOwner = NONE;

    /** What to write into the word at {@code at}, which shall hold the target. */
    int reference(int at) {
        if (target != NONE) {
            return target;
        }
        int before = waiting;
        waiting = at;
        return before;
    }

    /** Whether anything branches to the end. */
    boolean isAwaited() {
        return waiting != NONE || handled;
    }

    /** The end is here: fills the words that wait. */
    void resolve(CodeWriter writer) {
        if (target == NONE) {
            target = writer.position();
        }
        while (waiting != NONE) {
            int next = writer.get(waiting);
            writer.set(waiting, writer.position());
            waiting = next;
        }
    }
}
