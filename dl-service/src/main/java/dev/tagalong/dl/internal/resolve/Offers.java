package dev.tagalong.dl.internal.resolve;

import dev.tagalong.dl.DlException;
import dev.tagalong.dl.internal.handle.Handle;
import dev.tagalong.dl.internal.handle.HandleTable;
import dev.tagalong.runtime.Engine;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.osgi.framework.Version;

/** The modules on offer and their ids. Guarded by the lock of {@link Books}. */
final class Offers {

    private static final Comparator<LibraryEntry> BEST_FIRST = Comparator.<LibraryEntry, Version>comparing(
                    e -> e.offer.version(), Comparator.reverseOrder())
            .thenComparing(e -> e.offer.provider().id())
            .thenComparing(e -> e.position);

    private static final int MOST_SUGGESTIONS = 8;

    private final HandleTable handles;
    private final Engine engine;
    private final Map<String, SortedSet<LibraryEntry>> byName = new TreeMap<>();
    private final Map<Long, List<LibraryEntry>> byBundle = new TreeMap<>();
    private final Map<Handle, LibraryEntry> byHandle = new HashMap<>();
    private final Set<LibraryEntry> waitingForId = new LinkedHashSet<>();

    /** The handles that ended with a bundle's last stop, until it is known whether that was more than a stop. */
    private final Map<Long, List<Handle>> lastEnded = new HashMap<>();

    Offers(HandleTable handles, Engine engine) {
        this.handles = handles;
        this.engine = engine;
    }

    /** Adds what a bundle offers; those that can be opened get ids, as far as there are any. */
    void add(long bundleId, List<ModuleOffer> offers) {
        lastEnded.remove(bundleId);
        List<LibraryEntry> entries = new ArrayList<>(offers.size());
        for (ModuleOffer offer : offers) {
            LibraryEntry entry = new LibraryEntry(offer, entries.size(), engine.group(offer.label()));
            entries.add(entry);
            byName.computeIfAbsent(offer.name(), n -> new TreeSet<>(BEST_FIRST)).add(entry);
            if (offer.module() != null && !offer.shared()) {
                waitingForId.add(entry);
            }
        }
        byBundle.put(bundleId, entries);
        assignIds();
    }

    /** Takes away what a bundle offers and ends the handles; the entries say {@code gone} from now on. */
    List<LibraryEntry> remove(long bundleId, Departure departure) {
        List<LibraryEntry> entries = byBundle.remove(bundleId);
        if (entries == null) {
            return List.of();
        }
        List<Handle> ended = new ArrayList<>();
        for (LibraryEntry entry : entries) {
            entry.gone = departure;
            waitingForId.remove(entry);
            SortedSet<LibraryEntry> namesakes = byName.get(entry.offer.name());
            namesakes.remove(entry);
            if (namesakes.isEmpty()) {
                byName.remove(entry.offer.name());
            }
            if (entry.handle != null) {
                byHandle.remove(entry.handle);
                handles.release(entry.handle, departure.text());
                ended.add(entry.handle);
            }
        }
        lastEnded.put(bundleId, ended);
        assignIds();
        return entries;
    }

    /** Says better why a bundle's handles ended when it was last removed; does nothing once it is back. */
    void restate(long bundleId, Departure departure) {
        List<Handle> ended = lastEnded.remove(bundleId);
        if (ended != null) {
            ended.forEach(h -> h.restate(departure.text()));
        }
    }

    /** Gives ids that have become free to those that wait for one, the longest waiting first. */
    void assignIds() {
        for (Iterator<LibraryEntry> i = waitingForId.iterator(); i.hasNext(); ) {
            LibraryEntry entry = i.next();
            Handle handle = handles.assign("library " + entry.offer.label());
            if (handle == null) {
                return;
            }
            entry.handle = handle;
            byHandle.put(handle, entry);
            i.remove();
        }
    }

    /**
     * The best module for a request: of those that can be opened the highest version, then the lowest bundle id. If none has
     * the name, and that is a path, its last part is the name.
     *
     * @throws DlException if there is none, or only broken ones
     */
    LibraryEntry find(LibraryRequest request) {
        SortedSet<LibraryEntry> candidates = byName.get(request.name());
        if (candidates == null) {
            candidates = byName.get(fileName(request.name()));
        }
        if (candidates == null) {
            throw new AbsentModule(request.name(), byName.keySet());
        }
        LibraryEntry broken = null;
        for (LibraryEntry entry : candidates) {
            if (request.accepts(entry.offer.version())) {
                if (entry.offer.module() != null) {
                    return entry;
                }
                broken = broken == null ? entry : broken;
            }
        }
        if (broken != null) {
            throw broken(broken);
        }
        throw new DlException("no module named " + Texts.quote(request.name()) + " has a version in " + request.range()
                + "; there is " + describe(candidates));
    }

    /**
     * The module that one needs: that of the bundle from which its own gets it, if the resolver has wired them; else of its
     * own bundle; else the best on offer.
     *
     * @throws DlException if there is none
     */
    LibraryEntry need(ModuleOffer by, String name) {
        Map<String, Long> wires = by.provider().wires();
        Long wired = wires.getOrDefault(name, wires.get(fileName(name)));
        LibraryEntry chosen = offered(wired == null ? by.provider().id() : wired, name);
        if (chosen != null) {
            return chosen;
        }
        if (wired == null) {
            return find(new LibraryRequest(name, null));
        }
        throw new DlException(
                "bundle " + wired + ", from which it is required, offers it no longer or not yet: is it started?");
    }

    /** What a bundle offers under a name, or {@code null}. */
    private LibraryEntry offered(long bundle, String name) {
        for (LibraryEntry entry : byBundle.getOrDefault(bundle, List.of())) {
            if (entry.offer.name().equals(name) || entry.offer.name().equals(fileName(name))) {
                if (entry.offer.module() == null) {
                    throw broken(entry);
                }
                return entry;
            }
        }
        return null;
    }

    /** The last part of a path: a module may be asked for as a file of some folder, but bundles have none. */
    private static String fileName(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static DlException broken(LibraryEntry entry) {
        return new DlException(entry.offer.label() + " is broken: " + entry.offer.error());
    }

    private static String describe(Collection<LibraryEntry> candidates) {
        return candidates.stream()
                .limit(MOST_SUGGESTIONS)
                .map(e -> e.offer.version() + " (bundle " + e.offer.provider().name() + ")")
                .collect(Collectors.joining(", "));
    }

    /** The entry whose handle this is, or {@code null} if it is gone or was never a library's. */
    LibraryEntry of(Handle handle) {
        return byHandle.get(handle);
    }

    /** All that is on offer, by bundle id, then in the header's order. */
    List<LibraryEntry> all() {
        return byBundle.values().stream().flatMap(List::stream).toList();
    }

    /** What a bundle offers, in the header's order. */
    List<LibraryEntry> of(long bundle) {
        return byBundle.getOrDefault(bundle, List.of());
    }

    /** The bundles that offer something. */
    List<Long> bundles() {
        return List.copyOf(byBundle.keySet());
    }
}
