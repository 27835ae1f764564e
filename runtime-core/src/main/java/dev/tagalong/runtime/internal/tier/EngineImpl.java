package dev.tagalong.runtime.internal.tier;

import dev.tagalong.runtime.ArrayObject;
import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.EngineOptions;
import dev.tagalong.runtime.Function;
import dev.tagalong.runtime.Global;
import dev.tagalong.runtime.HostFunction;
import dev.tagalong.runtime.Imports;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.InstanceGroup;
import dev.tagalong.runtime.InstanceLimits;
import dev.tagalong.runtime.InstanceOptions;
import dev.tagalong.runtime.Memory;
import dev.tagalong.runtime.Module;
import dev.tagalong.runtime.Snapshot;
import dev.tagalong.runtime.StructObject;
import dev.tagalong.runtime.Table;
import dev.tagalong.runtime.Tag;
import dev.tagalong.runtime.Tier;
import dev.tagalong.runtime.WasmException;
import dev.tagalong.runtime.internal.binary.ModuleDecoder;
import dev.tagalong.runtime.internal.call.HostCode;
import dev.tagalong.runtime.internal.call.JavaCalls;
import dev.tagalong.runtime.internal.call.TrapPath;
import dev.tagalong.runtime.internal.compile.load.CodeCacheFolder;
import dev.tagalong.runtime.internal.compile.load.ModuleCompiler;
import dev.tagalong.runtime.internal.compile.plan.SplitLimits;
import dev.tagalong.runtime.internal.event.Events;
import dev.tagalong.runtime.internal.interpret.InterpretedModule;
import dev.tagalong.runtime.internal.interpret.Training;
import dev.tagalong.runtime.internal.memory.Memories;
import dev.tagalong.runtime.internal.memory.MemoryForm;
import dev.tagalong.runtime.internal.memory.MemoryImpl;
import dev.tagalong.runtime.internal.meter.InstanceGroupImpl;
import dev.tagalong.runtime.internal.module.WasmModule;
import dev.tagalong.runtime.internal.object.ObjectClass;
import dev.tagalong.runtime.internal.object.TagImpl;
import dev.tagalong.runtime.internal.snapshot.Snapshots;
import dev.tagalong.runtime.internal.store.FunctionImpl;
import dev.tagalong.runtime.internal.store.GlobalImpl;
import dev.tagalong.runtime.internal.store.InstanceImpl;
import dev.tagalong.runtime.internal.store.Instantiator;
import dev.tagalong.runtime.internal.store.JavaEntry;
import dev.tagalong.runtime.internal.store.LoadedModule;
import dev.tagalong.runtime.internal.store.TableImpl;
import dev.tagalong.runtime.internal.thread.Deadlines;
import dev.tagalong.runtime.internal.validate.ModuleValidator;
import dev.tagalong.runtime.type.AddressType;
import dev.tagalong.runtime.type.ArrayType;
import dev.tagalong.runtime.type.FunctionType;
import dev.tagalong.runtime.type.GlobalType;
import dev.tagalong.runtime.type.MemoryType;
import dev.tagalong.runtime.type.StructType;
import dev.tagalong.runtime.type.TableType;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** The engine: puts the stages together. */
public final class EngineImpl implements Engine {

    private final EngineOptions options;
    private final SplitLimits limits;
    private final Map<Tier, CodeCacheFolder> codeCaches = new EnumMap<>(Tier.class);
    private final int arrayPages;
    private final Deadlines deadlines = new Deadlines();
    private final JavaEntry calls = new JavaCalls();
    private final Hotness hotness;
    private final BackgroundCompiler background;

    /** An engine with options. */
    public EngineImpl(EngineOptions options) {
        this(options, SplitLimits.DEFAULT);
    }

    /**
     * An engine whose compiler cuts functions elsewhere than it usually does; for tests. It must not share a code cache
     * with others.
     */
    public EngineImpl(EngineOptions options, SplitLimits limits) {
        this(options, limits, MemoryImpl.ARRAY_PAGES);
    }

    /**
     * An engine whose compiler cuts functions elsewhere than it usually does, and whose memories outgrow their arrays
     * earlier; for tests. It must not share a code cache with others.
     *
     * @param arrayPages past how many pages a memory is not one array any more
     */
    public EngineImpl(EngineOptions options, SplitLimits limits, int arrayPages) {
        this(options, limits, arrayPages, Hotness.DEFAULT);
    }

    /**
     * As the one without {@code hotness}, which tells when functions are compiled that are interpreted at first; for
     * tests.
     */
    public EngineImpl(EngineOptions options, SplitLimits limits, int arrayPages, Hotness hotness) {
        this.options = options;
        this.limits = limits;
        this.arrayPages = arrayPages;
        this.hotness = hotness;
        this.background = new BackgroundCompiler(hotness.atOnce());
        TrapPath.initialize();
    }

    /** Which calls are direct differs from tier to tier. */
    private synchronized CodeCacheFolder codeCache(Tier tier) {
        return options.codeCache() == null
                ? null
                : codeCaches.computeIfAbsent(
                        tier,
                        t -> new CodeCacheFolder(
                                options.codeCache(),
                                options.codeCacheBytes(),
                                t.name().toLowerCase(Locale.ROOT)));
    }

