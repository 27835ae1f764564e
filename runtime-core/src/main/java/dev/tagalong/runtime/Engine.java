package dev.tagalong.runtime;

import dev.tagalong.runtime.type.ArrayType;
import dev.tagalong.runtime.type.FunctionType;
import dev.tagalong.runtime.type.GlobalType;
import dev.tagalong.runtime.type.MemoryType;
import dev.tagalong.runtime.type.StructType;
import dev.tagalong.runtime.type.TableType;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Decodes modules and instantiates them. An engine is safe for any thread; it owns the threads that watch deadlines and
 * is closed when it is no longer needed.
 */
public interface Engine extends AutoCloseable {

    /** A new engine with {@link EngineOptions#DEFAULT}. */
    static Engine create() {
        return create(EngineOptions.DEFAULT);
    }

    /** A new engine. */
    static Engine create(EngineOptions options) {
        return provider().create(options);
    }

    /** A scope for calls of whatever engine, so that another thread can stop them. */
    static CallScope callScope() {
        return provider().callScope();
    }

    /**
     * For Java code that loops or waits between its calls.
     *
     * @throws Trap if this thread runs a task whose {@link #callScope scope} was cancelled
     */
    static void checkpoint() {
        provider().checkpoint();
    }

    /**
     * The names of the parts of the standard beyond its first version that engines offer, such as {@code simd}: those which
     * {@link InstanceOptions#withoutFeatures()} can switch off.
     */
    static Set<String> features() {
        return provider().features();
    }

    /**
     * Whether compiled code has vectors in the processor's vector registers, by the JDK's Vector API. That takes the module
     * {@code jdk.incubator.vector} ({@code java --add-modules jdk.incubator.vector}) and HotSpot's compiler C2; without, a vector
     * is two {@code long}s, which is slower.
     */
    static boolean usesVectorApi() {
        return provider().usesVectorApi();
    }

    private static Provider provider() {
        final class Installed {
            static final Provider PROVIDER = ServiceLoader.load(Provider.class, Engine.class.getClassLoader())
                    .findFirst()
                    .orElse(null);
        }

        if (Installed.PROVIDER == null) {
            throw new IllegalStateException(
                    "the engine's classes come without META-INF/services/" + Provider.class.getName());
        }
        return Installed.PROVIDER;
    }

    /**
     * Decodes and validates a binary (specification, section 7.1.5). The array is not copied: do not change it later.
     *
     * @param name the module's name in messages and backtraces
     * @throws ModuleException if it is malformed, invalid or uses what the engine does not offer
     */
    Module load(String name, byte[] binary);

    /**
     * Instantiates a module (specification, section 4.5.4): binds imports, allocates, copies the active segments and
     * runs the start function.
     *
     * @throws LinkException if an import is missing or of another type, or a limit is exceeded; nothing ran then
     * @throws Trap if a segment does not fit or the start function traps
     */
    Instance instantiate(Module module, Imports imports, InstanceOptions options);

    /**
     * Instantiates a module in a state that an instance of it had: binds imports, allocates, and copies the snapshot. Neither
     * segments nor the start function run. Memories, tables and globals that it imports get their contents, too, so nobody else is to
     * use them yet.
     *
     * @throws LinkException if an import is missing or of another type, or a limit is exceeded
     * @throws SnapshotException if the snapshot is of another module or of several, or larger than the limits
     */
    Instance instantiate(Module module, Imports imports, InstanceOptions options, Snapshot snapshot);

    /**
     * As the first half of {@link #instantiate(Module, Imports, InstanceOptions, Snapshot)}, for instances that refer to each other:
     * nothing is copied or run. Nothing is to call the instance before {@link #restore} has given it a state.
     *
     * @throws LinkException if an import is missing or of another type, or a limit is exceeded
     */
    Instance prepare(Module module, Imports imports, InstanceOptions options);

    /**
     * As {@link #prepare(Module, Imports, InstanceOptions)}, for the first instance of a snapshot: its memories and tables are as large
     * as that of the snapshot, so that others can import them.
     *
     * @throws LinkException if an import is missing or of another type, or a limit is exceeded
     * @throws SnapshotException if the snapshot is of another module, or larger than the limits
     */
    Instance prepare(Module module, Imports imports, InstanceOptions options, Snapshot snapshot);

