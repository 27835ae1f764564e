package dev.tagalong.dl.internal.resolve;

import dev.tagalong.dl.LibraryInfo;
import dev.tagalong.dl.internal.handle.Handle;
import dev.tagalong.runtime.InstanceGroup;
import java.util.LinkedHashSet;
import java.util.Set;

/** An offered module and all that has become of it. Guarded by the lock of {@link Books}. */
final class LibraryEntry {

    final ModuleOffer offer;

    /** The place among its bundle's modules. */
    final int position;

    /** All its instances. */
    final InstanceGroup group;

    /** Its id; {@code null} if it is broken, or while all ids are in use. */
    Handle handle;

    /** The opening that is under way, if one is. */
    Opening opening;

    /** The instance that the bundle owns, while it is open. */
    LinkedInstance open;

    /** How many opens by programs and by Java have not been closed. */
    int rootReferences;

    /** How many opens by libraries have not been closed. */
    int libraryReferences;

    /** In how many programs it is loaded, if it is position-independent. */
    int loaded;

    /** What link spaces know it by, once it has been asked for. */
    OfferedObject object;

    /** Whether it stays open without references (RTLD_NODELETE). */
    boolean pinned;

    /** Why it is no longer offered; {@code null} while it is. */
    Departure gone;

    /** Every instance of the module in which code may run: the open one, programs, and closed ones still busy. */
    final Set<LinkedInstance> members = new LinkedHashSet<>();

    LibraryEntry(ModuleOffer offer, int position, InstanceGroup group) {
        this.offer = offer;
        this.position = position;
        this.group = group;
    }

    int references() {
        return rootReferences + libraryReferences;
    }

    LibraryInfo info() {
        return new LibraryInfo(
                handle == null || handle.ended() ? 0 : handle.id(),
                offer.name(),
                offer.version(),
                offer.provider().id(),
                offer.provider().name(),
                state(),
                offer.shared() ? loaded : gone == null ? references() : 0,
                offer.error());
    }

    /** How a module stands of which nothing is left. */
    static LibraryInfo gone(ModuleOffer offer) {
        return new LibraryInfo(
                0,
                offer.name(),
                offer.version(),
                offer.provider().id(),
                offer.provider().name(),
                offer.module() == null ? LibraryInfo.State.BROKEN : LibraryInfo.State.CLOSING,
                0,
                offer.error());
    }

    private LibraryInfo.State state() {
        if (offer.module() == null) {
            return LibraryInfo.State.BROKEN;
        }
        if (gone != null) {
            return LibraryInfo.State.CLOSING;
        }
        return open != null || loaded > 0 ? LibraryInfo.State.OPEN : LibraryInfo.State.OFFERED;
    }

    /** What happened to it, such as {@code library app.wasm 1.0.0 (bundle x) was updated}. */
    String epitaph() {
        return handle != null && handle.ended() ? handle.epitaph() : offer.label() + " " + gone.text();
    }
}
