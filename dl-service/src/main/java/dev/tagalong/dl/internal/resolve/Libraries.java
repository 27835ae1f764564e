package dev.tagalong.dl.internal.resolve;

import dev.tagalong.dl.DlException;
import dev.tagalong.dl.LibraryInfo;
import dev.tagalong.dl.LibraryNeed;
import dev.tagalong.dl.Linker;
import dev.tagalong.dl.ModuleStatistics;
import dev.tagalong.dl.PluginSettings;
import dev.tagalong.dl.PluginStatistics;
import dev.tagalong.dl.Symbol;
import dev.tagalong.dl.internal.handle.Handle;
import dev.tagalong.dl.internal.handle.HandleTable;
import dev.tagalong.dl.internal.space.LinkSpace;
import dev.tagalong.dl.internal.space.SharedObject;
import dev.tagalong.dl.internal.space.SpaceState;
import dev.tagalong.dl.internal.space.SpaceStates;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.Module;
import dev.tagalong.runtime.ProcessEnvironment;
import dev.tagalong.runtime.Snapshot;
import dev.tagalong.runtime.SnapshotException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.osgi.framework.Bundle;
import org.osgi.framework.Version;

/** The linker's core: modules that come and go, the libraries open among them, and programs. Safe for any thread. */
public final class Libraries {

    private static final long PATIENCE_MILLIS = 30_000;

    private final Books books;
    private final ModuleBinder binder;
    private final GracePeriod grace;
    private final Opener opener;
    private final Scopes scopes;
    private final CallObserver observer;
    private final Enforcement enforcement;
    private volatile UnaryOperator<String> reasons = name -> null;
    private volatile InitialStates states = InitialStates.NONE;

    /** A linker to which nothing is offered yet. */
    public Libraries(ModuleBinder binder, GracePeriod grace, CallObserver observer) {
        this(binder, grace, observer, new HandleTable());
    }

    /** With a table that has given out no ids. */
    public Libraries(ModuleBinder binder, GracePeriod grace, CallObserver observer, HandleTable handles) {
        this(binder, grace, observer, handles, PATIENCE_MILLIS);
    }

    /** With how long one thread waits for another to open a library. */
    Libraries(ModuleBinder binder, GracePeriod grace, CallObserver observer, HandleTable handles, long patienceMillis) {
        this.books = new Books(binder.engine(), grace, handles);
        this.binder = binder;
        this.grace = grace;
        this.opener = new Opener(books, binder, this, patienceMillis);
        this.scopes = new Scopes(books);
        this.observer = observer;
        this.enforcement = new Enforcement(binder);
    }

    /** Says from now on why no module of a name is on offer, or {@code null}; asked without locks. */
    public void whyAbsent(UnaryOperator<String> why) {
        reasons = why;
    }

    /** Says from now on with which states instances begin. */
    public void initialStates(InitialStates all) {
        states = all;
    }

    /** See {@link LinkedInstance#state}. */
    InitialState state(LinkedInstance link) {
        synchronized (books.lock) {
            if (!link.opens.isEmpty() || link.selfOpens > 0) {
                throw hindered(link, "it has isolated libraries open");
            }
        }
        LinkSpace space = link.space;
        if (space == null) {
            return new InitialState(binder.engine().snapshot(List.of(link.instance())), null);
        }
        SpaceState before = spaceState(link, space);
        Snapshot snapshot = binder.engine().snapshot(SpaceStates.instances(space));
        if (!before.equals(spaceState(link, space))) {
            throw hindered(link, "libraries were opened or closed meanwhile");
        }
        return new InitialState(snapshot, before);
    }

    private static SpaceState spaceState(LinkedInstance link, LinkSpace space) {
        try {
            return link.instance().exclusively(() -> SpaceStates.of(space));
        } catch (SnapshotException e) {
            throw hindered(link, e.getMessage());
        }
    }

    private static SnapshotException hindered(LinkedInstance link, String reason) {
        return new SnapshotException("no snapshot of " + link.label() + ": " + reason);
    }

    /** Gives instances a state. */
    void restore(InitialState state, List<Instance> instances) {
        binder.engine().restore(state.snapshot(), instances);
    }

    /** The space of a program that is to begin with a state. */
    LinkSpace beginningSpace(LinkedInstance program) {
        return LinkSpace.beginning(
                binder.engine(), new ProgramSurroundings(books, binder, program), program.label(), program.instance());
    }

    /**
     * The very library that a state is of.
     *
     * @throws DlException if it is not on offer
     * @throws SnapshotException if another is
     */
    SharedObject shared(SpaceState.Identity identity) {
        LibraryRequest request = LibraryRequest.parse(Linker.request(identity.name(), identity.version()));
        synchronized (books.lock) {
            LibraryEntry entry = books.offers.find(request);
            if (!entry.offer.shared() || !entry.offer.module().digest().equals(identity.digest())) {
                throw new SnapshotException(entry.offer.label() + " is another than when the snapshot was taken");
            }
            return books.shared(entry, binder);
        }
    }

