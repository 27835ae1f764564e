package dev.tagalong.dl.internal.resolve;

import dev.tagalong.dl.DlException;
import dev.tagalong.dl.LibraryInfo;
import dev.tagalong.dl.Symbol;
import dev.tagalong.dl.internal.handle.Handle;
import dev.tagalong.dl.internal.handle.HandleTable;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.Module;
import dev.tagalong.runtime.ProcessEnvironment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.osgi.framework.Bundle;
import org.osgi.framework.Version;

/**
 * The linker's books: which modules are on offer, which are open, and who holds them. Safe for any thread.
 *
 * <p>One lock guards all of it, and nothing is called while it is held: instances are made, started, closed and cancelled
 * outside. An instance in the making is an {@link Opening}; other threads that want the same library wait for that.
 * {@link Teardown} works out what a release brings down.
 */
public final class Libraries {

    /** The handle with which {@code dlsym} searches what is global. */
    static final int RTLD_DEFAULT = 0;

    /** The handle with which {@code dlsym} would search what comes after the caller. */
    static final int RTLD_NEXT = -1;

    private static final long PATIENCE_MILLIS = 30_000;

    private final Object lock = new Object();
    private final HandleTable handles = new HandleTable();
    private final Offers offers = new Offers(handles);
    private final Set<LibraryEntry> active = new LinkedHashSet<>();
    private final Set<LibraryEntry> closing = new LinkedHashSet<>();
    private final OpeningWaits waits = new OpeningWaits();
    private final ModuleBinder binder;
    private final GracePeriod grace;
    private final CallObserver observer;
    private final long patienceMillis;
    private boolean stopped;

    /** Empty books. */
    public Libraries(ModuleBinder binder, GracePeriod grace, CallObserver observer) {
        this(binder, grace, observer, PATIENCE_MILLIS);
    }

    Libraries(ModuleBinder binder, GracePeriod grace, CallObserver observer, long patienceMillis) {
        this.binder = binder;
        this.grace = grace;
        this.observer = observer;
        this.patienceMillis = patienceMillis;
    }

    HandleTable handles() {
        return handles;
    }

    CallObserver observer() {
        return observer;
    }

    // ---- what is on offer

    /** A bundle has become active and offers modules. */
    public void add(long bundleId, List<ModuleOffer> modules) {
        synchronized (lock) {
            if (!stopped) {
                offers.add(bundleId, modules);
            }
        }
    }

    /** A bundle's modules go: new calls trap from now on, those under way have the grace period. Does not wait. */
    public void remove(long bundleId, Departure departure) {
        Teardown teardown = new Teardown(offers, active);
        synchronized (lock) {
            for (LibraryEntry entry : offers.remove(bundleId, departure)) {
                if (entry.opening != null) {
                    entry.opening.fail(new DlException(entry.epitaph()));
                }
                teardown.shut(entry);
                List.copyOf(entry.members).forEach(teardown::end);
                if (!entry.members.isEmpty()) {
                    closing.add(entry);
                }
            }
            settle(teardown);
        }
        teardown.ending().forEach(this::end);
    }

    /** It has shown that a bundle's last stop was more than a stop. */
    public void restate(long bundleId, Departure departure) {
        synchronized (lock) {
            offers.restate(bundleId, departure);
        }
    }

    /** The modules on offer and those still closing, by bundle id. */
    public List<LibraryInfo> list() {
        synchronized (lock) {
            List<LibraryInfo> all = new ArrayList<>();
            offers.all().forEach(e -> all.add(e.info()));
            closing.forEach(e -> all.add(e.info()));
            all.sort(Comparator.comparingLong(LibraryInfo::bundleId));
            return all;
        }
    }

    /**
     * The symbols of the module that a request leads to.
     *
     * @throws DlException if there is none
     */
    public List<Symbol> symbols(String request) {
        Module module;
        Handle handle;
        synchronized (lock) {
            LibraryEntry entry = offers.find(LibraryRequest.parse(request));
            module = entry.offer.module();
            handle = entry.handle;
        }
        return SymbolLookup.symbols(module, handle);
    }

    // ---- libraries

