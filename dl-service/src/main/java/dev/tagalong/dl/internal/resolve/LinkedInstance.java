package dev.tagalong.dl.internal.resolve;

import dev.tagalong.dl.DlException;
import dev.tagalong.dl.internal.dylink.DylinkReader;
import dev.tagalong.dl.internal.handle.Handle;
import dev.tagalong.dl.internal.handle.HandleTable;
import dev.tagalong.dl.internal.handle.TaggedCalls;
import dev.tagalong.dl.internal.space.LastingMemory;
import dev.tagalong.dl.internal.space.LinkSpace;
import dev.tagalong.dl.internal.space.Member;
import dev.tagalong.dl.internal.space.OwnImports;
import dev.tagalong.dl.internal.space.SpaceStates;
import dev.tagalong.runtime.Function;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.Linkage;
import dev.tagalong.runtime.Memory;
import dev.tagalong.runtime.ProcessEnvironment;
import dev.tagalong.runtime.Table;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The linker's side of one instance: what it holds open, and how its tagged calls are resolved. A program has one, and so
 * has a library while it is open. Safe for any thread.
 */
public final class LinkedInstance implements Linkage, Member {

    /** What the instance opened under one id and has not closed. */
    static final class Held {
        final Handle handle;
        int count;
        boolean global;

        Held(Handle handle) {
            this.handle = handle;
        }
    }

    private final Libraries libraries;
    private final HandleTable handles;
    private final CallObserver observer;
    private volatile Instance instance;

    /** The libraries in this instance's memory, once there may be some. */
    volatile LinkSpace space;

    /** The memory and the tables that the module imports, and only this instance has. */
    final OwnImports ownImports = new OwnImports();

    final LibraryEntry entry;
    final boolean program;

    // Guarded by the lock of Books, as is the entry.
    final Map<Integer, Held> opens = new LinkedHashMap<>();
    Handle self;
    int selfOpens;
    volatile boolean closed;

    private volatile boolean restored;

    LinkedInstance(Libraries libraries, LibraryEntry entry, boolean program) {
        this.libraries = libraries;
        this.handles = libraries.handles();
        this.observer = libraries.observer();
        this.entry = entry;
        this.program = program;
    }

    @Override
    public Function resolve(int taggedIndex) {
        return observer.observe(this, taggedIndex, TaggedCalls.resolve(handles, taggedIndex));
    }

    @Override
    public LinkSpace memberOf() {
        return space;
    }

    @Override
    public Function vacant(Table table, int index) {
        LinkSpace present = space;
        return present == null ? Linkage.super.vacant(table, index) : present.vacant(table, index);
    }

    @Override
    public void attached(Instance complete) {
        instance = complete;
        complete.attachment(OwnImports.class, () -> ownImports);
        LinkSpace present = space;
        if (present != null) {
            present.attached(complete);
        }
        if (closed) {
            libraries.endings().end(this);
        }
    }

    /** The instance has been made. */
    void made() {
        libraries.made(entry);
    }

    /**
     * The link space of this instance, made when it is first asked for by the thread that runs the instance.
     *
     * @throws DlException if the instance does not export what it would have to share
     */
    LinkSpace space() {
        LinkSpace present = space;
        if (present == null) {
            present = libraries.newSpace(this);
            space = present;
            if (closed) {
                present.end();
            }
        }
        return present;
    }

    /**
     * Fills the cells that a program with a fixed place imports.
     *
     * @throws DlException if a symbol is missing
     */
    void fillCells() {
        if (ownImports.hasCells()) {
            space().fill(ownImports, DylinkReader.section(entry.offer.module()).orElse(null));
        }
    }

    /** Starts a position-independent program, in a space of its own. */
    void start(ProcessEnvironment environment) {
        LinkSpace fresh = libraries.newSpace(this, entry);
        space = fresh;
        fresh.start(this, environment);
        made();
    }

    /**
     * What this instance has open under an id.
     *
     * @throws DlException if it has nothing
     */
    public OpenedLibrary opened(int id) {
        LinkSpace present = space;
        if (present != null && present.owns(id)) {
            OfferedObject object = (OfferedObject) present.object(id);
            return new OpenedLibrary(object.offer(), present.handle(id), present.instance(id));
        }
        return libraries.scopes().opened(this, id);
    }

    /**
     * Runs the destructors of the libraries in this instance's memory, if no call is under way in it. They have the grace
     * period.
     *
     * @throws DlException if one trapped
     */
    public void exit() {
        LinkSpace present = space;
        if (present != null && instance != null && !instance.closed() && !instance.busy()) {
            libraries.guarded(
                    instance,
                    label() + " was closed",
                    () -> instance.exclusively(() -> {
                        present.exit();
                        return null;
                    }));
        }
    }

