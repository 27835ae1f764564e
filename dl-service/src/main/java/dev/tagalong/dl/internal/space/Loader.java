package dev.tagalong.dl.internal.space;

import dev.tagalong.dl.DlException;
import dev.tagalong.dl.EntryPoint;
import dev.tagalong.runtime.Function;
import dev.tagalong.runtime.Global;
import dev.tagalong.runtime.Imports;
import dev.tagalong.runtime.InstanceOptions;
import dev.tagalong.runtime.LinkException;
import dev.tagalong.runtime.type.ImportType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Brings a library and all that it needs into a space, what is needed first. The steps are those of the tool conventions:
 * find, bind, place, instantiate, fill the cells, relocate, construct; each is done for all before the next begins, so that
 * libraries may need each other in a circle. A failure anywhere leaves nothing behind.
 */
final class Loader {

    private static final String APPLY_RELOCATIONS = "__wasm_apply_data_relocs";
    private static final String INITIALIZE_TLS = "__wasm_init_tls";

    /** The last is emscripten's of before the section dylink.0. */
    private static final List<String> CONSTRUCTORS = List.of("_initialize", "__wasm_call_ctors", "__post_instantiate");

    private final LinkSpace space;
    private int constructed;

    Loader(LinkSpace space) {
        this.space = space;
    }

    /**
     * Loads a library that is not loaded.
     *
     * @throws DlException that says what failed, and of which module
     */
    Image load(SharedObject object, LinkSpace.Mode mode) {
        List<Image> fresh = new ArrayList<>();
        List<Image> published = List.of();
        boolean done = false;
        space.unloader().settle();
        try {
            Image root = enter(object, null);
            findNeeds(root, fresh);
            root.deep = mode.deep();
            link(fresh, mode.now());
            space.name(root);
            if (mode.global()) {
                published = space.scope().publish(root.tree());
            }
            fresh.forEach(this::construct);
            fresh.forEach(image -> image.state = Image.State.READY);
            done = true;
            return root;
        } finally {
            if (!done) {
                published.forEach(space.scope()::withdraw);
                space.unloader().undo(fresh);
            }
        }
    }

    /** Loads a position-independent program with all that it needs. */
    void start(Startup startup) {
        Image program = space.program();
        List<Image> fresh = new ArrayList<>();
        boolean done = false;
        try {
            space.add(program);
            findNeeds(program, fresh);
            space.scope().publish(program.tree());
            Map<Image, Map<ImportType, Definition>> bound = bind(fresh, true);
            startup.layOut(fresh);
            startup.instantiate(program, new ImageImports(space, program, bound.get(program)));
            List<Image> libraries = fresh.subList(0, fresh.size() - 1);
            libraries.forEach(image -> instantiate(image, bound.get(image)));
            complete(fresh);
            fresh.forEach(this::construct);
            fresh.forEach(image -> image.state = Image.State.READY);
            done = true;
        } finally {
            if (!done) {
                space.end();
            }
        }
    }

    /** How many images have been constructed. */
    int constructed() {
        return constructed;
    }

    /** Says how many images have been constructed in the state that the program began with. */
    void constructed(int count) {
        constructed = count;
    }

    /** The image of a module that is loaded, or {@code null}. */
    private Image present(SharedObject object) {
        Image loaded = space.image(object);
        if (loaded != null && loaded.state == Image.State.CLOSING) {
            throw new DlException(object.label() + " is being closed");
        }
        return loaded;
    }

    private Image enter(SharedObject object, Image root) {
        Image image = new Image(object, object.symbols());
        image.root = root == null ? image : root;
        space.residents().enter(image);
        space.add(image);
        return image;
    }

    /** An image on the way from the root, and what is left to find of its needs. */
    private record Visit(Image image, Iterator<String> needs) {
        Visit(Image image) {
            this(image, image.dylink.needed().iterator());
        }
    }

    /** Depth first; with a list of its own instead of recursion, as chains may be long. */
    private void findNeeds(Image root, List<Image> fresh) {
        Deque<Visit> path = new ArrayDeque<>(List.of(new Visit(root)));
        try {
            while (!path.isEmpty()) {
                Visit visit = path.element();
                if (!visit.needs().hasNext()) {
                    fresh.add(path.remove().image());
                    continue;
                }
                SharedObject object = need(visit.image().object, visit.needs().next());
                Image need = present(object);
                if (need == null) {
                    need = enter(object, root);
                    path.push(new Visit(need));
                }
                visit.image().needs.add(need);
            }
        } finally {
            path.forEach(visit -> fresh.add(visit.image()));
        }
    }

    private static SharedObject need(SharedObject object, String name) {
        try {
            return object.need(name);
        } catch (DlException e) {
            throw new DlException(object.label() + " needs " + name + ": " + e.getMessage(), e);
        }
    }

