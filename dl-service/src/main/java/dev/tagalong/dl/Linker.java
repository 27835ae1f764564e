package dev.tagalong.dl;

import dev.tagalong.runtime.InstanceLimits;
import dev.tagalong.runtime.Module;
import dev.tagalong.runtime.ProcessEnvironment;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The dynamic linker: an OSGi service. Safe for any thread. Each using bundle has its own view of it: when the bundle
 * gives the service back, or stops, what it left open through it is closed.
 *
 * <p>A bundle that is wired to the linker (a {@code Require-Capability} on {@code osgi.extender}, {@code tagalong.dl})
 * offers modules with the header {@code Wasm-Module}: clauses of a path in the bundle, and the attributes {@code name}
 * (default: the path's last part) and {@code version} (default: the bundle's). A name given to {@link #open} or
 * {@link #load} is such a name, optionally followed by {@code ;version=RANGE} with an OSGi version range; of several
 * candidates the highest version wins, then the lowest bundle id; broken ones are passed over if there is a good one. Of a
 * path that nobody offers a module under, the last part is the name.
 *
 * <p>A position-independent module (one with a section {@code dylink.0} or {@code dylink}) is placed into the memory of the
 * program that opens it, so that each program has its own; see {@link Program#open}. Any other has a memory of its own, and
 * one instance, which its bundle owns.
 *
 * <p>A module's imports are bound to host functions that services provide: a {@link dev.tagalong.runtime.HostModule}
 * provides its functions under its own name, a {@link dev.tagalong.runtime.HostFunction} itself under the service
 * properties {@code tagalong.import.module} and {@code tagalong.import.name}. Of several the service ranking decides. An
 * instance keeps what it was bound to; a call of a function whose service is gone traps. Every module may import
 * {@code dlopen}, {@code dlsym}, {@code dlclose}, {@code dladdr} and {@code dlerror} from {@code env}, all
 * of {@code wasi_snapshot_preview1} and {@code wasi_unstable}, and what emscripten's output expects of {@code env}; the property
 * {@code imports.allowed} of the configuration {@code dev.tagalong.dl} grants more, by patterns such as {@code demo.log},
 * {@code demo.*} or {@code com.example.plugin:demo.*}.
 */
@ProviderType
public interface Linker {

    /** The name, as {@link #open(String, int)} reads it, of this version of a module and no other. */
    static String request(String name, String version) {
        return name + ";version=[" + version + "," + version + "]";
    }

    /**
     * Opens a library, as {@code dlopen} does: the first reference makes the instance, later ones share it.
     *
     * @param flags of {@link OpenFlags}, combined with {@code |}
     * @throws DlException if there is no such library, it cannot be linked or has no memory of its own, or a flag is unknown
     */
    Library open(String name, int flags);

    /** Opens a library with {@link OpenFlags#RTLD_NOW}. */
    default Library open(String name) {
        return open(name, OpenFlags.RTLD_NOW);
    }

    /**
     * Instantiates a program.
     *
     * @throws DlException if there is no such module or it cannot be linked
     */
    Program load(String name, ProcessEnvironment environment);

    /**
     * Opens this very module, whatever others there are of its name; see {@link #open(String, int)}.
     *
     * @throws DlException if it is offered no longer
     */
    Library open(OfferedModule module, int flags);

    /**
     * Makes an instance of its own of this very module; see {@link #load(String, ProcessEnvironment)}.
     *
     * @throws DlException if it is offered no longer
     */
    Program load(OfferedModule module, ProcessEnvironment environment);

    /**
     * Starts a program, calls a function of it, and has new instances of its module begin with the state after that: programs,
     * services, and isolated libraries. What the program is told is what is configured for it. The snapshot is kept for as long as
     * engine, linker and the module's binary stay what they are. What the start has read of arguments, environment variables and
     * directories is in it, so an instance that is told otherwise starts the usual way; so are times and random numbers.
     *
     * @param function an export without parameters; {@link SnapshotInfo#START} for the start alone, unless there is such an export
     * @throws DlException if there is no such module or function, or it cannot be linked
     * @throws dev.tagalong.runtime.SnapshotException if a part of the state lies outside of the instance, such as an open file
     * @throws dev.tagalong.runtime.Trap if the function traps
     */
    SnapshotInfo takeSnapshot(String name, String function);

    /**
     * The snapshot of a module, or why there is none.
     *
     * @return {@code null} if there is none and none is configured
     * @throws DlException if there is no such module or it is broken
     */
    SnapshotInfo snapshot(String name);

    /**
     * Has new instances of a module start the usual way again. A snapshot that is configured is made again when the module comes anew.
     *
     * @return whether there was one
     * @throws DlException if there is no such module or it is broken
     */
    boolean removeSnapshot(String name);

    /** The modules that bundles offer now, by bundle id, then in the header's order. */
    List<LibraryInfo> libraries();

    /**
     * How all modules stand that bundles or files have brought, whether they are on offer or not, and what is wrong with those that are
     * not well. By bundle id, then in the header's order; what has no bundle comes last. Worked out at each call: whether imports
     * can be bound is looked at as it is now, without making anything.
     */
    List<ModuleStatus> modules();

    /** How this very module stands; see {@link #modules}. */
    ModuleStatus status(OfferedModule module);

    /**
     * The symbols of a module, whether it is open or not.
     *
     * @throws DlException if there is no such module or it is broken
     */
    List<Symbol> symbols(String name);

    /**
     * The module itself: its imports and exports, its sections, its code for people. Who keeps it keeps its code.
     *
     * @throws DlException if there is no such module or it is broken
     */
    Module module(String name);

    /**
     * What would be loaded with a position-independent module now, without loading it: what it needs, what that needs, breadth
     * first, by the wires that the OSGi resolver has chosen. Empty for a module with a memory of its own.
     *
     * @throws DlException if there is no such module or it is broken
     */
    List<LibraryNeed> needs(String name);

    /**
     * What each bundle with modules has used, and the instances that there are: programs that run are among them. By
     * bundle id; what is still closing is told, too.
     */
    List<PluginStatistics> statistics();

    /**
     * What a module may use and is given, as it is configured now.
     *
     * @throws DlException if there is no such module or it is broken
     */
    PluginSettings settings(String name);

    /** The limits of modules for which no others are configured. */
    InstanceLimits limits();
}
