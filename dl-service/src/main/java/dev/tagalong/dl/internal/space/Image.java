package dev.tagalong.dl.internal.space;

import dev.tagalong.dl.internal.dylink.Dylink;
import dev.tagalong.dl.internal.handle.Handle;
import dev.tagalong.runtime.Function;
import dev.tagalong.runtime.Global;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.Tag;
import dev.tagalong.runtime.type.ExternalType;
import dev.tagalong.runtime.type.FunctionType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** A module in a link space: the program, or a library that is placed beside it. Used by the thread that runs the program. */
final class Image implements TagOwner {

    /** How far a library has come. */
    enum State {
        LOADING,
        READY,
        CLOSING,
        GONE
    }

    /** A cell through which a module finds a symbol: it imports the cell, and the loader fills it. */
    record Cell(boolean function, String symbol, Global global) {}

    /** What is to be called when the library goes: {@code function(argument)}, or {@code function()}. */
    record Exit(int slot, int argument) {}

    /** Far more than programs have static objects: they are kept outside of the memory that a program may have. */
    private static final int MOST_EXITS = 1 << 20;

    /** The module on offer; {@code null} for a program with a fixed place. */
    final SharedObject object;

    /** What the module says of itself; {@code null} for a program with a fixed place. */
    final Dylink dylink;

    final String label;
    final SymbolTable symbols;

    /** The image with which it was loaded, whose tree is searched for its symbols. */
    Image root = this;

    /** The images that it needs, in order. */
    final List<Image> needs = new ArrayList<>();

    /** The images other than those that it is bound to. */
    final Set<Image> bound = new LinkedHashSet<>();

    /** The cells that it imports. */
    final List<Cell> cells = new ArrayList<>();

    /** What it asked to be called at its end. */
    final Deque<Exit> exits = new ArrayDeque<>();

    /** The functions by which it asks, by name. */
    final Map<String, Function> exitFunctions = new HashMap<>();

    /** The stubs that it imports; read by whoever ends it. */
    final List<LazyFunction> stubs = new CopyOnWriteArrayList<>();

    /** The strings about it that were placed in the program's heap, with their addresses. */
    final Map<String, Integer> texts = new HashMap<>();

    /** The blocks of the program's heap that are its own. */
    final List<Long> blocks = new ArrayList<>();

    /** The slots that are its own. */
    final List<SlotTable.Range> slots = new ArrayList<>();

    private final Map<String, Tag> tagsAhead = new HashMap<>();
    private List<Image> tree;

    State state = State.LOADING;
    volatile Instance instance;
    long memoryBase;
    int tableBase;
    long tlsBase;

    /** How many opens have not been closed. */
    int opens;

    /** Whether it stays until the program ends (RTLD_NODELETE). */
    boolean pinned;

    /** Whether everybody finds its symbols (RTLD_GLOBAL). */
    boolean global;

    /** Whether it looks for symbols in its own tree first (RTLD_DEEPBIND). */
    boolean deep;

    /** When its constructors ran, among all of the space; 0 if they have not. */
    int constructed;

    /** Its handle, once somebody has opened it by name. */
    Handle handle;

    /** The number by which the program knows its handle: of a state that it began with, that of then. */
    int known;

    /** An image of a library, or of a position-independent program. */
    Image(SharedObject object, SymbolTable symbols) {
        this.object = object;
        this.dylink = object.dylink();
        this.label = object.label();
        this.symbols = symbols;
    }

    /** The image of a program with a fixed place. */
    Image(String label, Instance program) {
        this.object = null;
        this.dylink = null;
        this.label = label;
        this.symbols = new SymbolTable(program.module(), null);
        this.instance = program;
        this.state = State.READY;
    }

    /** What it defines under a name, or {@code null}. */
    Definition define(String symbol) {
        ExternalType type = state == State.GONE ? null : symbols.find(symbol);
        return type == null ? null : new Definition.Exported(this, symbol, type);
    }

    /** The address of data that it exports. */
    int address(String symbol) {
        int value = (int) ((Global) instance.export(symbol)).get();
        if (dylink == null || dylink.exportIs(symbol, Dylink.ABSOLUTE)) {
            return value;
        }
        return (int) (dylink.exportIs(symbol, Dylink.TLS) ? tlsBase : memoryBase) + value;
    }

    /** Takes note of a call that is to be made when it goes; {@code false}: there are too many. */
    boolean atExit(Exit exit) {
        if (exits.size() >= MOST_EXITS) {
            return false;
        }
        exits.push(exit);
        return true;
    }

    /** Lets go of the functions that its stubs have found: code remembers stubs longer than an image lives. */
    void unbind() {
        stubs.forEach(LazyFunction::unbind);
    }

    /** Whether data at an address is its own. */
    boolean holds(long address) {
        return dylink != null && address >= memoryBase && address - memoryBase < Math.max(dylink.memorySize(), 1);
    }

    /** An exported function of a type, or {@code null}. */
    Function function(String name, FunctionType type) {
        return instance.export(name) instanceof Function function && function.type() == type ? function : null;
    }

    /** Whether it needs one of these or is bound to one. */
    boolean dependsOnOneOf(Set<Image> images) {
        return needs.stream().anyMatch(images::contains) || bound.stream().anyMatch(images::contains);
    }

    /** Itself and all that it needs, breadth first. Asked for when its needs have been found. */
    List<Image> tree() {
        if (tree == null) {
            tree = findTree();
        }
        return tree;
    }

    @Override
    public Tag tag(String name) {
        if (instance == null) {
            return null;
        }
        if (instance.export(name) instanceof Tag exported) {
            return exported;
        }
        return instance.attachment(OwnImports.class, OwnImports::new).get(name) instanceof Tag own ? own : null;
    }

    @Override
    public ExternalType.Tag tagType(String name) {
        return state == State.GONE ? null : symbols.findTag(name);
    }

    @Override
    public Map<String, Tag> tagsAhead() {
        return tagsAhead;
    }

    private List<Image> findTree() {
        Set<Image> found = new LinkedHashSet<>(List.of(this));
        for (Deque<Image> next = new ArrayDeque<>(found); !next.isEmpty(); ) {
            for (Image need : next.removeFirst().needs) {
                if (found.add(need)) {
                    next.addLast(need);
                }
            }
        }
        return List.copyOf(found);
    }

    @Override
    public String toString() {
        return label;
    }
}
