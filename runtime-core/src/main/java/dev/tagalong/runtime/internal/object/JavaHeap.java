package dev.tagalong.runtime.internal.object;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;

/**
 * The Java heap that all instances share, and how much each has allocated since it was last found to have room. While it is all but
 * full, and stays so when garbage is gone, whoever has allocated most of them all is to stop; the others go on, unless next to
 * nothing is left. So who keeps little does not pay for who keeps much, and the rest of the JVM goes on.
 */
final class JavaHeap {

    /** Parts of a hundred: garbage is looked for above the first, at once above the second. */
    private static final int MUCH = 75;

    private static final int NEARLY_ALL = 85;

    /** What may be in use without garbage; above the second, nobody allocates any more. */
    private static final int MOST_IN_USE = 70;

    private static final int TOO_MUCH = 75;

    /** How many times one instance looks while it allocates as much as there can be. */
    private static final int LOOKS = 256;

    private static final Set<Share> SHARES =
            Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    private static final CollectionTimes COLLECTIONS = new CollectionTimes();

    private JavaHeap() {}

    /** After how many bytes an instance is to look. */
    static long slice() {
        return Runtime.getRuntime().maxMemory() / LOOKS;
    }

    /** How much one instance has allocated. */
    static final class Share {

        /** In bytes, since the heap last had room; set by any thread that looks at that. */
        private volatile long taken;
    }

    /** Of an instance that allocates from now on, until nobody refers to it any more. */
    static Share share() {
        Share share = new Share();
        SHARES.add(share);
        return share;
    }

    /**
     * Whether an instance that has allocated more is to stop; asked by its thread.
     *
     * @param bytes what it has allocated since it last asked
     * @param collector runs the garbage collector
     */
    static boolean isExceededBy(Share share, long bytes, Runnable collector) {
        share.taken += bytes;
        if (!isFilled(NEARLY_ALL) && !(isFilled(MUCH) && COLLECTIONS.mayCollect())) {
            return false;
        }
        COLLECTIONS.collect(collector);
        List<Share> all;
        synchronized (SHARES) {
            all = List.copyOf(SHARES);
        }
        if (!isFilled(MOST_IN_USE)) {
            all.forEach(other -> other.taken = 0);
            return false;
        }
        return isFilled(TOO_MUCH) || all.stream().allMatch(other -> other.taken <= share.taken);
    }

    private static boolean isFilled(int percent) {
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory() > runtime.maxMemory() / 100 * percent;
    }
}
