package dev.tagalong.runtime.internal.compile.plan;

import java.util.BitSet;

/** What one method of a function that is cut uses: found out by a {@link UseScan}. */
final class MethodUse {

    /** The variables that it reads or writes. */
    final BitSet used = new BitSet();

    /** The variables that it writes. */
    final BitSet written = new BitSet();

    boolean instance;
    boolean remaining;

    /** Memory 0's array. */
    boolean bytes;

    /** Whether memory 0's array may be another one at times. */
    boolean reloads;

    /** In how many ways it ends, if it is a region's. */
    int ways;

    /** Whether the function's return is among these. */
    boolean returns;
}
