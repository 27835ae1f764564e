package dev.tagalong.dl.internal.service;

import dev.tagalong.dl.DlException;
import dev.tagalong.dl.Library;
import dev.tagalong.dl.Symbol;
import dev.tagalong.dl.internal.handle.Handle;
import dev.tagalong.dl.internal.resolve.Libraries;
import dev.tagalong.dl.internal.resolve.SymbolLookup;
import dev.tagalong.runtime.Function;
import dev.tagalong.runtime.Instance;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.osgi.framework.Bundle;
import org.osgi.framework.Version;

/** A reference that Java holds. It keeps the bundle in view, but nothing of the module once that is gone. */
final class OpenLibrary implements Library {

    private final Libraries libraries;
    private final Handle handle;
    private final Libraries.Description description;
    private final Consumer<Library> whenClosed;
    private final AtomicBoolean closed = new AtomicBoolean();

    OpenLibrary(Libraries libraries, Handle handle, Libraries.Description description, Consumer<Library> whenClosed) {
        this.libraries = libraries;
        this.handle = handle;
        this.description = description;
        this.whenClosed = whenClosed;
    }

    @Override
    public int id() {
        return handle.id();
    }

    @Override
    public String name() {
        return description.name();
    }

    @Override
    public Version version() {
        return description.version();
    }

    @Override
    public Bundle bundle() {
        return description.bundle();
    }

    @Override
    public List<Symbol> symbols() {
        return SymbolLookup.symbols(instance().module(), handle);
    }

    @Override
    public int taggedIndex(String symbol) {
        return SymbolLookup.taggedIndex(handle, instance(), symbol);
    }

    @Override
    public int pointer(String symbol) {
        return taggedIndex(symbol);
    }

    @Override
    public Function function(String symbol) {
        return SymbolLookup.function(handle, instance(), symbol);
    }

    @Override
    public <T> T as(Class<T> type) {
        return type.cast(LibraryProxy.of(this, type));
    }

    @Override
    public Instance instance() {
        if (closed.get()) {
            throw new DlException("this reference to " + handle.label() + " is closed");
        }
        Instance instance = handle.instance();
        if (instance == null) {
            throw Libraries.stale(handle);
        }
        return instance;
    }

    @Override
    public boolean open() {
        return !closed.get() && handle.instance() != null;
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            whenClosed.accept(this);
            libraries.release(handle);
        }
    }

    @Override
    public String toString() {
        return handle.label();
    }
}
