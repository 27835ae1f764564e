package dev.tagalong.dl.internal.space;

import dev.tagalong.dl.DlException;
import dev.tagalong.dl.internal.dylink.Dylink;
import dev.tagalong.dl.internal.handle.Handle;
import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.Function;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.Linkage;
import dev.tagalong.runtime.ProcessEnvironment;
import dev.tagalong.runtime.Table;
import dev.tagalong.runtime.Trap;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A program with the libraries in its memory: one memory, one table, one stack, one set of symbols. Function pointers are
 * indices of the table, and addresses mean the same everywhere.
 *
 * <p>It is used by the thread that runs the program, which is one at a time; only {@link #end} may be called from any.
 */
public final class LinkSpace {

    private static final int RTLD_DEFAULT = 0;
    private static final int RTLD_NEXT = -1;

    /**
     * How a library is opened.
     *
     * @param noLoad only if it is loaded already
     * @param noDelete it stays until the program ends
     * @param global everybody finds its symbols
     * @param now every function is bound before it is opened
     * @param deep it finds its own symbols before those of others
     */
    public record Mode(boolean noLoad, boolean noDelete, boolean global, boolean now, boolean deep) {}

    private final Engine engine;
    private final Surroundings surroundings;
    private final Image program;
    private final Scope scope;
    private final Symbols symbols;
    private final LateBindings late;
    private final SharedTags tags;
    private final Residents residents;
    private final Loader loader;
    private final Unloader unloader;
    private final Map<SharedObject, Image> images = new LinkedHashMap<>();
    private final Map<Integer, Image> handles = new HashMap<>();

    private Ports ports;
    private SlotTable slots;
    private Heap heap;

    /** What a linker defines for a position-independent program, as it does for one with a fixed place. */
    private Map<String, Integer> defined = Map.of();

    private LinkSpace(Engine engine, Surroundings surroundings, Image program) {
        this.engine = engine;
        this.surroundings = surroundings;
        this.program = program;
        this.scope = new Scope(surroundings);
        this.symbols = new Symbols(this);
        this.late = new LateBindings(this);
        this.tags = new SharedTags(engine, program);
        this.residents = new Residents(program.label);
        this.loader = new Loader(this);
        this.unloader = new Unloader(this);
        scope.publish(List.of(program));
    }

    /**
     * The space of a program that runs, and has a fixed place in its memory.
     *
     * @throws DlException if it does not export what it would have to share
     */
    public static LinkSpace around(Engine engine, Surroundings surroundings, String label, Instance instance) {
        Ports ports = Ports.of(label, instance);
        SlotTable slots = new SlotTable(ports.table(), ports.table().size());
        return around(engine, surroundings, new Image(label, instance), ports, slots);
    }

    /**
     * The space of a program that is to begin with a state, see {@link SpaceStates}.
     *
     * @throws DlException if it does not export what it would have to share
     */
    public static LinkSpace beginning(Engine engine, Surroundings surroundings, String label, Instance instance) {
        Ports ports = Ports.of(label, instance);
        SlotTable slots = SlotTable.of(ports.table(), Map.of(), List.of());
        return around(engine, surroundings, new Image(label, instance), ports, slots);
    }

    private static LinkSpace around(
            Engine engine, Surroundings surroundings, Image program, Ports ports, SlotTable slots) {
        LinkSpace space = new LinkSpace(engine, surroundings, program);
        space.equip(ports, slots, Map.of());
        space.takeHeap();
        return space;
    }

    /** The space of a position-independent program, which is empty until the program is {@link #start started}. */
    public static LinkSpace empty(Engine engine, Surroundings surroundings, SharedObject program) {
        return new LinkSpace(engine, surroundings, new Image(program, program.symbols()));
    }

    /**
     * Starts a position-independent program in its empty space: makes a memory and a table, places it and what it needs
     * there, links them and runs the constructors.
     *
     * @param linkage is told of the program's instance, which is the leader of all others
     * @throws DlException that says what failed, and of which module
     */
    public void start(Linkage linkage, ProcessEnvironment environment) {
        loader.start(new Startup(this, linkage, environment));
        heap(programHeap());
    }

    /**
     * Fills the cells that a program with a fixed place imports, once it is there.
     *
     * @param dylink what the program says of itself, such as which symbols it can do without; {@code null} if nothing
     * @throws DlException with all symbols that are missing
     */
    public void fill(OwnImports imports, Dylink dylink) {
        List<String> problems = new ArrayList<>();
        for (OwnImports.Cell cell : imports.cells()) {
            Definition found = cell.function()
                    ? symbols.findFunction(program, cell.symbol(), null)
                    : symbols.find(cell.symbol(), program);
            if (found != null && found.isFunction() == cell.function()) {
                cell.global().set(symbols.value(found));
            } else if (dylink == null || !Binder.weak(dylink, cell.symbol())) {
                problems.add(
                        "undefined symbol: " + cell.symbol() + (cell.function() ? " (function pointer)" : " (data)"));
            }
        }
        Binder.check(label(), problems);
    }

    /** Takes note of the instance of a position-independent program, as soon as there is one. */
    public void attached(Instance instance) {
        program.instance = instance;
    }

    private Heap programHeap() {
        Heap allocator = ProgramHeap.of(program.instance, ports.memory());
        return allocator != null ? allocator : new PageHeap(ports.memory());
    }

    /** Places data in the program's heap from now on. */
    void takeHeap() {
        heap(programHeap());
    }

    /** Gives the space what there is to share. */
    void equip(Ports shared, SlotTable table, Map<String, Integer> linkerDefined) {
        ports = shared;
        slots = table;
        defined = linkerDefined;
    }

    /** Says which slots are given out from now on. */
    void slots(SlotTable other) {
        slots = other;
    }

    /** Says where data is placed from now on. */
    void heap(Heap other) {
        heap = other;
    }

    /** Whether a program exports, or imports, what it takes to have libraries in its memory. */
    public static boolean possible(Instance instance) {
        return Ports.sharedBy(instance);
    }

    /**
     * {@code dlopen}.
     *
     * @return the library's handle
     * @throws DlException if it cannot be loaded; nothing has changed then
     */
    public int open(SharedObject object, Mode mode) {
        Image image = images.get(object);
        if (image == null) {
            if (mode.noLoad()) {
                throw new DlException(object.label() + " is not open (RTLD_NOLOAD)");
            }
            image = loader.load(object, mode);
        } else if (image.state == Image.State.CLOSING) {
            throw new DlException(object.label() + " is being closed");
        }
        name(image);
        image.opens++;
        image.pinned |= mode.noDelete();
        if (mode.global()) {
            scope.publish(image.tree());
        }
        return image.known;
    }

    /**
     * Gives an image a handle if it has none.
     *
     * @throws DlException if all ids are in use
     */
    void name(Image image) {
        while (image.handle == null) {
            Handle fresh = assign(image);
            if (handles.containsKey(fresh.id())) {
                // The program knows another by that number, from the state that it began with.
                surroundings.release(fresh, "was not used");
            } else {
                name(image, fresh, fresh.id());
            }
        }
    }

    /**
     * Gives an image a handle that the program knows by a number.
     *
     * @throws DlException if all ids are in use
     */
    void name(Image image, int known) {
        name(image, assign(image), known);
    }

    private Handle assign(Image image) {
        return surroundings.assign("library " + image.label + " in " + label());
    }

    private void name(Image image, Handle handle, int known) {
        image.handle = handle;
        image.known = known;
        handles.put(known, image);
    }

    /** Whether a handle is one of an open library of this space. */
    public boolean owns(int handle) {
        return handles.containsKey(handle);
    }

    /** The handle that the program knows by a number, which this space {@link #owns}. */
    public Handle handle(int known) {
        return handles.get(known).handle;
    }

    /** The library that a handle is of, which this space {@link #owns}. */
    public SharedObject object(int handle) {
        return handles.get(handle).object;
    }

    /** The instance of the library that a handle is of. */
    public Instance instance(int handle) {
        return handles.get(handle).instance;
    }

    /**
     * {@code dlclose}.
     *
     * @throws DlException if a destructor traps; the library is closed nevertheless
     */
    public void close(int handle) {
        Image image = handles.get(handle);
        if (--image.opens == 0) {
            drop(image);
            unloader.collect();
        }
    }

    /** Takes back the handle of an image. */
    void drop(Image image) {
        Handle handle = image.handle;
        if (handle != null) {
            image.handle = null;
            handles.remove(image.known);
            surroundings.release(handle, "was closed");
        }
    }

    /**
     * {@code dlsym}: the address of data, or the table index of a function.
     *
     * @param caller who asks
     * @param handle a handle that this space owns, or 0 for RTLD_DEFAULT, or -1 for RTLD_NEXT
     * @throws DlException if there is no such symbol
     */
    public int symbol(Instance caller, int handle, String symbol) {
        Definition found = lookUp(caller, handle, symbol);
        if (found == null) {
            throw new DlException("undefined symbol: '" + symbol + "' in " + describe(handle));
        }
        return symbols.value(found);
    }

    private Definition lookUp(Instance caller, int handle, String symbol) {
        return switch (handle) {
            case RTLD_DEFAULT -> anywhere(symbol, of(caller));
            case RTLD_NEXT -> scope.findAfter(symbol, of(caller));
            default -> Scope.find(symbol, handles.get(handle).tree());
        };
    }

    private Definition anywhere(String symbol, Image caller) {
        Definition found = scope.find(symbol, caller);
        return found != null ? found : symbols.host(caller, Binder.ENV, symbol, null);
    }

    private String describe(int handle) {
        return switch (handle) {
            case RTLD_DEFAULT -> label() + " and its global libraries";
            case RTLD_NEXT -> "what comes after the library that asks";
            default -> handles.get(handle).label;
        };
    }

    /**
     * {@code dladdr}: what is at an address or table index.
     *
     * @return {@code null} if nothing of this program is
     */
    public Place locate(int pointer) {
        return new Locator(this).locate(pointer);
    }

    /**
     * A string about a place, in the program's heap for as long as the library is loaded.
     *
     * @return its address, or 0 if there is no room
     */
    public int text(Place place, String string) {
        return place.image().texts.computeIfAbsent(string, s -> {
            byte[] bytes = (s + "\0").getBytes(StandardCharsets.UTF_8);
            long block = heap.take(bytes.length);
            if (block != 0) {
                ports.memory().write(block, bytes, 0, bytes.length);
                place.image().blocks.add(block);
            }
            return (int) block;
        });
    }

    /** The image of an instance; the program's for one that is of no library. */
    Image of(Instance instance) {
        for (Image image : images.values()) {
            if (image.instance == instance) {
                return image;
            }
        }
        return program;
    }

    /**
     * Runs the destructors of all libraries, as a process does at its exit.
     *
     * @throws DlException if one trapped
     */
    public void exit() {
        unloader.exit();
    }

    /** The program has ended: its libraries end with it. For any thread; does not wait. */
    public void end() {
        residents.close();
        program.unbind();
    }

    /** Takes slots for an image. */
    int takeSlots(Image image, long count, long alignment) {
        SlotTable.Range range = slots.take(count, alignment);
        if (range == null) {
            throw new DlException("cannot place " + image.label + ": the table of " + label() + " has "
                    + ports.table().size() + " entries and no room for " + count + " more");
        }
        image.slots.add(range);
        return range.from();
    }

    /**
     * The function that a call through an empty slot reaches.
     *
     * @throws Trap that says what the slot is
     */
    public Function vacant(Table table, int slot) {
        return late.vacant(table, slot);
    }

    /** Whether the linker itself defines a symbol. */
    boolean defines(String symbol) {
        return program.dylink != null && Startup.defines(symbol);
    }

    /** All that the linker itself defines. */
    Map<String, Integer> defined() {
        return defined;
    }

    /** The value of a symbol that the linker itself {@link #defines}; 0 of any other. */
    int defined(String symbol) {
        return defined.getOrDefault(symbol, 0);
    }

    /** Whether libraries can use the program's stack. */
    boolean hasStackPointer() {
        return program.dylink != null || ports.stackPointer() != null;
    }

    String label() {
        return program.label;
    }

    Engine engine() {
        return engine;
    }

    Surroundings surroundings() {
        return surroundings;
    }

    Image program() {
        return program;
    }

    Ports ports() {
        return ports;
    }

    SlotTable slots() {
        return slots;
    }

    Heap heap() {
        return heap;
    }

    Scope scope() {
        return scope;
    }

    Symbols symbols() {
        return symbols;
    }

    SharedTags tags() {
        return tags;
    }

    LateBindings late() {
        return late;
    }

    Loader loader() {
        return loader;
    }

    Residents residents() {
        return residents;
    }

    Unloader unloader() {
        return unloader;
    }

    /** The image of a module, or {@code null}. */
    Image image(SharedObject object) {
        return images.get(object);
    }

    /** The libraries, in load order. */
    Collection<Image> images() {
        return images.values();
    }

    void add(Image image) {
        images.put(image.object, image);
    }

    void remove(Image image) {
        images.remove(image.object);
    }
}