    /**
     * Opens a library: the first reference makes the instance.
     *
     * @param opener who opens it, or {@code null} for Java
     * @return the library's handle; one reference more is held through it
     * @throws DlException if there is no such library, or it cannot be opened
     */
    public Handle open(String name, int flags, LinkedInstance opener) {
        OpenMode mode = OpenMode.of(flags);
        LibraryRequest request = LibraryRequest.parse(name);
        while (true) {
            Opening opening;
            boolean ours;
            synchronized (lock) {
                checkRunning(opener);
                LibraryEntry entry = offers.find(request);
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

    private void await(Opening opening, LinkedInstance waiter) {
        try {
            opening.await(waiter, patienceMillis);
        } finally {
            synchronized (lock) {
                waits.leave();
            }
        }
    }

    private Opening begin(LibraryEntry entry, OpenMode mode) {
        if (mode.noLoad()) {
            throw new DlException(entry.offer.label() + " is not open (RTLD_NOLOAD)");
        }
        if (entry.handle == null) {
            throw new DlException(entry.offer.label() + " has no handle id: all 65535 are in use");
        }
        LinkedInstance link = new LinkedInstance(this, entry, false);
        link.self = entry.handle;
        entry.members.add(link);
        active.add(entry);
        return new Opening(entry, link);
    }

    private Handle complete(Opening opening, LinkedInstance opener, OpenMode mode) {
        LibraryEntry entry = opening.entry;
        boolean done = false;
        try {
            start(opening.link, ProcessEnvironment.EMPTY);
            synchronized (lock) {
                checkRunning(opener);
                checkOpen(opening.link);
                entry.opening = null;
                entry.open = opening.link;
                entry.handle.lead(opening.link.instance());
                done = true;
                return take(entry, opener, mode);
            }
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

    private void start(LinkedInstance link, ProcessEnvironment environment) {
        try {
            Instances.start(binder, link, environment);
        } catch (DlException e) {
            synchronized (lock) {
                checkOpen(link);
            }
            throw e;
        }
    }

    private void abandon(Opening opening) {
        Teardown teardown = new Teardown(offers, active);
        synchronized (lock) {
            opening.entry.opening = null;
            active.remove(opening.entry);
            teardown.end(opening.link);
            settle(teardown);
        }
        teardown.ending().forEach(this::end);
    }

    private static Handle take(LibraryEntry entry, LinkedInstance opener, OpenMode mode) {
        entry.pinned |= mode.noDelete();
        if (opener == null) {
            entry.rootReferences++;
            return entry.handle;
        }
        LinkedInstance.Held held = opener.opens.get(entry.handle.id());
        if (held == null || held.handle != entry.handle) {
            held = new LinkedInstance.Held(entry.handle);
            opener.opens.put(entry.handle.id(), held);
        }
        held.count++;
        held.global |= mode.global();
        if (opener.program) {
            entry.rootReferences++;
        } else {
            entry.libraryReferences++;
        }
        return entry.handle;
    }

    /** Gives back a reference that Java holds; does nothing if the library is gone. */
    public void release(Handle handle) {
        Teardown teardown = new Teardown(offers, active);
        synchronized (lock) {
            LibraryEntry entry = offers.of(handle);
            if (entry != null) {
                teardown.release(entry, true, 1);
                settle(teardown);
            }
        }
        teardown.ending().forEach(this::end);
    }

    /** What is known of a library for as long as somebody holds a reference. */
    public record Description(String name, Version version, Bundle bundle) {}

    /**
     * Describes a library that Java has opened.
     *
     * @throws DlException if it is gone
     */
    public Description describe(Handle handle) {
        synchronized (lock) {
            LibraryEntry entry = offers.of(handle);
            if (entry == null) {
                throw stale(handle);
            }
            ModuleOffer offer = entry.offer;
            return new Description(
                    offer.name(), offer.version(), offer.provider().bundle());
        }
    }

    // ---- what instances ask for

    Handle openSelf(LinkedInstance link, int flags) {
        OpenMode.of(flags);
        synchronized (lock) {
            Handle self = selfHandle(link);
            link.selfOpens++;
            return self;
        }
    }

    private Handle selfHandle(LinkedInstance link) {
        checkRunning(link);
        if (link.self == null) {
            Handle handle = handles.assign(link.label());
            if (handle == null) {
                throw new DlException(link.label() + " gets no handle id: all 65535 are in use");
            }
            handle.lead(link.instance());
            link.self = handle;
        }
        return link.self;
    }

    int symbol(LinkedInstance caller, int id, String symbol) {
        if (id == RTLD_NEXT) {
            throw new DlException("RTLD_NEXT means nothing to an instance with a memory of its own");
        }
        Handle handle = null;
        synchronized (lock) {
            boolean self = id == RTLD_DEFAULT || (caller.selfOpens > 0 && caller.self.id() == id);
            if (!self) {
                handle = held(caller, id).handle;
            }
        }
        return handle == null ? globalSymbol(caller, symbol) : symbol(handle, symbol);
    }

    private int symbol(Handle handle, String symbol) {
        Instance instance = handle.instance();
        if (instance == null) {
            throw stale(handle);
        }
        return SymbolLookup.taggedIndex(handle, instance, symbol);
    }

    private int globalSymbol(LinkedInstance caller, String symbol) {
        if (caller.instance().export(symbol) != null) {
            Handle self;
            synchronized (lock) {
                self = selfHandle(caller);
            }
            return SymbolLookup.taggedIndex(self, caller.instance(), symbol);
        }
        List<Handle> scope;
        synchronized (lock) {
            scope = caller.opens.values().stream()
                    .filter(h -> h.global)
                    .map(h -> h.handle)
                    .toList();
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

    void close(LinkedInstance caller, int id) {
        Teardown teardown = new Teardown(offers, active);
        synchronized (lock) {
            if (caller.selfOpens > 0 && caller.self.id() == id) {
                caller.selfOpens--;
                return;
            }
            LinkedInstance.Held held = held(caller, id);
            if (--held.count == 0) {
                caller.opens.remove(id);
            }
            teardown.release(offers.of(held.handle), caller.program, 1);
            settle(teardown);
        }
        teardown.ending().forEach(this::end);
    }

    /** What {@code caller} holds under an id; a stale one is forgotten as it is reported. */
    private LinkedInstance.Held held(LinkedInstance caller, int id) {
        LinkedInstance.Held held = caller.opens.get(id);
        if (held == null) {
            Handle handle = handles.find(id);
            throw handle != null && handle.ended()
                    ? stale(handle)
                    : new DlException("no handle of " + caller.label() + ": " + Integer.toUnsignedString(id)
                            + (handle == null ? " was never given out" : " is " + handle.label() + ", not open here"));
        }
        if (held.handle.ended()) {
            caller.opens.remove(id);
            throw stale(held.handle);
        }
        return held;
    }

    // ---- programs

    /**
     * Makes an instance of its own of a module.
     *
     * @throws DlException if there is no such module, or it cannot be linked
     */
    public LinkedInstance load(String name, ProcessEnvironment environment) {
        LinkedInstance link;
        synchronized (lock) {
            checkRunning(null);
            LibraryEntry entry = offers.find(LibraryRequest.parse(name));
            link = new LinkedInstance(this, entry, true);
            entry.members.add(link);
        }
        boolean done = false;
        try {
            start(link, environment);
            synchronized (lock) {
                checkOpen(link);
            }
            done = true;
            return link;
        } finally {
            if (!done) {
                unload(link);
            }
        }
    }

    /** Ends a program: what it holds is given back; a call under way has the grace period. Does not wait. */
    public void unload(LinkedInstance link) {
        Teardown teardown = new Teardown(offers, active);
        synchronized (lock) {
            teardown.end(link);
            settle(teardown);
        }
        teardown.ending().forEach(this::end);
    }

    // ---- ends

    /** Takes everything away; opens fail from now on. */
    public void stop() {
        List<Long> bundles;
        synchronized (lock) {
            stopped = true;
            bundles = offers.bundles();
        }
        bundles.forEach(b -> remove(b, Departure.LINKER_STOPPED));
    }

    private void settle(Teardown teardown) {
        teardown.settle(handle -> handles.release(handle, "has ended"));
        offers.assignIds();
    }

    /** Closes an instance that the books say has ended, and sees to the calls under way in it. */
    void end(LinkedInstance link) {
        Instance instance = link.instance();
        if (instance == null) {
            // Not made yet, or never will be: attached() comes back here when it is.
            idle(link);
            return;
        }
        instance.close();
        if (!instance.busy()) {
            idle(link);
            return;
        }
        String reason;
        synchronized (lock) {
            reason = link.program || link.entry.gone != null ? endReason(link) : null;
        }
        grace.watch(instance, reason, () -> idle(link));
    }

    private static String endReason(LinkedInstance link) {
        return link.entry.gone != null ? link.entry.epitaph() : link.label() + " was closed";
    }

    private void idle(LinkedInstance link) {
        synchronized (lock) {
            link.entry.members.remove(link);
            if (link.entry.members.isEmpty()) {
                closing.remove(link.entry);
            }
        }
    }

    private void checkRunning(LinkedInstance opener) {
        if (stopped) {
            throw new DlException("the linker has been stopped");
        }
        if (opener != null) {
            checkOpen(opener);
        }
    }

    private static void checkOpen(LinkedInstance link) {
        if (link.closed) {
            throw new DlException(link.entry.gone != null ? link.entry.epitaph() : link.label() + " is closed");
        }
    }

    /** Why a handle leads nowhere. */
    public static DlException stale(Handle handle) {
        return new DlException(
                handle.ended()
                        ? "handle " + handle.id() + " is stale: " + handle.epitaph()
                        : handle.label() + " is not open");
    }
}
