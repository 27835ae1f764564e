package dev.tagalong.dl.internal.natives;

import dev.tagalong.dl.DlException;
import dev.tagalong.dl.LinkEvent;
import dev.tagalong.dl.OpenFlags;
import dev.tagalong.dl.internal.resolve.LinkedInstance;
import dev.tagalong.dl.internal.resolve.Texts;
import dev.tagalong.dl.internal.space.LinkSpace;
import dev.tagalong.dl.internal.space.Place;
import dev.tagalong.dl.internal.trace.LinkTrace;
import dev.tagalong.runtime.HostFunction;
import dev.tagalong.runtime.HostModule;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.Memory;
import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.TrapKind;
import dev.tagalong.runtime.type.FunctionType;
import java.lang.invoke.MethodHandles;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * POSIX's {@code <dlfcn.h>} as imports from the module {@code env}: {@code dlopen}, {@code dlsym}, {@code dlclose},
 * {@code dladdr} and {@code dlerror}. A failure is never a trap: it is an answer of 0, or -1 for {@code dlclose}, and a text that
 * {@code dlerror} gives once. Names are UTF-8, up to 65,536 bytes.
 *
 * <p>{@code dlopen(NULL)} answers a handle of the calling instance itself: what {@code dlsym} finds through it can be
 * called back by libraries. What emscripten's C library imports for the same is offered as well, see
 * {@link EmscriptenNatives}; wasi-libc and others import these very names. State of a caller is kept with its instance; this class has none.
 */
public final class DlNatives implements HostModule {

    private final LinkTrace trace;
    private final Map<String, HostFunction> functions;

    /** The natives; {@code trace} is told of every request. */
    public DlNatives(LinkTrace trace) {
        this.trace = trace;
        MethodHandles.Lookup lookup = MethodHandles.lookup();
        Map<String, HostFunction> all = new HashMap<>(new EmscriptenNatives(this).functions());
        for (String name : List.of("dlopen", "dlsym", "dlclose", "dladdr", "dlerror")) {
            all.put(name, HostFunction.of(lookup, this, name));
        }
        functions = Map.copyOf(all);
    }

    @Override
    public String name() {
        return "env";
    }

    @Override
    public Map<String, HostFunction> functions() {
        return functions;
    }

    @Override
    public HostFunction function(String importName, FunctionType wanted) {
        HostFunction older = older(importName);
        return older != null && older.type() == wanted ? older : function(importName);
    }

    /** The form that a function had before. */
    private HostFunction older(String importName) {
        HostFunction present = functions.get(importName);
        return present != null && importName.equals("_dlsym_js")
                ? HostFunction.of(MethodHandles.insertArguments(present.handle(), 3, 0))
                : null;
    }

    /** {@code void *dlopen(const char *name, int flags)}. */
    int dlopen(Instance caller, int name, int flags) {
        String library = null;
        try {
            library = name == 0 ? null : read(caller, name, "library name");
            return open(caller, library, flags);
        } catch (DlException e) {
            // Where the library's start function was stopped because the caller is to stop, the caller does.
            caller.checkpoint();
            fail(caller, "dlopen(" + argument(library, name) + ", " + OpenFlags.toString(flags) + ")", e);
            return 0;
        }
    }

    /** Opens the library of a name, or the caller itself. */
    int open(Instance caller, String library, int flags) {
        LinkedInstance link = link(caller);
        if (library != null && caller.leader().program() != caller.leader() && link.placed(library)) {
            throw new DlException(
                    library + " is position-independent: it is placed into the program's memory and runs with the"
                            + " program's first thread, so no other thread can open it");
        }
        int id = library == null ? link.openSelf(flags) : link.open(library, flags);
        if (trace.active()) {
            trace.report(new LinkEvent.Opened(caller.name(), library, flags, id));
        }
        return id;
    }

    /** {@code void *dlsym(void *handle, const char *name)}. */
    int dlsym(Instance caller, int handle, int name) {
        String symbol = null;
        try {
            symbol = read(caller, name, "symbol name");
            return find(caller, handle, symbol);
        } catch (DlException e) {
            fail(caller, "dlsym(" + Integer.toUnsignedString(handle) + ", " + argument(symbol, name) + ")", e);
            return 0;
        }
    }

    /** Finds a symbol. */
    int find(Instance caller, int handle, String symbol) {
        int tagged = link(caller).symbol(caller, handle, symbol);
        if (trace.active()) {
            trace.report(new LinkEvent.Found(caller.name(), handle, symbol, tagged));
        }
        return tagged;
    }

    /** {@code int dladdr(const void *address, Dl_info *info)}: not 0 if it found something. */
    int dladdr(Instance caller, int address, int info) {
        try {
            LinkSpace space = link(caller).sharedSpace();
            Place place = space.locate(address);
            if (place == null) {
                throw new DlException(String.format("there is nothing of %s at 0x%08x", caller.name(), address));
            }
            int[] found = {
                space.text(place, place.library()),
                place.base(),
                place.symbol() == null ? 0 : space.text(place, place.symbol()),
                place.address()
            };
            Memory memory = caller.memory();
            for (int i = 0; i < found.length; i++) {
                memory.writeInt(Integer.toUnsignedLong(info) + (long) Integer.BYTES * i, found[i]);
            }
            return 1;
        } catch (DlException e) {
            fail(caller, String.format("dladdr(0x%08x)", address), e);
            return 0;
        }
    }

    /** {@code int dlclose(void *handle)}. */
    int dlclose(Instance caller, int handle) {
        try {
            link(caller).close(handle);
            if (trace.active()) {
                trace.report(new LinkEvent.Closed(caller.name(), handle));
            }
            return 0;
        } catch (DlException e) {
            fail(caller, "dlclose(" + Integer.toUnsignedString(handle) + ")", e);
            return -1;
        }
    }

    /** {@code char *dlerror(void)}. */
    int dlerror(Instance caller) {
        return error(caller).take(caller.leader());
    }

    private void fail(Instance caller, String request, DlException reason) {
        error(caller).set(reason.getMessage());
        failed(caller, request, reason);
    }

    /** Tells who listens of a failure. */
    void failed(Instance caller, String request, DlException reason) {
        if (trace.active()) {
            trace.report(new LinkEvent.Failed(caller.name(), request, reason.getMessage()));
        }
    }

    private static String argument(String name, int pointer) {
        if (name != null) {
            return '"' + Texts.shorten(name) + '"';
        }
        return pointer == 0 ? "NULL" : String.format("0x%08x", pointer);
    }

    private static LinkedInstance link(Instance caller) {
        if (caller.leader().linkage() instanceof LinkedInstance link) {
            return link;
        }
        throw new Trap(TrapKind.HOST_ERROR, "env: " + caller.name() + " was not made by the dynamic linker");
    }

    static ErrorState error(Instance caller) {
        return caller.attachment(ErrorState.class, ErrorState::new);
    }

    static String read(Instance caller, int pointer, String what) {
        if (pointer == 0) {
            throw new DlException("the " + what + " is NULL");
        }
        try {
            return NameReader.read(caller.memory(), pointer, "the " + what);
        } catch (IllegalArgumentException e) {
            throw new DlException(caller.name() + " has no memory to read the " + what + " from", e);
        }
    }
}
