package dev.tagalong.runtime.internal.compile.plan;

import dev.tagalong.runtime.internal.compile.tree.Node;

/**
 * What a jump or a {@code select} depends on.
 *
 * @param comparison whether this holds; {@code null} if it is whether a number is not 0
 * @param negated whether it is the opposite
 * @param repeats whether it repeats a loop
 */
public record Condition(Node comparison, boolean negated, boolean repeats) {

    /** Whether a number is not 0. */
    static final Condition NOT_ZERO = new Condition(null, false, false);
}
