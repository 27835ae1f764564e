package dev.tagalong.dl.internal.resolve;

import dev.tagalong.dl.DlException;
import dev.tagalong.dl.EntryPoint;
import dev.tagalong.runtime.EngineException;
import dev.tagalong.runtime.Function;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.InstanceOptions;
import dev.tagalong.runtime.LinkException;
import dev.tagalong.runtime.ProcessEnvironment;
import dev.tagalong.runtime.SnapshotException;
import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.WasmException;
import dev.tagalong.runtime.type.FunctionType;
import dev.tagalong.runtime.type.ValueType;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings instances to the point where they can be called. */
final class Instances {

    /** The export by which a WASI reactor asks to be initialised, once, before any other. */
    private static final String INITIALIZE = "_initialize";

    /** The constructors of one that has no other way to have them called, as emscripten's programs. */
    private static final String CONSTRUCTORS = "__wasm_call_ctors";

    private static final Logger LOG = LoggerFactory.getLogger(Instances.class);

    private static final FunctionType NOTHING_TO_NOTHING = FunctionType.of(List.of(), List.of());

    private static final FunctionType NUMBER = FunctionType.of(List.of(), List.of(ValueType.I32));
    private static final FunctionType TWO_NUMBERS = FunctionType.of(List.of(ValueType.I32, ValueType.I32), List.of());

    private Instances() {}

    /**
     * Makes the instance for {@code link}, in the state that it is to begin with; without one, runs its start function, and its
     * {@code _initialize} if it exports one, or its constructors.
     *
     * @throws DlException if that fails; a program's own exit goes through
     */
    static void start(ModuleBinder binder, InitialStates states, LinkedInstance link, ProcessEnvironment given) {
        ModuleOffer offer = link.entry.offer;
        ProcessEnvironment environment = Environments.of(offer, binder.settings(offer), given);
        if (offer.shared()) {
            if (!restored(states, link, environment, state -> link.restore(state, environment))) {
                link.start(environment);
                states.started(offer);
            }
            return;
        }
        InstanceOptions options = binder.options(offer)
                .withGroup(link.entry.group)
                .withLinkage(link)
                .withEnvironment(environment);
        try {
            if (restored(states, link, environment, state -> restore(binder, link, options, state))) {
                return;
            }
            Instance instance = binder.instantiate(offer, link.ownImports, options);
            if (link.instance() == null) {
                link.attached(instance);
            }
            link.made();
            link.fillCells();
            initialize(instance);
            states.started(offer);
        } catch (LinkException e) {
            throw new DlException("cannot link " + offer.label() + ": " + e.getMessage(), e);
        } catch (Trap | WasmException e) {
            throw new DlException("cannot start " + offer.label() + ": " + e.getMessage(), e);
        } catch (EngineException e) {
            throw new DlException("cannot use " + offer.label() + ": " + e.getMessage(), e);
        }
    }

    /** Whether the instance has begun with a state, which {@code restoring} gives it; else it is to begin the usual way. */
    private static boolean restored(
            InitialStates states,
            LinkedInstance link,
            ProcessEnvironment environment,
            Consumer<InitialState> restoring) {
        ModuleOffer offer = link.entry.offer;
        InitialState state = states.of(offer, environment);
        if (state == null) {
            return false;
        }
        boolean done = false;
        try {
            restoring.accept(state);
            link.made();
            done = true;
        } catch (SnapshotException e) {
            states.unusable(offer, e.getMessage());
        } catch (DlException e) {
            LOG.warn("{} starts without its snapshot: {}", offer.label(), e.getMessage());
        } finally {
            if (!done) {
                link.abandon();
            }
        }
        return done;
    }

    private static void restore(ModuleBinder binder, LinkedInstance link, InstanceOptions options, InitialState state) {
        Instance instance = binder.prepare(link.entry.offer, link.ownImports, options, state.snapshot());
        if (link.instance() == null) {
            link.attached(instance);
        }
        link.restore(state);
    }

    private static void initialize(Instance instance) {
        prepareStack(instance);
        String name = instance.export(INITIALIZE) != null || instance.export(EntryPoint.START) != null
                ? INITIALIZE
                : CONSTRUCTORS;
        if (instance.export(name) instanceof Function function && function.type() == NOTHING_TO_NOTHING) {
            function.call();
        }
    }

    /** Emscripten's programs that check their stack learn its limits before anything else, or every call would be too deep. */
    private static void prepareStack(Instance instance) {
        if (instance.export("emscripten_stack_init") instanceof Function function
                && function.type() == NOTHING_TO_NOTHING) {
            function.call();
        }
        if (instance.export("__set_stack_limits") instanceof Function set
                && set.type() == TWO_NUMBERS
                && instance.export("emscripten_stack_get_base") instanceof Function base
                && base.type() == NUMBER
                && instance.export("emscripten_stack_get_end") instanceof Function end
                && end.type() == NUMBER) {
            set.call(base.call(), end.call());
        }
    }
}
