package dev.tagalong.runtime.internal.tier;

/**
 * When functions are compiled.
 *
 * @param calls how many calls and iterations of loops make a function hot
 * @param callsPerInstruction how many more for each instruction: what the compilers take grows with a function's size
 * @param atOnce whether what finds that a function is hot waits until it is compiled, so that each run does the same
 */
public record Hotness(int calls, int callsPerInstruction, boolean atOnce) {

    /**
     * The interpreter takes some half a millisecond for the calls; the compilers, this one and HotSpot's two, take some
     * milliseconds for the function. To wait until both are equal leaves programs slow for longer than it spares them.
     */
    static final Hotness DEFAULT = new Hotness(4_000, 5, false);
}
