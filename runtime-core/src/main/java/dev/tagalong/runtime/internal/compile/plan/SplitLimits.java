package dev.tagalong.runtime.internal.compile.plan;

/**
 * How big the methods may be that a function is cut into, in estimated bytes of JVM bytecode.
 *
 * @param whole a function up to this size stays in one method
 * @param region a region is ended before it gets bigger than this
 * @param leastRegion less than this is not worth a method of its own
 * @param prelude what computes the index of a dispatch stays beside it up to this size
 */
public record SplitLimits(int whole, int region, int leastRegion, int prelude) {

    /** What HotSpot compiles well. */
    public static final SplitLimits DEFAULT = new SplitLimits(4_800, 2_200, 70, 600);

    private static final int LEAST = 300;

    /** The same, with no method bigger than so many bytes. */
    SplitLimits most(int bytes) {
        return new SplitLimits(Math.min(whole, bytes), Math.min(region, bytes), leastRegion, prelude);
    }

    /** Half as big, or {@code null} if that leads nowhere. */
    public SplitLimits smaller() {
        return region / 2 < LEAST ? null : new SplitLimits(whole / 2, region / 2, leastRegion, prelude / 2);
    }
}
