package dev.tagalong.runtime.internal.object;

/** How long garbage collections take that somebody asks for: they are dear, so they are to be no more than a tenth of the time. */
final class CollectionTimes {

    private static final int MOST_OF_TIME = 10;

    private volatile long last;
    private volatile long took;

    /** Whether the last one was long enough ago. */
    boolean mayCollect() {
        return took == 0 || System.nanoTime() - last >= MOST_OF_TIME * took;
    }

    /** Collects. */
    void collect(Runnable collector) {
        long before = System.nanoTime();
        collector.run();
        last = System.nanoTime();
        took = last - before;
    }
}
