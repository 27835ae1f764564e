package dev.tagalong.dl.internal.resolve;

import dev.tagalong.dl.DlException;
import dev.tagalong.dl.internal.handle.Handle;
import dev.tagalong.dl.internal.space.LinkSpace;
import dev.tagalong.runtime.Instance;
import java.util.List;

/** What an instance does with the handles that it holds. */
final class Scopes {

    /** The handle with which {@code dlsym} searches what is global. */
    private static final int RTLD_DEFAULT = 0;

    /** The handle with which {@code dlsym} would search what comes after the caller. */
    private static final int RTLD_NEXT = -1;

    private final Books books;

    Scopes(Books books) {
        this.books = books;
    }

    Handle openSelf(LinkedInstance link, int flags) {
        OpenMode.of(flags);
        synchronized (books.lock) {
            Handle self = selfHandle(link);
            link.selfOpens++;
            return self;
        }
    }

    private Handle selfHandle(LinkedInstance link) {
        books.checkRunning(link);
        if (link.self == null) {
            Handle handle = books.handles.assign(link.label());
            if (handle == null) {
                throw new DlException(link.label() + " gets no handle id: all 65535 are in use");
            }
            handle.lead(link.instance());
            link.self = handle;
        }
        return link.self;
    }

    int symbol(LinkedInstance program, Instance asking, int id, String symbol) {
        if (program.sharing()) {
            LinkSpace space = program.space();
            boolean self;
            synchronized (books.lock) {
                self = isSelf(program, id);
            }
            if (self || id == RTLD_DEFAULT || id == RTLD_NEXT || space.owns(id)) {
                return space.symbol(self ? program.instance() : asking, self ? RTLD_DEFAULT : id, symbol);
            }
        }
        return isolatedSymbol(program, id, symbol);
    }

    private int isolatedSymbol(LinkedInstance caller, int id, String symbol) {
        if (id == RTLD_NEXT) {
            throw new DlException("RTLD_NEXT means nothing to an instance with a memory of its own");
        }
        Handle handle;
        synchronized (books.lock) {
            handle = id == RTLD_DEFAULT || isSelf(caller, id) ? null : held(caller, id).handle;
        }
        if (handle == null) {
            return globalSymbol(caller, symbol);
        }
        Instance instance = handle.instance();
        if (instance == null) {
            throw Books.stale(handle);
        }
        return SymbolLookup.taggedIndex(handle, instance, symbol);
    }

    private static boolean isSelf(LinkedInstance caller, int id) {
        return caller.selfOpens > 0 && caller.self.id() == id;
    }

    private int globalSymbol(LinkedInstance caller, String symbol) {
        if (caller.instance().export(symbol) != null) {
            Handle self;
            synchronized (books.lock) {
                self = selfHandle(caller);
            }
            return SymbolLookup.taggedIndex(self, caller.instance(), symbol);
        }
        List<Handle> scope;
        synchronized (books.lock) {
            scope = caller.globalHandles();
        }
        for (Handle handle : scope) {
            Instance instance = handle.instance();
            if (instance != null && instance.export(symbol) != null) {
                return SymbolLookup.taggedIndex(handle, instance, symbol);
            }
        }
        throw new DlException("undefined symbol: " + Texts.quote(symbol) + " in " + caller.label()
                + " and what it opened with RTLD_GLOBAL");
    }

    OpenedLibrary opened(LinkedInstance caller, int id) {
        synchronized (books.lock) {
            Handle handle = held(caller, id).handle;
            return new OpenedLibrary(books.offers.of(handle).offer, handle, null);
        }
    }

    void close(LinkedInstance caller, int id) {
        LinkSpace space = caller.space;
        if (space != null && space.owns(id)) {
            space.close(id);
            return;
        }
        books.change(teardown -> {
            if (isSelf(caller, id)) {
                caller.selfOpens--;
                return;
            }
            LinkedInstance.Held held = held(caller, id);
            if (--held.count == 0) {
                caller.opens.remove(id);
            }
            teardown.release(books.offers.of(held.handle), caller.program, 1);
        });
    }

    /** What {@code caller} holds under an id; a stale one is forgotten as it is reported. */
    private LinkedInstance.Held held(LinkedInstance caller, int id) {
        LinkedInstance.Held held = caller.opens.get(id);
        if (held == null) {
            throw notHeld(caller, id);
        }
        if (held.handle.ended()) {
            caller.opens.remove(id);
            throw Books.stale(held.handle);
        }
        return held;
    }

    private DlException notHeld(LinkedInstance caller, int id) {
        Handle handle = books.handles.find(id);
        if (handle != null && handle.ended()) {
            return Books.stale(handle);
        }
        String what = handle == null ? " was never given out" : " is " + handle.label() + ", not open here";
        return new DlException("no handle of " + caller.label() + ": " + Integer.toUnsignedString(id) + what);
    }
}
