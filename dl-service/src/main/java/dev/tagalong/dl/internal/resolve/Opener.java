package dev.tagalong.dl.internal.resolve;

import dev.tagalong.dl.DlException;
import dev.tagalong.dl.internal.handle.Handle;
import dev.tagalong.dl.internal.space.SharedObject;
import dev.tagalong.runtime.ProcessEnvironment;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens libraries and loads programs. An instance in the making is an {@link Opening}: other threads that want the same
 * library wait for it, without a lock, and never in a circle.
 */
final class Opener {

    private static final Logger LOG = LoggerFactory.getLogger(Opener.class);

    private final Books books;
    private final ModuleBinder binder;
    private final Libraries libraries;
    private final OpeningWaits waits = new OpeningWaits();
    private final long patienceMillis;

    Opener(Books books, ModuleBinder binder, Libraries libraries, long patienceMillis) {
        this.books = books;
        this.binder = binder;
        this.libraries = libraries;
        this.patienceMillis = patienceMillis;
    }

    /** Opens an isolated library for Java. */
    Handle open(String name, int flags) {
        LibraryRequest request = LibraryRequest.parse(name);
        return openIsolated(() -> books.offers.find(request), OpenMode.of(flags), null);
    }

    /** Opens this isolated library for Java. */
    Handle open(ModuleOffer offer, int flags) {
        return openIsolated(() -> books.offered(offer), OpenMode.of(flags), null);
    }

    /** Opens a library for {@code opener}; its handle's id. */
    int open(String name, int flags, LinkedInstance opener) {
        OpenMode mode = OpenMode.of(flags);
        LibraryRequest request = LibraryRequest.parse(name);
        SharedObject object;
        synchronized (books.lock) {
            books.checkRunning(opener);
            LibraryEntry entry = books.offers.find(request);
            object = entry.offer.shared() ? books.shared(entry, binder) : null;
        }
        if (object != null) {
            return opener.space().open(object, mode.inSpace());
        }
        return openIsolated(() -> books.offers.find(request), mode, opener).id();
    }

    /** With how the library is found, under the lock. */
    private Handle openIsolated(Supplier<LibraryEntry> find, OpenMode mode, LinkedInstance opener) {
        while (true) {
            Opening opening;
            boolean ours;
            synchronized (books.lock) {
                books.checkRunning(opener);
                LibraryEntry entry = find.get();
                if (entry.offer.shared()) {
                    throw new DlException(entry.offer.label()
                            + " is position-independent: it is placed into the memory of a program, which opens it");
                }
                if (entry.open != null) {
                    return take(entry, opener, mode);
                }
                ours = entry.opening == null;
                if (ours) {
                    entry.opening = begin(entry, mode);
                } else {
                    waits.enter(entry.opening);
                }
                opening = entry.opening;
            }
            if (ours) {
                return complete(opening, opener, mode);
            }
            await(opening, opener);
        }
    }

    private Opening begin(LibraryEntry entry, OpenMode mode) {
        if (mode.noLoad()) {
            throw new DlException(entry.offer.label() + " is not open (RTLD_NOLOAD)");
        }
        if (entry.handle == null) {
            throw new DlException(entry.offer.label() + " has no handle id: all 65535 are in use");
        }
        LinkedInstance link = new LinkedInstance(libraries, entry, false);
        link.self = entry.handle;
        entry.members.add(link);
        books.active.add(entry);
        return new Opening(entry, link);
    }

    private void await(Opening opening, LinkedInstance waiter) {
        try {
            opening.await(waiter, patienceMillis);
        } finally {
            synchronized (books.lock) {
                waits.leave();
            }
        }
    }

    private Handle complete(Opening opening, LinkedInstance opener, OpenMode mode) {
        LibraryEntry entry = opening.entry;
        boolean done = false;
        try {
            start(opening.link, LineLog.environment(entry.offer.name()), libraries.states());
            Handle handle;
            synchronized (books.lock) {
                books.checkRunning(opener);
                Books.checkOpen(opening.link);
                entry.opening = null;
                entry.open = opening.link;
                entry.handle.lead(opening.link.instance());
                done = true;
                handle = take(entry, opener, mode);
            }
            LOG.debug("{} is open with the handle {}", opening.link.label(), handle.id());
            return handle;
        } catch (DlException e) {
            // Others fail the same way, unless it is only this opener that has ended: then one of them opens.
            if (opener == null || !opener.closed) {
                opening.fail(e);
            }
            throw e;
        } finally {
            if (!done) {
                abandon(opening);
            }
            opening.succeed();
        }
    }

    private void start(LinkedInstance link, ProcessEnvironment environment, InitialStates states) {
        try {
            Instances.start(binder, states, link, environment);
        } catch (DlException e) {
            synchronized (books.lock) {
                Books.checkOpen(link);
            }
            throw e;
        }
    }

    private void abandon(Opening opening) {
        books.change(teardown -> {
            opening.entry.opening = null;
            books.active.remove(opening.entry);
            teardown.end(opening.link);
        });
    }

    private static Handle take(LibraryEntry entry, LinkedInstance opener, OpenMode mode) {
        entry.pinned |= mode.noDelete();
        if (opener == null) {
            entry.rootReferences++;
            return entry.handle;
        }
        opener.hold(entry.handle, mode.global());
        if (opener.program) {
            entry.rootReferences++;
        } else {
            entry.libraryReferences++;
        }
        return entry.handle;
    }

    LinkedInstance load(String name, ProcessEnvironment environment) {
        LibraryRequest request = LibraryRequest.parse(name);
        return load(() -> books.offers.find(request), environment, libraries.states());
    }

    LinkedInstance load(ModuleOffer offer, ProcessEnvironment environment) {
        return load(() -> books.offered(offer), environment, libraries.states());
    }

    /** Begins the usual way, whatever states there are. */
    LinkedInstance loadAnew(ModuleOffer offer, ProcessEnvironment environment) {
        return load(() -> books.offered(offer), environment, InitialStates.NONE);
    }

    private LinkedInstance load(Supplier<LibraryEntry> find, ProcessEnvironment environment, InitialStates states) {
        LinkedInstance link;
        synchronized (books.lock) {
            books.checkRunning(null);
            LibraryEntry entry = find.get();
            link = new LinkedInstance(libraries, entry, true);
            entry.members.add(link);
        }
        boolean done = false;
        try {
            start(link, environment, states);
            synchronized (books.lock) {
                Books.checkOpen(link);
            }
            done = true;
            LOG.debug("{} is loaded", link.label());
            return link;
        } finally {
            if (!done) {
                books.change(teardown -> teardown.end(link));
            }
        }
    }
}
