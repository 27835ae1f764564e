package dev.tagalong.runtime.internal.compile.plan;

import dev.tagalong.runtime.internal.compile.tree.Node;

/**
 * What a jump or a {@code select} depends on.
 *
 * @param reference whether it is whether a reference is null
 * @param comparison whether this holds; else {@code null} if it is whether a number is not 0
 * @param negated whether it is the opposite
 * @param repeats whether it repeats a loop
 */
public record Condition(boolean reference, Node comparison, boolean negated, boolean repeats) {

    /** Whether a number is not 0. */
    static final Condition NOT_ZERO = new Condition(false, null, false, false);

    /** Whether a reference is null. */
    static final Condition NULL = new Condition(true, null, false, false);

    /** Whether a reference is not null. */
    static final Condition NOT_NULL = new Condition(true, null, true, false);
}
