package dev.tagalong.runtime.internal.thread;

/**
 * Whether the thread's Java stack has room for something that must not stop half-way: to load classes, to compile, to call
 * the host. A class loader of OSGi that meets the end of the stack may find a class never again, and a class whose
 * initialization ends there can never be used (JLS 12.4.2); a program can bring a stack to its end wherever it likes. So such
 * work first takes as much of the stack as it may need, by a recursion that changes nothing.
 */
public final class StackRoom {

    /** Some 27 KiB of C2's frames, in a microsecond; 70 KiB of C1's or of HotSpot's interpreter's. */
    private static final int DEPTH = 250;

    private StackRoom() {}

    /** @throws StackOverflowError if there is not enough room; nothing has happened then */
    public static void require() {
        descend(DEPTH, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
    }

    /** Its many numbers make C2's frames large. They go round, so that no compiler makes a loop of it. */
    private static long descend(
            int depth, long a, long b, long c, long d, long e, long f, long g, long h, long i, long j, long k, long l) {
        if (depth == 0) {
            return a;
        }
        long below = descend(depth - 1, b, c, d, e, f, g, h, i, j, k, l, a + depth);
        return below + a * b + c * d + e * f + g * h + i * j + k * l;
    }
}
