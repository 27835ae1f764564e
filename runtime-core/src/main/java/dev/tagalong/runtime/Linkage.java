package dev.tagalong.runtime;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Resolves tagged function indices for one instance: what its {@code call_indirect} asks once an operand lies past the
 * end of its own table.
 *
 * <p>Implementations are called by any thread that runs the instance, on the slow path of a call: the engine may
 * remember an answer for a call site for as long as {@link Function#live()} holds.
 */
@ConsumerType
public interface Linkage {

    /**
     * The function that {@code taggedIndex} (see {@link TaggedIndex}) stands for.
     *
     * @return the function, never {@code null}
     * @throws Trap of kind {@link TrapKind#UNDEFINED_ELEMENT} with a text that says why there is
     *     none: an id that was never given out, one that is stale, or a function index out of range
     */
    Function resolve(int taggedIndex);

    /**
     * The function that a call through a null entry of a table reaches: none, unless functions are bound when they are
     * first called.
     *
     * @param index the entry's index in {@code table}
     * @return the function, never {@code null}
     * @throws Trap of kind {@link TrapKind#UNINITIALIZED_ELEMENT}, which may say what the entry is or was
     */
    default Function vacant(Table table, int index) {
        throw new Trap(TrapKind.UNINITIALIZED_ELEMENT, Integer.toString(index));
    }

    /**
     * Tells which instance this linkage was given to. The engine calls it once, when the instance is complete but for
     * its active segments and start function: what runs from then on can be stopped with {@link Instance#cancel}.
     */
    default void attached(Instance instance) {}

    /** The smallest table size that would shadow a live tagged index; growing a table to more entries fails. */
    default int tableCeiling() {
        return TaggedIndex.FIRST;
    }
}