    InitialStates states() {
        return states;
    }

    private <T> T explained(Supplier<T> question) {
        try {
            return question.get();
        } catch (AbsentModule e) {
            throw e.explained(reasons);
        }
    }

    private LibraryEntry find(String request) {
        LibraryRequest parsed = LibraryRequest.parse(request);
        return explained(() -> {
            synchronized (books.lock) {
                return books.offers.find(parsed);
            }
        });
    }

    HandleTable handles() {
        return books.handles;
    }

    LinkSpace newSpace(LinkedInstance program) {
        return LinkSpace.around(
                binder.engine(), new ProgramSurroundings(books, binder, program), program.label(), program.instance());
    }

    /** The space of a position-independent program that is about to start. */
    LinkSpace newSpace(LinkedInstance program, LibraryEntry entry) {
        OfferedObject object;
        synchronized (books.lock) {
            object = books.shared(entry, binder);
        }
        return LinkSpace.empty(binder.engine(), new ProgramSurroundings(books, binder, program), object);
    }

    /** Runs something in an instance, which is cancelled after the grace period. */
    void guarded(Instance instance, String reason, Runnable task) {
        grace.guard(instance, reason, task);
    }

    CallObserver observer() {
        return observer;
    }

    Scopes scopes() {
        return scopes;
    }

    Endings endings() {
        return books.endings();
    }

    /**
     * A bundle has become active and offers modules.
     *
     * @param still whether it is active still; asked under the lock, so that a stop that is told afterwards finds the modules
     * @return whether they are on offer; not if the bundle has stopped meanwhile, or the linker has
     */
    public boolean add(long bundleId, List<ModuleOffer> modules, BooleanSupplier still) {
        List<LibraryEntry> added;
        synchronized (books.lock) {
            if (books.stopped || !still.getAsBoolean()) {
                return false;
            }
            books.offers.add(bundleId, modules);
            added = List.copyOf(books.offers.of(bundleId));
        }
        enforcement.apply(added);
        added.forEach(entry -> states.offered(entry.offer));
        return true;
    }

    /** How many bytes the modules on offer have together, as their files do. */
    public long bytes() {
        synchronized (books.lock) {
            return books.offers.all().stream()
                    .map(entry -> entry.offer.module())
                    .filter(Objects::nonNull)
                    .mapToLong(Module::byteSize)
                    .sum();
        }
    }

    /** What is configured may have changed: limits and budgets hold at once for the instances that there are. */
    public void configured() {
        List<LibraryEntry> entries;
        List<LibraryEntry> offered;
        synchronized (books.lock) {
            entries = new ArrayList<>(books.offers.all());
            offered = List.copyOf(entries);
            entries.addAll(books.closing);
        }
        enforcement.apply(entries);
        offered.forEach(entry -> states.offered(entry.offer));
    }

    /** An instance was made with what was configured before that. */
    void made(LibraryEntry entry) {
        enforcement.apply(List.of(entry));
    }

    /** What holds for a module that has been added, as it is configured now. */
    public PluginSettings settings(ModuleOffer offer) {
        return binder.settings(offer);
    }

    /**
     * What holds for the module that a request leads to.
     *
     * @throws DlException if there is none
     */
    public PluginSettings settings(String request) {
        return binder.settings(find(request).offer);
    }

    /**
     * A bundle's modules go: new calls trap from now on, those under way have the grace period. Does not wait.
     *
     * @return whether there were any
     */
    public boolean remove(long bundleId, Departure departure) {
        List<LibraryEntry> removed = new ArrayList<>();
        books.change(teardown -> {
            removed.addAll(books.offers.remove(bundleId, departure));
            for (LibraryEntry entry : removed) {
                if (entry.opening != null) {
                    entry.opening.fail(new DlException(entry.epitaph()));
                }
                teardown.shut(entry);
                List.copyOf(entry.members).forEach(teardown::end);
                if (!entry.members.isEmpty() || entry.loaded > 0) {
                    books.closing.add(entry);
                }
            }
        });
        return !removed.isEmpty();
    }

    /** It has shown that a bundle's last stop was more than a stop. */
    public void restate(long bundleId, Departure departure) {
        synchronized (books.lock) {
            books.offers.restate(bundleId, departure);
        }
    }

    /** Takes everything away; opens fail from now on. */
    public void stop() {
        List<Long> bundles;
        synchronized (books.lock) {
            books.stopped = true;
            bundles = books.offers.bundles();
        }
        bundles.forEach(b -> remove(b, Departure.LINKER_STOPPED));
    }

    /** The modules on offer and those still closing, by bundle id. */
    public List<LibraryInfo> list() {
        synchronized (books.lock) {
            List<LibraryInfo> all = new ArrayList<>();
            books.offers.all().forEach(e -> all.add(e.info()));
            books.closing.forEach(e -> all.add(e.info()));
            all.sort(Comparator.comparingLong(LibraryInfo::bundleId));
            return all;
        }
    }

