package dev.tagalong.runtime.internal.object;

import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.TrapKind;

/** How big objects are on the Java heap, about; it depends on the JVM and its options. */
public final class Heap {

    static final int HEADER_BYTES = 12;
    private static final int ARRAY_BYTES = 16;
    private static final int ALIGNMENT = 8;

    /** Of a Java array; some JVMs allow a few more. */
    static final int MOST_ELEMENTS = Integer.MAX_VALUE - 8;

    private Heap() {}

    static Trap noRoom(int length) {
        return new Trap(TrapKind.OUT_OF_MEMORY, "an array of " + Integer.toUnsignedString(length) + " elements", null);
    }

    static int aligned(int bytes) {
        return bytes + ALIGNMENT - 1 & -ALIGNMENT;
    }

    /** An array of so many elements, with its header object; {@code length} is unsigned. */
    public static long arrayBytes(Storage element, int length) {
        return 2 * ARRAY_BYTES + Integer.toUnsignedLong(length) * element.bytes;
    }

    /**
     * Makes sure that there is room for an array.
     *
     * @param length unsigned
     * @param element how many bytes an element takes
     * @return how many bytes the array takes, about
     * @throws Trap if there is none
     */
    public static long reserve(int length, int element, HeapLimit limit) {
        if (length < 0 || length > MOST_ELEMENTS / (element > Long.BYTES ? 2 : 1)) {
            throw noRoom(length);
        }
        long bytes = 2 * ARRAY_BYTES + (long) length * element;
        limit.require(bytes);
        return bytes;
    }
}
