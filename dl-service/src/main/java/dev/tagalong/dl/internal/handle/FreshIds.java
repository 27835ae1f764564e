package dev.tagalong.dl.internal.handle;

import java.util.HashMap;
import java.util.Map;
import java.util.function.IntUnaryOperator;

/**
 * The ids that were never given out, in an order that is drawn as they are: a permutation (Fisher and Yates) of which only the places are
 * kept that differ from the order of numbers. Not thread-safe.
 */
final class FreshIds {

    private final int count;
    private final IntUnaryOperator random;
    private final Map<Integer, Integer> moved = new HashMap<>();
    private int given;

    /**
     * The ids from 1 to {@code count}.
     *
     * @param random draws a number from 0 to below its argument
     */
    FreshIds(int count, IntUnaryOperator random) {
        this.count = count;
        this.random = random;
    }

    /** The next, or 0 if all were given out. */
    int next() {
        if (given == count) {
            return 0;
        }
        int place = given + random.applyAsInt(count - given);
        int first = at(given);
        int drawn = at(place);
        moved.remove(given);
        if (place != given) {
            moved.put(place, first);
        }
        given++;
        return drawn;
    }

    private int at(int place) {
        return moved.getOrDefault(place, place + 1);
    }
}
