package dev.tagalong.dl.internal.resolve;

import dev.tagalong.dl.DlException;
import dev.tagalong.dl.PluginSettings;
import dev.tagalong.dl.internal.space.OwnImports;
import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.Function;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.InstanceLimits;
import dev.tagalong.runtime.InstanceOptions;
import dev.tagalong.runtime.Snapshot;
import dev.tagalong.runtime.type.FunctionType;

/** Makes instances. Called without locks, by any thread. */
public interface ModuleBinder {

    /**
     * Binds a module's imports, instantiates it and runs its start function.
     *
     * @param own makes what it imports for itself
     * @param options what the instance is told, see {@link #options}
     * @throws DlException if an import is missing, of another type or not granted
     * @throws dev.tagalong.runtime.EngineException if the engine refuses it or the start function traps
     */
    Instance instantiate(ModuleOffer offer, OwnImports own, InstanceOptions options);

    /**
     * Binds a module's imports and makes an instance that is to be given the state of the first of a snapshot.
     *
     * @throws DlException if an import is missing, of another type or not granted
     * @throws dev.tagalong.runtime.EngineException if the engine refuses the module
     */
    Instance prepare(ModuleOffer offer, OwnImports own, InstanceOptions options, Snapshot snapshot);

    /** What the next instance of a module is to be told: its name, its limits and its tier. */
    InstanceOptions options(ModuleOffer offer);

    /** What holds for a module, as it is configured now. */
    PluginSettings settings(ModuleOffer offer);

    /** The engine that makes them. */
    Engine engine();

    /**
     * The host function that is on offer under an import's names.
     *
     * @param type the import's type, which is chosen where there are several; {@code null} if any will do
     * @return {@code null} if there is none
     * @throws DlException if there is one that was not granted to the module's bundle
     */
    Function host(ModuleOffer offer, String module, String name, FunctionType type);

    /**
     * What a module imports and could not be bound to now. Of a position-independent one only what no program can have: host functions
     * of other modules than {@code env}. Makes no instance.
     *
     * @return {@code null} if nothing is known to be missing
     */
    String lacks(ModuleOffer offer);

    /** The limits of modules for which no others are configured. */
    InstanceLimits limits();
}
