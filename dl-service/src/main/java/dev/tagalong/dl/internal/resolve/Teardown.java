package dev.tagalong.dl.internal.resolve;

import dev.tagalong.dl.internal.handle.Handle;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What a release brings down. The books are settled under the lock of {@link Books}; the instances that have to end
 * are collected, to be closed once the lock is let go.
 *
 * <p>A library that only libraries hold may hold itself up through them. Counting does not see that, so such a library
 * is kept only if a program, a Java caller, an opening under way or RTLD_NODELETE leads to it.
 */
final class Teardown {

    private final Offers offers;
    private final Set<LibraryEntry> active;
    private final Set<LinkedInstance> ending = new LinkedHashSet<>();
    private final Deque<LinkedInstance> unsettled = new ArrayDeque<>();
    private boolean circlePossible;

    /**
     * Nothing to bring down yet.
     *
     * @param active the libraries that are open or being opened; kept up to date here
     */
    Teardown(Offers offers, Set<LibraryEntry> active) {
        this.offers = offers;
        this.active = active;
    }

    /** The instances to close. */
    Set<LinkedInstance> ending() {
        return ending;
    }

    /** Gives back references to a library; at zero it ends. */
    void release(LibraryEntry entry, boolean root, int count) {
        if (root) {
            entry.rootReferences -= count;
        } else {
            entry.libraryReferences -= count;
        }
        if (entry.open == null || entry.pinned) {
            return;
        }
        if (entry.references() == 0) {
            shut(entry);
        } else if (entry.rootReferences == 0) {
            circlePossible = true;
        }
    }

    /** Ends the open instance of a library. */
    void shut(LibraryEntry entry) {
        LinkedInstance link = entry.open;
        if (link != null) {
            entry.open = null;
            entry.pinned = false;
            active.remove(entry);
            entry.handle.lead(null);
            end(link);
        }
    }

    /** Ends an instance: it opens nothing more, and what it held is given back. */
    void end(LinkedInstance link) {
        ending.add(link);
        if (!link.closed) {
            link.closed = true;
            unsettled.add(link);
        }
    }

    /**
     * Follows all consequences.
     *
     * @param endedPrograms is given the handles of programs that ended
     */
    void settle(Consumer<Handle> endedPrograms) {
        do {
            for (LinkedInstance link = unsettled.poll(); link != null; link = unsettled.poll()) {
                giveBack(link, endedPrograms);
            }
            if (circlePossible) {
                circlePossible = false;
                unreachable().forEach(this::shut);
            }
        } while (!unsettled.isEmpty());
    }

    private void giveBack(LinkedInstance link, Consumer<Handle> endedPrograms) {
        for (LinkedInstance.Held held : link.opens.values()) {
            LibraryEntry entry = offers.of(held.handle);
            if (entry != null) {
                release(entry, link.program, held.count);
            }
        }
        link.opens.clear();
        link.selfOpens = 0;
        if (link.program && link.self != null) {
            endedPrograms.accept(link.self);
            link.self = null;
        }
    }

    private List<LibraryEntry> unreachable() {
        Deque<LinkedInstance> reached = new ArrayDeque<>();
        List<LibraryEntry> candidates = new ArrayList<>();
        for (LibraryEntry entry : active) {
            if (entry.opening != null) {
                reached.add(entry.opening.link);
            }
            if (entry.open != null) {
                if (entry.rootReferences > 0 || entry.pinned) {
                    reached.add(entry.open);
                } else {
                    candidates.add(entry);
                }
            }
        }
        Set<LinkedInstance> marked = new HashSet<>(reached);
        for (LinkedInstance link = reached.poll(); link != null; link = reached.poll()) {
            for (LinkedInstance.Held held : link.opens.values()) {
                LibraryEntry entry = offers.of(held.handle);
                if (entry != null && entry.open != null && marked.add(entry.open)) {
                    reached.add(entry.open);
                }
            }
        }
        candidates.removeIf(e -> marked.contains(e.open));
        return candidates;
    }
}
