package dev.tagalong.dl.internal.resolve;

import dev.tagalong.dl.DlException;
import dev.tagalong.dl.LibraryNeed;
import dev.tagalong.dl.internal.dylink.Dylink;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Says what would be loaded with a module, without loading anything. Used under the lock of {@link Books}. */
final class NeedsPlan {

    private final Offers offers;
    private final List<LibraryNeed> needs = new ArrayList<>();
    private final Set<LibraryEntry> seen = new HashSet<>();
    private final Deque<LibraryEntry> next = new ArrayDeque<>();

    NeedsPlan(Offers offers) {
        this.offers = offers;
    }

    /** What a module needs, and what that needs: breadth first, each module's needs once. */
    List<LibraryNeed> of(LibraryEntry root) {
        enter(root);
        for (LibraryEntry entry = next.poll(); entry != null; entry = next.poll()) {
            Dylink dylink = entry.offer.dylink();
            if (dylink != null) {
                for (String name : dylink.needed()) {
                    needs.add(need(entry, name));
                }
            }
        }
        return List.copyOf(needs);
    }

    /** What hinders a module's needs from being loaded with it, or {@code null} if nothing does. */
    String lacks(LibraryEntry root) {
        String lacks = of(root).stream()
                .filter(need -> need.error() != null)
                .map(need -> "it needs " + Texts.quote(need.name()) + ": " + need.error())
                .collect(Collectors.joining("; "));
        return lacks.isEmpty() ? null : lacks;
    }

    private void enter(LibraryEntry entry) {
        if (seen.add(entry)) {
            next.add(entry);
        }
    }

    private LibraryNeed need(LibraryEntry by, String name) {
        try {
            LibraryEntry chosen = offers.need(by.offer, name);
            if (!chosen.offer.shared()) {
                throw Books.notShared(chosen);
            }
            enter(chosen);
            return new LibraryNeed(by.offer.name(), name, chosen.info(), null);
        } catch (DlException e) {
            return new LibraryNeed(by.offer.name(), name, null, e.getMessage());
        }
    }
}