    /** What the modules on offer and those still closing have used, by bundle id. */
    public List<PluginStatistics> statistics() {
        List<Usages.Subject> subjects = new ArrayList<>();
        synchronized (books.lock) {
            books.offers.all().forEach(e -> subjects.add(Usages.subject(e)));
            books.closing.forEach(e -> subjects.add(Usages.subject(e)));
        }
        return Usages.of(subjects, binder);
    }

    /** How modules stand, and whether they could be opened. */
    public Standings standings() {
        return new Standings(books, binder);
    }

    /** How a module stands that has been added; one that is gone is closing. */
    public LibraryInfo info(ModuleOffer offer) {
        synchronized (books.lock) {
            LibraryEntry entry = books.entry(offer);
            return entry == null ? LibraryEntry.gone(offer) : entry.info();
        }
    }

    /** What a module has used that has been added; nothing if it is gone. */
    public ModuleStatistics statistics(ModuleOffer offer) {
        Usages.Subject subject;
        synchronized (books.lock) {
            LibraryEntry entry = books.entry(offer);
            subject = entry == null
                    ? new Usages.Subject(
                            LibraryEntry.gone(offer), offer, binder.engine().group(offer.name()), Set.of())
                    : Usages.subject(entry);
        }
        return Usages.module(subject, binder);
    }

    /**
     * The symbols of the module that a request leads to.
     *
     * @throws DlException if there is none
     */
    public List<Symbol> symbols(String request) {
        LibraryEntry entry = find(request);
        Handle handle;
        synchronized (books.lock) {
            handle = entry.handle;
        }
        return SymbolLookup.symbols(entry.offer.module(), handle);
    }

    /**
     * The module that a request leads to.
     *
     * @throws DlException if there is none
     */
    public Module module(String request) {
        return find(request).offer.module();
    }

    /**
     * What the module that a request leads to needs.
     *
     * @throws DlException if there is none
     */
    public List<LibraryNeed> needs(String request) {
        LibraryEntry entry = find(request);
        synchronized (books.lock) {
            return new NeedsPlan(books.offers).of(entry);
        }
    }

    /**
     * Opens an isolated library for Java: the first reference makes the instance.
     *
     * @return the library's handle; one reference more is held through it
     * @throws DlException if there is no such library, or it cannot be opened
     */
    public Handle open(String name, int flags) {
        return explained(() -> opener.open(name, flags));
    }

    /**
     * Opens this isolated library for Java.
     *
     * @throws DlException if it is gone, or it cannot be opened
     */
    public Handle open(ModuleOffer offer, int flags) {
        return opener.open(offer, flags);
    }

    /** Opens a library for a program or another library; see {@link LinkedInstance#open}. */
    int open(String name, int flags, LinkedInstance by) {
        return explained(() -> opener.open(name, flags, by));
    }

    /** Whether a library is placed into its opener's memory. */
    boolean placed(String name) {
        return find(name).offer.shared();
    }

    /** Gives back a reference that Java holds; does nothing if the library is gone. */
    public void release(Handle handle) {
        books.change(teardown -> {
            LibraryEntry entry = books.offers.of(handle);
            if (entry != null) {
                teardown.release(entry, true, 1);
            }
        });
    }

    /** What is known of a library for as long as somebody holds a reference. */
    public record Description(String name, Version version, Bundle bundle) {}

    /**
     * Describes a library that Java has opened.
     *
     * @throws DlException if it is gone
     */
    public Description describe(Handle handle) {
        synchronized (books.lock) {
            LibraryEntry entry = books.offers.of(handle);
            if (entry == null) {
                throw stale(handle);
            }
            ModuleOffer offer = entry.offer;
            return new Description(
                    offer.name(), offer.version(), offer.provider().bundle());
        }
    }

    /** Why a handle leads nowhere. */
    public static DlException stale(Handle handle) {
        return Books.stale(handle);
    }

    /**
     * Makes an instance of its own of a module.
     *
     * @throws DlException if there is no such module, or it cannot be linked
     */
    public LinkedInstance load(String name, ProcessEnvironment environment) {
        return explained(() -> opener.load(name, environment));
    }

    /**
     * Makes an instance of its own of this module.
     *
     * @throws DlException if it is gone, or it cannot be linked
     */
    public LinkedInstance load(ModuleOffer offer, ProcessEnvironment environment) {
        return opener.load(offer, environment);
    }

    /**
     * Makes an instance of its own of this module, and begins it the usual way whatever states there are.
     *
     * @throws DlException if it is gone, or it cannot be linked
     */
    public LinkedInstance loadAnew(ModuleOffer offer, ProcessEnvironment environment) {
        return opener.loadAnew(offer, environment);
    }

    /**
     * The module on offer that a request leads to.
     *
     * @throws DlException if there is none
     */
    public ModuleOffer offer(String request) {
        return find(request).offer;
    }

    /** Ends a program: what it holds is given back; a call under way has the grace period. Does not wait. */
    public void unload(LinkedInstance program) {
        books.change(teardown -> teardown.end(program));
    }
}