    /**
     * Gives {@link #prepare prepared} instances the state that others had.
     *
     * @param instances of the same modules in the same order as those of which the snapshot was taken
     * @throws SnapshotException if the snapshot is of others, or larger than the limits
     */
    void restore(Snapshot snapshot, List<Instance> instances);

    /**
     * The state of instances now, while no call is under way in them. What they import is part of it: memories, tables, and
     * globals that change.
     *
     * @param instances one, or a leader and instances that it leads; functions in tables and globals are theirs, or ones that they
     *     import
     * @throws SnapshotException if some of the state lies outside: a reference to something of the host or to a structure, array or
     *     exception, a memory that threads share, an {@link HostState attachment}, a call under way
     * @throws IllegalArgumentException if there is none, or they do not run together
     */
    Snapshot snapshot(List<Instance> instances);

    /**
     * Reads what {@link Snapshot#toBytes} wrote. Takes time and memory in proportion to the bytes.
     *
     * @throws SnapshotException if the bytes are damaged, or another version of the engine wrote them
     */
    Snapshot readSnapshot(byte[] bytes);

    /** A group without instances or budget. Its name appears in messages. */
    InstanceGroup group(String name);

    /** How instances run that are not told otherwise. */
    Tier tier();

    /** A host function as a function object. Its name appears in messages. */
    Function function(String name, HostFunction host);

    /**
     * A memory that belongs to no instance. It does not grow past {@link InstanceLimits#DEFAULT}'s pages, unless it has
     * more from the start.
     *
     * @throws IllegalArgumentException if its minimum is more than a memory of that type can have
     */
    Memory memory(MemoryType type);

    /**
     * A memory that belongs to no instance.
     *
     * @param mostPages the most pages of 64 KiB that it may have, its type's minimum to 65,536, or to
     *     {@link InstanceLimits#MAX_MEMORY_PAGES} with 64-bit addresses; past 32,767, code that uses it is a little slower even
     *     while it is smaller, see {@link InstanceLimits}
     * @throws IllegalArgumentException if that is out of range
     */
    Memory memory(MemoryType type, int mostPages);

    /**
     * A table that belongs to no instance, with null entries.
     *
     * @throws IllegalArgumentException if it is to begin with more entries than a table may have, or null is not of its type
     */
    Table table(TableType type);

    /** A global that belongs to no instance. */
    Global global(GlobalType type, Object value);

    /**
     * A structure of a type. It counts against no instance's limits.
     *
     * @param fields a value for each field, as {@link StructObject#set} takes it
     * @throws IllegalArgumentException if they are too few or too many, or one is not of its field's type
     */
    StructObject struct(StructType type, Object... fields);

    /**
     * An array of a type. It counts against no instance's limits.
     *
     * @param elements the elements, as {@link ArrayObject#set} takes them
     * @throws IllegalArgumentException if one is not of the elements' type
     */
    ArrayObject array(ArrayType type, List<?> elements);

    /**
     * A tag that belongs to no instance.
     *
     * @param type the values of an exception, as parameters
     * @throws IllegalArgumentException if the type has results
     */
    Tag tag(FunctionType type);

    /**
     * An exception, for a host function to throw: its caller's code catches it as one of WebAssembly's own.
     *
     * @param tag a tag of this or another engine, or one that an instance exports
     * @param arguments the values, boxed as for {@link Function#call}
     * @throws IllegalArgumentException if they are not of the tag's type
     */
    WasmException exception(Tag tag, Object... arguments);

    /** Stops the engine's threads. Instances may still be used, but no deadline ends their calls. */
    @Override
    void close();

    /**
     * What the static methods of {@link Engine} do. The engine itself implements it; it is found by a
     * {@link ServiceLoader} over the class loader of {@link Engine}, so that the API does not name what is behind it.
     */
    @ProviderType
    interface Provider {

        /** See {@link Engine#create(EngineOptions)}. */
        Engine create(EngineOptions options);

        /** See {@link Engine#callScope()}. */
        CallScope callScope();

        /** See {@link Engine#checkpoint()}. */
        void checkpoint();

        /** See {@link Engine#features()}. */
        Set<String> features();

        /** See {@link Engine#usesVectorApi()}. */
        boolean usesVectorApi();
    }
}
