package dev.tagalong.runtime.internal.interpret;

import dev.tagalong.runtime.internal.opcode.Opcode;
import dev.tagalong.runtime.type.FunctionType;
import dev.tagalong.runtime.type.ValueType;
import java.util.List;

/**
 * A block that is being lowered, and where branches to it go: to its beginning if it is a loop, else to its end, which is
 * not known yet. Branches that wait for it are chained through the very words that will hold the target.
 */
final class Label {

    static final int NONE = -1;

    /** BLOCK, LOOP or IF; ELSE once that was met. */
    Opcode kind;

    final List<ValueType> parameters;
    final List<ValueType> results;

    /** The height of the operand stack below the parameters. */
    final int base;

    /** The beginning of a loop. */
    int target = NONE;

    /** The last word that waits for the end. */
    private int waiting = NONE;

    /** The word of the branch that waits for the second part of an {@code if}. */
    int otherwise = NONE;

    /** The way to this label of the {@code br_table} that {@link #stubOwner} says. */
    int stub;

    /** The position of the {@code br_table} for which {@link #stub} is. */
    int stubOwner = NONE;

    Label(Opcode kind, FunctionType type, int base) {
        this.kind = kind;
        this.parameters = type.parameters();
        this.results = type.results();
        this.base = base;
    }

    /** What branches to the label carry. */
    List<ValueType> carried() {
        return kind == Opcode.LOOP ? parameters : results;
    }

    /** What to write into the word at {@code at}, which shall hold the target. */
    int reference(int at) {
        if (kind == Opcode.LOOP) {
            return target;
        }
        int before = waiting;
        waiting = at;
        return before;
    }

    /** Whether anything branches to the end. */
    boolean isAwaited() {
        return waiting != NONE;
    }

    /** The end is here: fills the words that wait. */
    void resolve(CodeWriter writer) {
        while (waiting != NONE) {
            int next = writer.get(waiting);
            writer.set(waiting, writer.position());
            waiting = next;
        }
    }
}
