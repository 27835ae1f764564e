package dev.tagalong.runtime.internal.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the JVM's exceptions came from that left one call of compiled code. Where one place has thrown many, HotSpot throws them
 * without a stack trace ({@code OmitStackTraceInFastThrow}); then those from before tell the place, if there was but one.
 */
public final class TrapPlaces {

    /** Who has this many is not told apart any more. */
    private static final int MOST = 8;

    /** Guarded by this, as are the lists. */
    private final Map<Class<?>, List<StackTraceElement[]>> places = new HashMap<>();

    /**
     * Takes note of an exception.
     *
     * @param frames the stack trace from the place, which is the first, to where the call was entered
     */
    public synchronized void remember(Class<?> thrown, StackTraceElement[] frames) {
        List<StackTraceElement[]> known = places.computeIfAbsent(thrown, t -> new ArrayList<>(1));
        if (known.size() < MOST && known.stream().noneMatch(other -> other[0].equals(frames[0]))) {
            known.add(frames);
        }
    }

    /** The stack traces, one for each place. */
    public synchronized List<StackTraceElement[]> known(Class<?> thrown) {
        return List.copyOf(places.getOrDefault(thrown, List.of()));
    }
}
