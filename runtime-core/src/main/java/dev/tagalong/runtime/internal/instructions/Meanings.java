package dev.tagalong.runtime.internal.instructions;

import dev.tagalong.runtime.internal.semantics.MeaningSet;

/** Where each regular instruction's meaning is. */
public final class Meanings {

    /** Those of all. */
    public static final MeaningSet ALL =
            MeaningSet.NUMERIC.with(MemoryInstructions.class, TableInstructions.class, AtomicInstructions.class);

    private Meanings() {}
}
