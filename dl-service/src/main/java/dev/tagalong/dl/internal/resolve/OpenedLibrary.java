package dev.tagalong.dl.internal.resolve;

import dev.tagalong.dl.DlException;
import dev.tagalong.dl.Symbol;
import dev.tagalong.dl.internal.handle.Handle;
import dev.tagalong.runtime.Function;
import dev.tagalong.runtime.Instance;
import java.util.List;
import org.osgi.framework.Bundle;
import org.osgi.framework.Version;

/** What a program has open under one id, of either kind. Safe for any thread. */
public final class OpenedLibrary {

    private final ModuleOffer offer;
    private final Handle handle;

    /** The instance in the program's memory; {@code null} for an isolated library, to which the handle leads. */
    private final Instance placed;

    OpenedLibrary(ModuleOffer offer, Handle handle, Instance placed) {
        this.offer = offer;
        this.handle = handle;
        this.placed = placed;
    }

    /** The name. */
    public String name() {
        return offer.name();
    }

    /** The version. */
    public Version version() {
        return offer.version();
    }

    /** The bundle that offers it. */
    public Bundle bundle() {
        return offer.provider().bundle();
    }

    /** For messages. */
    public String label() {
        return handle.label();
    }

    /** What it exports. */
    public List<Symbol> symbols() {
        return SymbolLookup.symbols(instance().module(), placed == null ? handle : null);
    }

    /**
     * A function's tagged index.
     *
     * @throws DlException if there is none
     */
    public int taggedIndex(String symbol) {
        if (placed != null) {
            throw new DlException(handle.label() + " is in the program's memory: its functions have table indices");
        }
        return SymbolLookup.taggedIndex(handle, instance(), symbol);
    }

    /**
     * A function.
     *
     * @throws DlException if there is none of that name
     */
    public Function function(String symbol) {
        return SymbolLookup.function(handle, instance(), symbol);
    }

    /**
     * The instance.
     *
     * @throws DlException if it is gone
     */
    public Instance instance() {
        Instance instance = placed == null ? handle.instance() : placed;
        if (instance == null || instance.closed()) {
            throw Books.stale(handle);
        }
        return instance;
    }

    /** Whether it is still there. */
    public boolean open() {
        return placed == null ? handle.instance() != null : !handle.ended() && !placed.closed();
    }
}
