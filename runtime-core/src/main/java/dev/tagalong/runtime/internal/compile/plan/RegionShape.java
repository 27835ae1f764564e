package dev.tagalong.runtime.internal.compile.plan;

import java.util.BitSet;

/**
 * What passes between a region's method and its caller: as parameters only what the region needs, as the result the first
 * of the locals that the region changes, and which way it ended, if there are several. The sets are not to be changed.
 *
 * @param needs what it takes besides locals
 * @param ins the locals that its method takes as parameters
 * @param outs the locals that its method changes for others
 * @param used the locals that its method uses
 * @param result the local that its method answers, or -1; with the number of the way above it if there are several
 * @param ways how many ways it ends
 * @param residents the variables of the frame that its method uses, and does not merely pass through it
 * @param written the variables that it writes
 * @param contents what is inside
 */
public record RegionShape(
        Needs needs,
        BitSet ins,
        BitSet outs,
        BitSet used,
        int result,
        int ways,
        int[] residents,
        BitSet written,
        RegionContents.Contents contents) {

    /**
     * What a method takes.
     *
     * @param numbers the frame's {@code long[]}
     * @param references the frame's {@code Object[]}
     * @param bytes memory 0's array
     */
    public record Needs(boolean numbers, boolean references, boolean instance, boolean remaining, boolean bytes) {

        static final Needs NONE = new Needs(false, false, false, false, false);

        Needs or(Needs other) {
            return new Needs(
                    numbers || other.numbers,
                    references || other.references,
                    instance || other.instance,
                    remaining || other.remaining,
                    bytes || other.bytes);
        }
    }

    /** Whether it has one way to end only, which its method need not tell. */
    public boolean endsOneWay() {
        return ways == 1;
    }

    /** Whether its method uses the context of the thread. */
    public boolean usesContext() {
        return contents.usesContext();
    }

    /** Whether running it may replace memory 0's array. */
    public boolean growsMemory() {
        return contents.growsMemory();
    }

    /** Whether its method calls other regions. */
    public boolean callsRegions() {
        return contents.callsRegions();
    }
}
