package dev.tagalong.runtime.internal.memory;

/**
 * Addresses of 64-bit memories, for code that accesses bytes by an {@code int} or by a {@code long} whose top bit says that
 * it is outside. No array and no memory reaches so far that an address in range would be lost.
 */
public final class Addresses {

    private Addresses() {}

    /** The address as an index of an array: negative if it has more than 31 bits. */
    public static int narrow(long address) {
        return address >>> Integer.SIZE - 1 == 0 ? (int) address : -1;
    }

    /** The unsigned sum of an address and an instruction's offset: negative, and as aligned, if it has more than 63 bits. */
    public static long effective(long address, long offset) {
        long sum = address + offset;
        return Long.compareUnsigned(sum, address) < 0 ? sum | Long.MIN_VALUE : sum;
    }
}
