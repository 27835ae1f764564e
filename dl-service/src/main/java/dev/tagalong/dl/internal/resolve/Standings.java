package dev.tagalong.dl.internal.resolve;

import dev.tagalong.dl.LibraryInfo;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** How modules stand that were added, and whether they could be opened now. Keeps nothing; safe for any thread. */
public final class Standings {

    private final Books books;
    private final ModuleBinder binder;

    /**
     * How a module stands.
     *
     * @param info the books' word
     * @param unlinkable why one that is on offer could not be opened now, as far as that is known without doing so, or {@code null}
     */
    public record Standing(LibraryInfo info, String unlinkable) {}

    /** What the books say under their lock. */
    private record Entered(ModuleOffer offer, LibraryInfo info, String lacks) {}

    Standings(Books books, ModuleBinder binder) {
        this.books = books;
        this.binder = binder;
    }

    /** Of the modules on offer, and of those still closing, by bundle id. */
    public List<Standing> all() {
        List<Entered> all = new ArrayList<>();
        synchronized (books.lock) {
            books.offers.all().forEach(e -> all.add(entered(e)));
            books.closing.forEach(e -> all.add(entered(e)));
        }
        all.sort(Comparator.comparingLong(e -> e.info.bundleId()));
        return all.stream().map(this::standing).toList();
    }

    /** Of a module that has been added; one that is gone is closing. */
    public Standing of(ModuleOffer offer) {
        Entered entered;
        synchronized (books.lock) {
            LibraryEntry entry = books.entry(offer);
            entered = entry == null ? new Entered(offer, LibraryEntry.gone(offer), null) : entered(entry);
        }
        return standing(entered);
    }

    private Entered entered(LibraryEntry entry) {
        String lacks = entry.gone == null ? new NeedsPlan(books.offers).lacks(entry) : null;
        return new Entered(entry.offer, entry.info(), lacks);
    }

    private Standing standing(Entered entered) {
        boolean asked = switch (entered.info.state()) {
            case OFFERED, OPEN -> entered.lacks == null;
            case CLOSING, BROKEN -> false;
        };
        return new Standing(entered.info, asked ? binder.lacks(entered.offer) : entered.lacks);
    }
}
