package dev.tagalong.dl.internal.space;

import dev.tagalong.dl.DlException;
import dev.tagalong.dl.internal.handle.Handle;
import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.Function;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.ProcessEnvironment;
import dev.tagalong.runtime.Table;
import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.TrapKind;
import dev.tagalong.runtime.spi.Linkage;
import dev.tagalong.runtime.type.FunctionType;
import dev.tagalong.runtime.type.ImportType;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
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

    /** A function pointer that leads nowhere yet. */
    private record Pending(Image image, String symbol) {}

    private final Engine engine;
    private final Surroundings surroundings;
    private final Image program;
    private final Scope scope;
    private final Residents residents;
    private final Loader loader;
    private final Unloader unloader;
    private final Map<SharedObject, Image> images = new LinkedHashMap<>();
    private final Map<Integer, Image> handles = new HashMap<>();
    private final Map<Integer, Pending> pending = new HashMap<>();

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
        this.residents = new Residents(program.label);
        this.loader = new Loader(this);
        this.unloader = new Unloader(this);
        scope.publish(program);
    }

    /**
     * The space of a program that runs, and has a fixed place in its memory.
     *
     * @throws DlException if it does not export what it would have to share
     */
    public static LinkSpace around(Engine engine, Surroundings surroundings, String label, Instance instance) {
        LinkSpace space = new LinkSpace(engine, surroundings, new Image(label, instance));
        Ports ports = Ports.of(label, instance);
        space.equip(ports, new SlotTable(ports.table(), ports.table().size()), Map.of());
        space.heap(space.programHeap());
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

    /** Takes note of the instance of a position-independent program, as soon as there is one. */
    public void attached(Instance instance) {
        program.instance = instance;
    }

    private Heap programHeap() {
        Heap allocator = ProgramHeap.of(program.instance, ports.memory());
        return allocator != null ? allocator : new PageHeap(ports.memory());
    }

    /** Gives the space what there is to share. */
    void equip(Ports shared, SlotTable table, Map<String, Integer> linkerDefined) {
        ports = shared;
        slots = table;
        defined = linkerDefined;
    }

    /** Says where data is placed from now on. */
    void heap(Heap other) {
        heap = other;
    }

    /** Whether a program exports what it takes to have libraries in its memory. */
    public static boolean possible(Instance instance) {
        return Ports.exportedBy(instance);
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
        if (image.handle == null) {
            image.handle = assign(image);
        }
        image.opens++;
        image.pinned |= mode.noDelete();
        if (mode.global()) {
            image.tree().forEach(scope::publish);
        }
        return image.handle.id();
    }

    private Handle assign(Image image) {
        try {
            Handle handle = surroundings.assign("library " + image.label + " in " + label());
            handles.put(handle.id(), image);
            return handle;
        } catch (DlException e) {
            unloader.collect();
            throw e;
        }
    }

    /** Whether a handle is one of an open library of this space. */
    public boolean owns(int handle) {
        return handles.containsKey(handle);
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
            handles.remove(handle.id());
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
        return value(found);
    }

    private Definition lookUp(Instance caller, int handle, String symbol) {
        return switch (handle) {
            case RTLD_DEFAULT -> scope.find(symbol, of(caller));
            case RTLD_NEXT -> scope.findAfter(symbol, of(caller));
            default -> Scope.find(symbol, handles.get(handle).tree());
        };
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

    /** The number by which code knows a symbol. */
    int value(Definition definition) {
        if (definition instanceof Definition.Tagged tagged) {
            return tagged.taggedIndex();
        }
        if (definition instanceof Definition.Host host) {
            return slot(host.function(), host.image());
        }
        Definition.Exported exported = (Definition.Exported) definition;
        if (exported.image().instance == null) {
            throw new DlException(exported.image().label + " is still being loaded");
        }
        return definition.isFunction()
                ? slot(exported.function(), exported.image())
                : exported.image().address(exported.symbol());
    }

    private int slot(Function function, Image definedBy) {
        int slot = slots.find(function);
        if (slot < 0) {
            slot = takeSlots(definedBy, 1, 1);
            slots.put(slot, function);
        }
        return slot;
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

    /** What a symbol is for an image, or {@code null}. */
    Definition find(String symbol, Image image) {
        return scope.find(symbol, image);
    }

    /** What an image finds as a function, or as what is not one, or {@code null}. */
    Definition findFunction(Image image, String symbol) {
        Function exit = image.object == null ? null : Exits.of(engine, image, symbol);
        if (exit != null) {
            return new Definition.Host(exit, image);
        }
        Definition found = scope.find(symbol, image);
        return found != null ? found : host(image, Binder.ENV, symbol);
    }

    /** A function of the host, or {@code null}. */
    Definition host(Image image, String module, String name) {
        Function function = image.object == null ? null : image.object.host(module, name);
        return function == null ? null : new Definition.Host(function, program);
    }

    /** Reserves a slot for a function pointer whose function is not there yet. */
    int pend(Image image, String symbol) {
        int slot = takeSlots(image, 1, 1);
        pending.put(slot, new Pending(image, symbol));
        return slot;
    }

    /** Forgets what slots of an image were waiting for. */
    void forgetPending(Image image) {
        pending.values().removeIf(p -> p.image() == image);
    }

    /**
     * The function that a call through an empty slot reaches: one that has come since the slot was reserved for it.
     *
     * @throws Trap that says what the slot is
     */
    public Function vacant(Table table, int slot) {
        Pending wanted = table == ports.table() ? pending.get(slot) : null;
        if (wanted == null) {
            throw new Trap(TrapKind.UNINITIALIZED_ELEMENT, Integer.toString(slot) + slots.epitaph(slot));
        }
        Definition found = findFunction(wanted.image(), wanted.symbol());
        if (found == null || !found.isFunction()) {
            throw new Trap(
                    TrapKind.UNINITIALIZED_ELEMENT,
                    slot + ", undefined symbol: " + wanted.symbol() + ", wanted by " + wanted.image().label);
        }
        Function function = function(found, wanted.image());
        pending.remove(slot);
        if (slots.find(function) < 0) {
            slots.put(slot, function);
        } else {
            ports.table().set(slot, function);
        }
        return function;
    }

    /** The function of a definition; the image that asks depends on the one that has it. */
    Function function(Definition definition, Image wantedBy) {
        if (definition instanceof Definition.Exported exported) {
            if (exported.image() != program && exported.image() != wantedBy) {
                wantedBy.bound.add(exported.image());
            }
            return exported.function();
        }
        return definition instanceof Definition.Host host
                ? host.function()
                : IsolatedCall.of(engine, (Definition.Tagged) definition);
    }

    /** Whether a function can be stood in for by a stub. */
    void checkStub(String symbol, FunctionType type) {
        if (!LazyFunction.possible(type)) {
            throw new DlException(
                    "undefined symbol: " + symbol + " " + type + ", of a type that cannot be bound later");
        }
    }

    /** A stub for a function that is not there yet. */
    Function stub(Image image, ImportType wanted, FunctionType type) {
        LazyFunction stub = new LazyFunction(engine, wanted.name(), type);
        image.stubs.add(stub);
        return stub.function();
    }

    /** The function that a stub stands for, which {@code caller} has called. */
    Function bindLate(Instance caller, LazyFunction stub) {
        Image image = of(caller);
        Definition found = findFunction(image, stub.symbol);
        String wanted = ": " + stub.symbol + " " + stub.type + ", wanted by " + image.label;
        if (found == null || !found.isFunction()) {
            throw new Trap(TrapKind.UNDEFINED_ELEMENT, "undefined symbol" + wanted);
        }
        if (found.functionType() != stub.type) {
            throw new Trap(
                    TrapKind.INDIRECT_CALL_TYPE_MISMATCH,
                    "symbol" + wanted + ", has type " + found.functionType() + " in " + found.describe());
        }
        return function(found, image);
    }

    /** Whether the linker itself defines a symbol. */
    boolean defines(String symbol) {
        return program.dylink != null && Startup.defines(symbol);
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
