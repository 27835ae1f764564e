package dev.tagalong.dl.internal.space;

import dev.tagalong.dl.DlException;
import dev.tagalong.runtime.Function;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.Linkage;
import dev.tagalong.runtime.ProcessEnvironment;
import dev.tagalong.runtime.Snapshot;
import dev.tagalong.runtime.SnapshotException;
import dev.tagalong.runtime.type.ExternalType;
import dev.tagalong.runtime.type.ImportType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Takes the state of a link space, and gives it to another. It is taken while no code of the program runs, so nothing is being
 * loaded. Only programs with an allocator have one.
 */
public final class SpaceStates {

    private final LinkSpace space;
    private final Map<Image, Integer> numbers = new HashMap<>();

    private SpaceStates(LinkSpace space) {
        this.space = space;
        numbers.put(space.program(), 0);
        libraries(space).forEach(image -> numbers.put(image, numbers.size()));
    }

    /** Those besides the program, in load order. */
    private static List<Image> libraries(LinkSpace space) {
        return space.images().stream().filter(image -> image != space.program()).toList();
    }

    /** The instances of a space: the program, then the libraries in load order. */
    public static List<Instance> instances(LinkSpace space) {
        List<Instance> all = new ArrayList<>();
        all.add(space.program().instance);
        libraries(space).forEach(image -> all.add(image.instance));
        return all;
    }

    /**
     * The state of a space.
     *
     * @throws SnapshotException if it cannot be given to another
     */
    public static SpaceState of(LinkSpace space) {
        if (!(space.heap() instanceof ProgramHeap)) {
            throw new SnapshotException("its libraries lie in memory that is not from its malloc");
        }
        return new SpaceStates(space).state();
    }

    private SpaceState state() {
        List<SpaceState.Library> libraries = new ArrayList<>();
        for (Image image : libraries(space)) {
            if (image.state != Image.State.READY) {
                throw new SnapshotException(image.label + " is being loaded or closed");
            }
            libraries.add(library(image));
        }
        Map<Integer, SpaceState.Waiting> pending = new HashMap<>();
        space.late()
                .pending()
                .forEach((slot, wanted) ->
                        pending.put(slot, new SpaceState.Waiting(number(wanted.image()), wanted.symbol())));
        boolean independent = space.program().dylink != null;
        return new SpaceState(
                independent ? library(space.program()) : null,
                space.defined(),
                libraries,
                numbers(space.scope().global()),
                space.slots().free(),
                pairs(space.slots().resting()),
                pending,
                space.loader().constructed());
    }

    private SpaceState.Library library(Image image) {
        return new SpaceState.Library(
                identity(image.object),
                List.of(image.memoryBase, (long) image.tableBase, image.tlsBase),
                image.handle == null ? 0 : image.known,
                image.opens,
                image.constructed,
                image.pinned,
                image.deep,
                number(image.root),
                numbers(image.needs),
                numbers(image.bound),
                image.exits.stream()
                        .map(exit -> List.of(exit.slot(), exit.argument()))
                        .toList(),
                image.texts,
                image.blocks,
                pairs(image.slots),
                functions(image));
    }

    static SpaceState.Identity identity(SharedObject object) {
        return new SpaceState.Identity(
                object.name(), object.version(), object.module().digest());
    }

    private int number(Image image) {
        Integer number = numbers.get(image);
        if (number == null) {
            throw new SnapshotException(image.label + " is bound to, and was closed");
        }
        return number;
    }

    private List<Integer> numbers(Collection<Image> images) {
        return images.stream().map(this::number).toList();
    }

    private static List<List<Integer>> pairs(Collection<SlotTable.Range> ranges) {
        return ranges.stream()
                .map(range -> List.of(range.from(), range.count()))
                .toList();
    }

    private List<Integer> functions(Image image) {
        List<Integer> all = new ArrayList<>();
        for (ImportType wanted : image.object.module().imports()) {
            if (wanted.type() instanceof ExternalType.Func) {
                all.add(binding(image, wanted, image.instance.functionAt(all.size())));
            }
        }
        return all;
    }

