package dev.tagalong.runtime;

import java.time.Duration;
import java.util.Objects;

/**
 * What an instance may use. Values are immutable; the {@code with} methods give changed copies.
 *
 * @param memoryPages the most pages of 64 KiB that each of its own memories may have; 0 to {@link #MAX_MEMORY_PAGES}, past
 *     65,536 for 64-bit memories only. One that is allowed more than 32,767, by this and by its type, is a little slower to
 *     access, and several times slower once it has more; it then takes of the Java heap what is used of it
 * @param tableEntries the most entries that each of its own tables may have; 0 to 10,000,000
 * @param callDepth the most calls under way at once on a thread, counted from the call that entered from Java; 1 to
 *     1,000,000. A thread whose Java stack is too small for it traps earlier, in the same way
 * @param deadline how long one call from Java may take, from entry to return; {@link Duration#ZERO} for no deadline,
 *     at most 2<sup>63</sup> - 1 ns (292 years)
 * @param threads the most {@link Instance#newThread threads} that a program may have at once besides those that call it; 0
 *     for none, {@link #ANY_THREADS} for as many as it likes
 * @param gcBytes about how many bytes of the Java heap its structures and arrays may take, at least 0; {@link #ANY_BYTES} for no
 *     limit. It is told by samples, to a few percent. One that makes much garbage may be over it for as long as ten collections of
 *     the Java heap take; one that asks for more at once traps at once
 */
public record InstanceLimits(
        int memoryPages, int tableEntries, int callDepth, Duration deadline, int threads, long gcBytes) {

    /** As many threads as a program likes. */
    public static final int ANY_THREADS = Integer.MAX_VALUE;

    /** As many bytes as structures and arrays like to take. */
    public static final long ANY_BYTES = Long.MAX_VALUE;

    /** The most pages that an instance can be allowed: 16 GiB. */
    public static final int MAX_MEMORY_PAGES = 262_144;

    /** Clocks count nanoseconds in 64 bits. */
    static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

    /** 32,767 pages (just under 2 GiB), 1,000,000 entries, a call depth of 10,000, no deadline, any number of threads and bytes. */
    public static final InstanceLimits DEFAULT = new InstanceLimits(32_767, 1_000_000, 10_000, Duration.ZERO);

    /** Checks the ranges. */
    public InstanceLimits {
        check("memoryPages", memoryPages, 0, MAX_MEMORY_PAGES);
        check("tableEntries", tableEntries, 0, 10_000_000);
        check("callDepth", callDepth, 1, 1_000_000);
        check("threads", threads, 0, ANY_THREADS);
        if (Objects.requireNonNull(deadline, "deadline").isNegative()) {
            throw new IllegalArgumentException("deadline is negative: " + deadline);
        }
        if (gcBytes < 0) {
            throw new IllegalArgumentException("gcBytes must be at least 0: " + gcBytes);
        }
        if (deadline.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("deadline is more than 292 years: " + deadline);
        }
    }

    /** With any number of threads and bytes. */
    public InstanceLimits(int memoryPages, int tableEntries, int callDepth, Duration deadline) {
        this(memoryPages, tableEntries, callDepth, deadline, ANY_THREADS, ANY_BYTES);
    }

    private static void check(String what, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(what + " must be from " + least + " to " + most + ": " + value);
        }
    }

    /** With another {@link #memoryPages()}. */
    public InstanceLimits withMemoryPages(int pages) {
        return new InstanceLimits(pages, tableEntries, callDepth, deadline, threads, gcBytes);
    }

    /** With another {@link #tableEntries()}. */
    public InstanceLimits withTableEntries(int entries) {
        return new InstanceLimits(memoryPages, entries, callDepth, deadline, threads, gcBytes);
    }

    /** With another {@link #callDepth()}. */
    public InstanceLimits withCallDepth(int depth) {
        return new InstanceLimits(memoryPages, tableEntries, depth, deadline, threads, gcBytes);
    }

    /** With another {@link #deadline()}. */
    public InstanceLimits withDeadline(Duration time) {
        return new InstanceLimits(memoryPages, tableEntries, callDepth, time, threads, gcBytes);
    }

    /** With another {@link #threads()}. */
    public InstanceLimits withThreads(int most) {
        return new InstanceLimits(memoryPages, tableEntries, callDepth, deadline, most, gcBytes);
    }

    /** With another {@link #gcBytes()}. */
    public InstanceLimits withGcBytes(long bytes) {
        return new InstanceLimits(memoryPages, tableEntries, callDepth, deadline, threads, bytes);
    }
}