    private void link(List<Image> fresh, boolean now) {
        Map<Image, Map<ImportType, Definition>> bound = bind(fresh, now);
        fresh.forEach(this::placeMemory);
        fresh.forEach(this::placeTable);
        fresh.forEach(image -> instantiate(image, bound.get(image)));
        complete(fresh);
    }

    private Map<Image, Map<ImportType, Definition>> bind(List<Image> fresh, boolean now) {
        Binder binder = new Binder(space, now);
        Map<Image, Map<ImportType, Definition>> bound = new HashMap<>();
        fresh.forEach(image -> bound.put(image, binder.bind(image)));
        binder.check();
        return bound;
    }

    private void complete(List<Image> fresh) {
        fresh.forEach(image -> image.slots.forEach(range -> space.slots().note(range, image.instance)));
        fresh.forEach(this::placeThreadData);
        fresh.forEach(this::fill);
        fresh.forEach(this::relocate);
    }

    void placeMemory(Image image) {
        image.memoryBase = takeMemory(image, image.dylink.memorySize(), 1L << image.dylink.memoryAlignment());
    }

    void placeTable(Image image) {
        image.tableBase = space.takeSlots(image, image.dylink.tableSize(), 1L << image.dylink.tableAlignment());
    }

    /** Takes memory; of a size of 0, too, an address that is nobody else's. */
    private long takeMemory(Image image, long size, long alignment) {
        long block = space.heap().take(Math.max(size, 1) + alignment - 1);
        if (block == 0) {
            throw new DlException("cannot place " + image.label + ": no room for " + size + " bytes aligned to "
                    + alignment + " in the memory of " + space.label() + ", from "
                    + space.heap().describe());
        }
        image.blocks.add(block);
        return (block + alignment - 1) & -alignment;
    }

    private void instantiate(Image image, Map<ImportType, Definition> bound) {
        space.ports().memory().fill(image.memoryBase, (byte) 0, image.dylink.memorySize());
        instantiate(image, new ImageImports(space, image, bound), new ImageLinkage(space, image).options());
    }

    void instantiate(Image image, Imports imports, InstanceOptions options) {
        try {
            space.engine().instantiate(image.object.module(), imports, options);
        } catch (LinkException e) {
            throw new DlException("cannot link " + image.label + ": " + e.getMessage(), e);
        } catch (RuntimeException e) {
            throw Calls.failed("the start of " + image.label, e);
        }
    }

    private void placeThreadData(Image image) {
        if (image.function(INITIALIZE_TLS, Calls.TAKES_POINTER) != null) {
            long size = number(image, "__tls_size", 0);
            long alignment = number(image, "__tls_align", 1);
            if (Long.bitCount(alignment) != 1) {
                throw new DlException("cannot place " + image.label + ": __tls_align is " + alignment);
            }
            image.tlsBase = takeMemory(image, size, alignment);
            space.ports().memory().fill(image.tlsBase, (byte) 0, size);
        }
    }

    private static long number(Image image, String name, long otherwise) {
        return image.instance.export(name) instanceof Global global && global.get() instanceof Integer value
                ? Integer.toUnsignedLong(value)
                : otherwise;
    }

    private void fill(Image image) {
        for (Image.Cell cell : image.cells) {
            cell.global().set(cell.function() ? pointer(image, cell.symbol()) : address(image, cell.symbol()));
        }
    }

    private int pointer(Image image, String symbol) {
        Definition found = space.symbols().findFunction(image, symbol, null);
        if (found == null) {
            return Binder.weak(image, symbol) ? 0 : space.late().pend(image, symbol);
        }
        space.symbols().depend(image, found);
        return space.symbols().value(found);
    }

    private int address(Image image, String symbol) {
        Definition found = space.symbols().find(symbol, image);
        if (found == null) {
            return space.defined(symbol);
        }
        space.symbols().depend(image, found);
        return space.symbols().value(found);
    }

    /** Linkers of version 14 relocate in the start function, before there was anything in the cells: hence once more. */
    private void relocate(Image image) {
        Function tls = image.function(INITIALIZE_TLS, Calls.TAKES_POINTER);
        try {
            if (tls != null) {
                Calls.call(tls, (int) image.tlsBase);
            }
            Function relocations = image.function(APPLY_RELOCATIONS, Calls.NOTHING);
            if (relocations != null) {
                Calls.call(relocations);
            }
        } catch (RuntimeException e) {
            throw Calls.failed("the relocation of " + image.label, e);
        }
    }

    private void construct(Image image) {
        image.constructed = ++constructed;
        if (image == space.program() && image.instance.export(EntryPoint.START) != null) {
            // It runs its constructors itself, when it is run.
            return;
        }
        for (String name : CONSTRUCTORS) {
            Function constructors = image.function(name, Calls.NOTHING);
            if (constructors != null) {
                try {
                    Calls.call(constructors);
                } catch (RuntimeException e) {
                    throw Calls.failed("a constructor of " + image.label, e);
                }
                return;
            }
        }
    }
}
