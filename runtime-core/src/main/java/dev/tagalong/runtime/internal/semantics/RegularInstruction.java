package dev.tagalong.runtime.internal.semantics;

/**
 * A regular instruction on slots, where a number is raw bits and a reference is an object. Has no state; safe for all threads.
 */
public interface RegularInstruction {

    /**
     * Executes it. Nothing is boxed, and a trap leaves the slots as they were.
     *
     * @param numbers the slots of numbers; an i32 has its sign in the upper half
     * @param references the slots of references
     * @param at the slot of the deepest operand; the results are from there on
     * @param instance the instance, for an instruction on its memories, tables or segments; else it may be {@code null}
     * @param index the first index among the immediates, if there is one
     * @param index2 the second index, likewise
     */
    void execute(long[] numbers, Object[] references, int at, Object instance, int index, int index2);
}