    /**
     * The state of the instance and of the libraries in its memory, for others that begin with it.
     *
     * @throws dev.tagalong.runtime.SnapshotException if a part of the state lies elsewhere, such as in an isolated library
     */
    public InitialState state() {
        return libraries.state(this);
    }

    /**
     * Gives the instance, which has no state yet, a state; and the libraries that this is of, too.
     *
     * @throws DlException if these libraries are not on offer
     * @throws dev.tagalong.runtime.SnapshotException if it is the state of others
     */
    void restore(InitialState state) {
        if (state.space() == null) {
            libraries.restore(state, List.of(instance));
        } else {
            space = libraries.beginningSpace(this);
            fillSpace(state);
        }
        restored = true;
    }

    /** Makes the instance of a position-independent program, with a state. */
    void restore(InitialState state, ProcessEnvironment environment) {
        LinkSpace fresh = libraries.newSpace(this, entry);
        space = fresh;
        SpaceStates.enterProgram(fresh, state.space(), state.snapshot(), this, environment);
        fillSpace(state);
        restored = true;
    }

    private void fillSpace(InitialState state) {
        LinkSpace fresh = space;
        SpaceStates.enter(fresh, state.space(), libraries::shared);
        libraries.restore(state, SpaceStates.instances(fresh));
        SpaceStates.complete(fresh, state.space());
        if (closed) {
            fresh.end();
        }
    }

    /** Whether the instance began with a state. */
    public boolean restored() {
        return restored;
    }

    /** Lets go of an instance that could not be given a state; another is to be made. */
    void abandon() {
        LinkSpace present = space;
        Instance failed = instance;
        space = null;
        instance = null;
        if (present != null) {
            present.end();
        }
        if (failed != null) {
            failed.close();
        }
    }

    /**
     * Takes memory of the instance for as long as it lives.
     *
     * @param memory the instance's
     * @return an address that is a multiple of 16, or 0 if there is no room
     */
    public int lastingMemory(Memory memory, int size) {
        return instance.exclusively(() -> LastingMemory.take(instance, memory, size));
    }

    /** Whether its pointers are table indices and addresses, which it shares with the libraries in its memory. */
    boolean sharing() {
        return space != null || LinkSpace.possible(instance);
    }

    /** Under the lock: what was opened with RTLD_GLOBAL, in the order of opening. */
    List<Handle> globalHandles() {
        return opens.values().stream().filter(h -> h.global).map(h -> h.handle).toList();
    }

    /** Notes one more open of a library. */
    void hold(Handle handle, boolean global) {
        Held held = opens.get(handle.id());
        if (held == null || held.handle != handle) {
            held = new Held(handle);
            opens.put(handle.id(), held);
        }
        held.count++;
        held.global |= global;
    }

    /** The instance; {@code null} until the engine has made it. */
    public Instance instance() {
        return instance;
    }

    /** The module on offer. */
    public ModuleOffer offer() {
        return entry.offer;
    }

    /** The module's name. */
    public String name() {
        return entry.offer.name();
    }

    /** For messages: such as {@code program main.wasm 1.0.0 (bundle com.example)}. */
    public String label() {
        return (program ? "program " : "library ") + entry.offer.label();
    }

    /**
     * {@code dlopen}.
     *
     * @return the library's handle id
     * @throws DlException if it cannot be opened
     */
    public int open(String name, int flags) {
        return libraries.open(name, flags, this);
    }

    /** Whether the library of a name would be placed into the program's memory. */
    public boolean placed(String name) {
        return libraries.placed(name);
    }

    /**
     * {@code dlopen(NULL)}: a handle of this very instance, through which other instances can call its functions.
     *
     * @throws DlException if all ids are in use, or a flag is unknown
     */
    public int openSelf(int flags) {
        return libraries.scopes().openSelf(this, flags).id();
    }

    /**
     * {@code dlsym}: the tagged index of a function of an isolated library that this instance has open; the address or table
     * index of a symbol of one in its memory. With the handle 0 (RTLD_DEFAULT) or its own, the instance's own exports are
     * searched, then the libraries that it opened with RTLD_GLOBAL, in the order in which it opened them.
     *
     * @param caller who asks: this instance, or one in its memory
     * @throws DlException if the handle is not open here, or has no such symbol
     */
    public int symbol(Instance caller, int handle, String symbol) {
        return libraries.scopes().symbol(this, caller, handle, symbol);
    }

    /**
     * The space in which {@code dladdr} looks.
     *
     * @throws DlException if this instance shares no memory with libraries
     */
    public LinkSpace sharedSpace() {
        if (!sharing()) {
            throw new DlException(label() + " has no libraries in its memory, where addresses could be looked up");
        }
        return space();
    }

    /**
     * {@code dlclose}.
     *
     * @throws DlException if the handle is not open here
     */
    public void close(int handle) {
        libraries.scopes().close(this, handle);
    }
}
