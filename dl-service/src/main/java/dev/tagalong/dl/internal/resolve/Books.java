package dev.tagalong.dl.internal.resolve;

import dev.tagalong.dl.DlException;
import dev.tagalong.dl.internal.handle.Handle;
import dev.tagalong.dl.internal.handle.HandleTable;
import dev.tagalong.runtime.Engine;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The linker's state. One lock guards all of it, and nothing is called while it is held: instances are made, started,
 * closed and cancelled outside.
 */
final class Books {

    final Object lock = new Object();

    /** Guards itself: calls are resolved without the lock. */
    final HandleTable handles;

    final Offers offers;

    /** The libraries that are open or being opened. */
    final Set<LibraryEntry> active = new LinkedHashSet<>();

    /** What is no longer on offer, but in which calls are under way. */
    final Set<LibraryEntry> closing = new LinkedHashSet<>();

    /** Nothing is offered or opened any more. */
    boolean stopped;

    private final Endings endings;

    Books(Engine engine, GracePeriod grace, HandleTable handles) {
        this.handles = handles;
        offers = new Offers(handles, engine);
        endings = new Endings(this, grace);
    }

    /** Makes a change under the lock, follows all its consequences, then ends without the lock what has to end. */
    void change(Consumer<Teardown> change) {
        Teardown teardown = new Teardown(offers, active);
        synchronized (lock) {
            change.accept(teardown);
            teardown.settle(handle -> handles.release(handle, "has ended"));
            offers.assignIds();
        }
        teardown.ending().forEach(endings::end);
    }

    Endings endings() {
        return endings;
    }

    /** Under the lock: that the linker runs, and {@code opener} too, unless it is {@code null}. */
    void checkRunning(LinkedInstance opener) {
        if (stopped) {
            throw new DlException("the linker has been stopped");
        }
        if (opener != null) {
            checkOpen(opener);
        }
    }

    /** Under the lock: that an instance has not been closed. */
    static void checkOpen(LinkedInstance link) {
        if (link.closed) {
            throw new DlException(link.entry.gone != null ? link.entry.epitaph() : link.label() + " is closed");
        }
    }

    /**
     * Under the lock: a module as link spaces see it.
     *
     * @throws DlException if it has a memory of its own
     */
    OfferedObject shared(LibraryEntry entry, ModuleBinder binder) {
        if (!entry.offer.shared()) {
            throw notShared(entry);
        }
        if (entry.object == null) {
            entry.object = new OfferedObject(this, binder, entry);
        }
        return entry.object;
    }

    /** Under the lock: the entry of a module that was added, or {@code null} if nothing of it is left. */
    LibraryEntry entry(ModuleOffer offer) {
        return Stream.concat(offers.of(offer.provider().id()).stream(), closing.stream())
                .filter(entry -> entry.offer == offer)
                .findFirst()
                .orElse(null);
    }

    /**
     * Under the lock: the entry of a module that is on offer.
     *
     * @throws DlException if it is not, or cannot be opened
     */
    LibraryEntry offered(ModuleOffer offer) {
        LibraryEntry entry = offers.of(offer.provider().id()).stream()
                .filter(e -> e.offer == offer)
                .findFirst()
                .orElseThrow(() -> new DlException(offer.label() + " is offered no longer"));
        if (offer.module() == null) {
            throw new DlException(offer.label() + " is broken: " + offer.error());
        }
        return entry;
    }

    /** Why a module is not loaded with those that need it. */
    static DlException notShared(LibraryEntry entry) {
        return new DlException(
                entry.offer.label() + " has a memory of its own: nothing can be linked to it statically");
    }

    /** Why a handle leads nowhere. */
    static DlException stale(Handle handle) {
        return new DlException(
                handle.ended()
                        ? "handle " + handle.id() + " is stale: " + handle.epitaph()
                        : handle.label() + " is not open");
    }
}
