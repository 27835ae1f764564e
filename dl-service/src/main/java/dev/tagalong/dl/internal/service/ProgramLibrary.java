package dev.tagalong.dl.internal.service;

import dev.tagalong.dl.Library;
import dev.tagalong.dl.Symbol;
import dev.tagalong.dl.internal.resolve.LinkedInstance;
import dev.tagalong.dl.internal.resolve.OpenedLibrary;
import dev.tagalong.runtime.Function;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.Trap;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.osgi.framework.Bundle;
import org.osgi.framework.Version;

/** A reference that a program holds on behalf of Java. What it does is done as the program, by one thread at a time. */
final class ProgramLibrary implements Library {

    private final LinkedInstance program;
    private final int id;
    private final OpenedLibrary library;
    private final AtomicBoolean closed = new AtomicBoolean();

    /** What {@code program} has just opened under an id. */
    ProgramLibrary(LinkedInstance program, int id) {
        this.program = program;
        this.id = id;
        this.library = program.opened(id);
    }

    @Override
    public int id() {
        return id;
    }

    @Override
    public String name() {
        return library.name();
    }

    @Override
    public Version version() {
        return library.version();
    }

    @Override
    public Bundle bundle() {
        return library.bundle();
    }

    @Override
    public List<Symbol> symbols() {
        return library.symbols();
    }

    @Override
    public int taggedIndex(String symbol) {
        return library.taggedIndex(symbol);
    }

    @Override
    public int pointer(String symbol) {
        return program.instance().exclusively(() -> program.symbol(program.instance(), id, symbol));
    }

    @Override
    public Function function(String symbol) {
        return library.function(symbol);
    }

    @Override
    public <T> T as(Class<T> type) {
        return type.cast(LibraryProxy.of(this, type));
    }

    @Override
    public Instance instance() {
        return library.instance();
    }

    @Override
    public boolean open() {
        return !closed.get() && library.open();
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            try {
                program.instance().exclusively(() -> {
                    if (library.open()) {
                        program.close(id);
                    }
                    return null;
                });
            } catch (Trap e) {
                if (!program.instance().closed()) {
                    throw e;
                }
                // The program has gone, and all that it held with it.
            }
        }
    }

    @Override
    public String toString() {
        return library.label();
    }
}
