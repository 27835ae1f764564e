package dev.tagalong.itests.felix.storm;

import dev.tagalong.runtime.TrapKind;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;

/** How the callers' steps ended. Safe for any thread. */
final class Tally {

    private static final int MOST_FAILURES = 20;

    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private final LongAdder answers = new LongAdder();

    /** A right answer. */
    void answer() {
        answers.increment();
    }

    /** A trap, for a reason that a storm may bring. */
    void trap(TrapKind kind) {
        count(kind.message());
    }

    /** An open or a symbol that was refused, with a reason. */
    void refusal() {
        count("refused");
    }

    /** What must not happen. */
    void failure(Throwable failure) {
        if (failures.size() < MOST_FAILURES) {
            failures.add(failure);
        }
    }

    /** How many right answers there were. */
    long answers() {
        return answers.sum();
    }

    /** Fails with all that must not have happened. */
    void check(String circumstances) {
        if (!failures.isEmpty()) {
            AssertionError error = new AssertionError(failures.size() + " or more failures, " + circumstances);
            failures.forEach(error::addSuppressed);
            throw error;
        }
    }

    private void count(String what) {
        counts.computeIfAbsent(what, w -> new LongAdder()).increment();
    }

    @Override
    public String toString() {
        return answers + " answers, " + new TreeMap<>(counts);
    }
}