    @Override
    public Module load(String name, byte[] binary) {
        if (options.tier() != Tier.COMPILE) {
            Training.begin(background::submit);
        }
        Object event = Events.SINK.moduleLoad();
        int functions = 0;
        String error = null;
        try {
            WasmModule wasm = ModuleDecoder.decode(name, binary);
            ModuleValidator.validate(wasm);
            functions = wasm.bodies().size();
            return new LoadedModule(wasm, (form, tier) -> codeFactory(wasm, form, tier));
        } catch (RuntimeException e) {
            error = e.getMessage();
            throw e;
        } finally {
            Events.SINK.moduleLoaded(event, name, binary.length, functions, error);
        }
    }

    private LoadedModule.CodeFactory codeFactory(WasmModule wasm, MemoryForm memory, Tier tier) {
        if (tier == Tier.TIERED) {
            return new TieredModule(wasm, memory, codeCache(tier), limits, hotness, background).codeFactory();
        }
        if (tier == Tier.INTERPRET) {
            return new InterpretedModule(wasm, memory);
        }
        InterpretedModule interpreter = InterpretedModule.leftovers(wasm, memory);
        ModuleCompiler compiler =
                new ModuleCompiler(wasm, memory, interpreter::code, codeCache(tier), limits, function -> true);
        return (module, body) -> compiler.code(body);
    }

    @Override
    public Instance instantiate(Module module, Imports imports, InstanceOptions how) {
        return made(own(module), imports, how, null);
    }

    @Override
    public Instance instantiate(Module module, Imports imports, InstanceOptions how, Snapshot snapshot) {
        return made(own(module), imports, how, instance -> Snapshots.restore(snapshot, List.<Instance>of(instance)));
    }

    @Override
    public Instance prepare(Module module, Imports imports, InstanceOptions how) {
        return made(own(module), imports, how, instance -> {});
    }

    @Override
    public Instance prepare(Module module, Imports imports, InstanceOptions how, Snapshot snapshot) {
        return made(own(module), imports, how, instance -> Snapshots.makeRoom(snapshot, instance));
    }

    @Override
    public void restore(Snapshot snapshot, List<Instance> instances) {
        Snapshots.restore(snapshot, instances);
    }

    @Override
    public Snapshot snapshot(List<Instance> instances) {
        return Snapshots.take(instances);
    }

    @Override
    public Snapshot readSnapshot(byte[] bytes) {
        return Snapshots.read(bytes);
    }

    private static LoadedModule own(Module module) {
        if (module instanceof LoadedModule loaded) {
            return loaded;
        }
        throw new IllegalArgumentException("not a module of this engine: " + module);
    }

    /** With {@code state}, which gives the instance its state, or {@code null} for the usual way. */
    private Instance made(LoadedModule module, Imports imports, InstanceOptions how, Consumer<InstanceImpl> state) {
        Tier tier = how.tier() == null ? options.tier() : how.tier();
        Object event = Events.SINK.instantiate();
        String error = null;
        try {
            Instantiator.EngineParts parts = new Instantiator.EngineParts(arrayPages, deadlines, calls);
            return state == null
                    ? Instantiator.instantiate(module, imports, how, tier, parts)
                    : Instantiator.instantiate(module, imports, how, tier, parts, state);
        } catch (RuntimeException e) {
            error = e.getMessage();
            throw e;
        } finally {
            Events.SINK.instantiated(event, module.name(), how.name(), tier.name(), error);
        }
    }

    @Override
    public InstanceGroup group(String name) {
        return new InstanceGroupImpl(name);
    }

    @Override
    public Tier tier() {
        return options.tier();
    }

    @Override
    public Function function(String name, HostFunction host) {
        return new FunctionImpl(name, new HostCode(name, host), calls);
    }

    @Override
    public Memory memory(MemoryType type) {
        long least = type.pages().minimum();
        int usual = InstanceLimits.DEFAULT.memoryPages();
        return memory(type, type.pageSize() != 1 && least > usual ? mostPages(type) : usual);
    }

    @Override
    public Memory memory(MemoryType type, int mostPages) {
        if (mostPages < 0
                || mostPages > mostPages(type)
                || type.pages().beginsAbove(MemoryImpl.mostSize(type, mostPages))) {
            throw new IllegalArgumentException("a memory of " + type + " pages and no more than " + mostPages);
        }
        return Memories.create(type, mostPages, arrayPages);
    }

    private static int mostPages(MemoryType type) {
        return type.addressType() == AddressType.I64 ? InstanceLimits.MAX_MEMORY_PAGES : MemoryType.MAX_PAGES;
    }

    @Override
    public Table table(TableType type) {
        int most = InstanceLimits.DEFAULT.tableEntries();
        if (type.size().beginsAbove(most)) {
            throw new IllegalArgumentException("a table of more than " + most + " entries: " + type);
        }
        if (!type.elementType().nullable() && type.size().minimum() != 0) {
            throw new IllegalArgumentException("a table of " + type.elementType() + " cannot begin with null entries");
        }
        return new TableImpl(type, most, Integer.MAX_VALUE);
    }

    @Override
    public Global global(GlobalType type, Object value) {
        GlobalImpl global = new GlobalImpl(type);
        global.initialize(value);
        return global;
    }

    @Override
    public StructObject struct(StructType type, Object... fields) {
        return ObjectClass.of(type).struct(fields);
    }

    @Override
    public ArrayObject array(ArrayType type, List<?> elements) {
        return ObjectClass.of(type).array(elements);
    }

    @Override
    public Tag tag(FunctionType type) {
        return new TagImpl(type);
    }

    @Override
    public WasmException exception(Tag tag, Object... arguments) {
        if (tag instanceof TagImpl known) {
            return known.exception(arguments);
        }
        throw new IllegalArgumentException("not a tag of an engine: " + tag);
    }

    @Override
    public void close() {
        deadlines.close();
        background.close();
    }
}
