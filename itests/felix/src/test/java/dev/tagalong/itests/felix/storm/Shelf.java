package dev.tagalong.itests.felix.storm;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;

/**
 * The libraries of the storm and what each may answer. Library {@code k} of revision {@code r} adds
 * {@code k * REVISIONS + r} to its argument, so an answer tells which library and which revision gave it. Safe for any
 * thread.
 */
final class Shelf {

    /** More revisions of a library than any storm makes. */
    private static final int REVISIONS = 10_000_000;

    private final AtomicIntegerArray announced;
    private final AtomicIntegerArray settled;

    /** A shelf of so many libraries, none of which is there yet. */
    Shelf(int libraries) {
        announced = new AtomicIntegerArray(libraries);
        settled = new AtomicIntegerArray(libraries);
    }

    /** How many libraries there are. */
    int size() {
        return announced.length();
    }

    /** A library's name. */
    static String name(int library) {
        return "lib" + library + ".wasm";
    }

    /** The stamp of a library's next revision, which may answer from now on. */
    int announce(int library) {
        return stamp(library, announced.incrementAndGet(library));
    }

    /** The announced revision is active: who opens the library from now on does not get an older one. */
    void settle(int library) {
        settled.set(library, announced.get(library));
    }

    /** The oldest revision that an open which begins now may get. */
    int oldest(int library) {
        return settled.get(library);
    }

    /** How many revisions there were in all. */
    int revisions() {
        return IntStream.range(0, size()).map(announced::get).sum();
    }

    /**
     * Which revision a stamp is of.
     *
     * @throws AssertionError if it is another library's, or of a revision that never was
     */
    int revision(int library, int stamp) {
        int revision = stamp - stamp(library, 0);
        if (revision < 1 || revision > announced.get(library)) {
            throw new AssertionError("wrong answer: " + name(library) + " cannot have the stamp " + stamp);
        }
        return revision;
    }

    private static int stamp(int library, int revision) {
        return library * REVISIONS + revision;
    }
}