    private int binding(Image image, ImportType wanted, Function function) {
        if (image.stubs.stream().anyMatch(stub -> stub.function() == function)) {
            return SpaceState.Library.STUB;
        }
        if (function.owner() == null) {
            return image.exitFunctions.get(wanted.name()) == function
                    ? SpaceState.Library.EXIT
                    : SpaceState.Library.HOST;
        }
        for (Map.Entry<Image, Integer> other : numbers.entrySet()) {
            if (other.getKey().instance == function.owner()
                    && other.getKey().instance.export(wanted.name()) == function) {
                return other.getValue();
            }
        }
        throw new SnapshotException(image.label + " is bound to " + function + ", which is none of its libraries'");
    }

    /**
     * Makes the instance of a position-independent program that is to begin with a state, in its empty space.
     *
     * @param linkage is told of the instance
     * @param snapshot the states of the instances, of which the program's is the first
     * @throws DlException if an import cannot be bound
     */
    public static void enterProgram(
            LinkSpace space, SpaceState state, Snapshot snapshot, Linkage linkage, ProcessEnvironment environment) {
        Startup startup = new Startup(space, linkage, environment);
        startup.makePorts(state.defined());
        space.add(space.program());
        place(space.program(), state.program(), images(space));
        new SpaceInstances(space, images(space), List.of()).makeProgram(state.program(), startup.options(), snapshot);
        space.takeHeap();
    }

    /**
     * Enters the libraries of a state and makes their instances, which have no state yet.
     *
     * @param space a space around a program's instance that has no state yet, and without libraries
     * @param finder finds a library on offer
     * @throws DlException if a library is not on offer, or an import cannot be bound
     */
    public static void enter(
            LinkSpace space, SpaceState state, java.util.function.Function<SpaceState.Identity, SharedObject> finder) {
        for (SpaceState.Library library : state.libraries()) {
            SharedObject object = finder.apply(library.module());
            Image image = new Image(object, object.symbols());
            space.residents().enter(image);
            space.add(image);
        }
        List<Image> images = images(space);
        for (int i = 1; i < images.size(); i++) {
            place(images.get(i), state.libraries().get(i - 1), images);
        }
        if (state.program() != null) {
            refer(space.program(), state.program(), images);
        }
        new SpaceInstances(space, images, state.libraries()).make();
    }

    /** The program and the libraries. */
    private static List<Image> images(LinkSpace space) {
        List<Image> images = new ArrayList<>(List.of(space.program()));
        images.addAll(libraries(space));
        return images;
    }

    private static void place(Image image, SpaceState.Library library, List<Image> images) {
        image.memoryBase = library.places().get(0);
        image.tableBase = (int) (long) library.places().get(1);
        image.tlsBase = library.places().get(2);
        image.opens = library.opens();
        image.constructed = library.constructed();
        image.pinned = library.pinned();
        image.deep = library.deep();
        library.exits().forEach(exit -> image.exits.addLast(new Image.Exit(exit.get(0), exit.get(1))));
        image.texts.putAll(library.texts());
        image.blocks.addAll(library.blocks());
        library.slots().forEach(range -> image.slots.add(new SlotTable.Range(range.get(0), range.get(1))));
        image.state = Image.State.READY;
        if (image.object != images.get(0).object) {
            refer(image, library, images);
        }
    }

    /** Once all images are there. */
    private static void refer(Image image, SpaceState.Library library, List<Image> images) {
        image.root = images.get(library.root());
        library.needs().forEach(need -> image.needs.add(images.get(need)));
        library.bound().forEach(bound -> image.bound.add(images.get(bound)));
    }

    /**
     * Completes a space, once its instances have their state.
     *
     * @throws DlException if all handle ids are in use
     */
    public static void complete(LinkSpace space, SpaceState state) {
        List<Image> images = images(space);
        space.scope().publish(state.global().stream().map(images::get).toList());
        space.slots(SlotTable.of(
                space.ports().table(),
                state.free(),
                state.resting().stream()
                        .map(range -> new SlotTable.Range(range.get(0), range.get(1)))
                        .toList()));
        state.pending().forEach((slot, wanted) -> space.late().pend(slot, images.get(wanted.image()), wanted.symbol()));
        space.loader().constructed(state.constructed());
        for (int i = 1; i < images.size(); i++) {
            int handle = state.libraries().get(i - 1).handle();
            if (handle != 0) {
                space.name(images.get(i), handle);
            }
        }
    }
}
