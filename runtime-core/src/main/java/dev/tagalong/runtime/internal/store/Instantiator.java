package dev.tagalong.runtime.internal.store;

import dev.tagalong.runtime.ExternalValue;
import dev.tagalong.runtime.Imports;
import dev.tagalong.runtime.InstanceLimits;
import dev.tagalong.runtime.InstanceOptions;
import dev.tagalong.runtime.LinkException;
import dev.tagalong.runtime.Tag;
import dev.tagalong.runtime.TaggedIndex;
import dev.tagalong.runtime.Tier;
import dev.tagalong.runtime.internal.memory.Memories;
import dev.tagalong.runtime.internal.memory.MemoryForm;
import dev.tagalong.runtime.internal.memory.MemoryImpl;
import dev.tagalong.runtime.internal.module.ConstantExpression;
import dev.tagalong.runtime.internal.module.DataSegment;
import dev.tagalong.runtime.internal.module.ElementSegment;
import dev.tagalong.runtime.internal.module.ExportDefinition;
import dev.tagalong.runtime.internal.module.GlobalDefinition;
import dev.tagalong.runtime.internal.module.SegmentMode;
import dev.tagalong.runtime.internal.module.TableDefinition;
import dev.tagalong.runtime.internal.module.WasmModule;
import dev.tagalong.runtime.internal.object.TagImpl;
import dev.tagalong.runtime.internal.opcode.Feature;
import dev.tagalong.runtime.internal.thread.Deadlines;
import dev.tagalong.runtime.internal.value.Carrier;
import dev.tagalong.runtime.type.AddressType;
import dev.tagalong.runtime.type.ExportType;
import dev.tagalong.runtime.type.ExternalType;
import dev.tagalong.runtime.type.GlobalType;
import dev.tagalong.runtime.type.ImportType;
import dev.tagalong.runtime.type.MemoryType;
import dev.tagalong.runtime.type.TableType;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Builds one instance (specification, section 4.5.4). Nothing of the module runs before all imports are bound. */
public final class Instantiator {

    private final WasmModule wasm;
    private final InstanceOptions options;
    private final int arrayPages;
    private final InstanceImpl instance;
    private final ConstantEvaluator constants;

    /** The imports that are bound to the module's own exports, by their indices. */
    private final Map<Integer, Own> own = new LinkedHashMap<>();

    /** Those of a thread, by their indices, and the indices of its own functions. */
    private final Map<Integer, Integer> ownIndices = new LinkedHashMap<>();

    private record Own(ImportType wanted, String export) {}

    /**
     * What all instances of an engine are made with.
     *
     * @param arrayPages past how many pages a memory is not one array any more
     * @param deadlines who watches the deadlines of calls
     * @param entry how Java calls functions
     */
    public record EngineParts(int arrayPages, Deadlines deadlines, JavaEntry entry) {}

    private Instantiator(
            LoadedModule module, InstanceOptions options, Tier tier, EngineParts engine, InstanceImpl program) {
        this.arrayPages = engine.arrayPages();
        this.wasm = module.wasm();
        this.options = options;
        this.instance = new InstanceImpl(
                module,
                options,
                tier,
                engine.deadlines(),
                engine.entry(),
                program,
                (of, name) -> thread(of, name, engine));
        this.constants = new ConstantEvaluator(instance);
    }

    /**
     * Instantiates a module; see {@link dev.tagalong.runtime.Engine#instantiate}.
     *
     * @param tier how its functions are run
     */
    public static InstanceImpl instantiate(
            LoadedModule module, Imports imports, InstanceOptions options, Tier tier, EngineParts engine) {
        Instantiator instantiator = bound(module, imports, options, tier, engine);
        instantiator.attach();
        instantiator.copyActiveSegments();
        instantiator.start();
        return instantiator.instance;
    }

    /**
     * Makes an instance that {@code state} gives its state, instead of segments and start function.
     *
     * @param tier how its functions are run
     */
    public static InstanceImpl instantiate(
            LoadedModule module,
            Imports imports,
            InstanceOptions options,
            Tier tier,
            EngineParts engine,
            Consumer<InstanceImpl> state) {
        Instantiator instantiator = bound(module, imports, options, tier, engine);
        boolean stated = false;
        try {
            state.accept(instantiator.instance);
            stated = true;
        } finally {
            if (!stated) {
                instantiator.instance.close();
            }
        }
        instantiator.attach();
        return instantiator.instance;
    }

    private void attach() {
        if (options.linkage() != null) {
            options.linkage().attached(instance);
        }
    }

    private static Instantiator bound(
            LoadedModule module, Imports imports, InstanceOptions options, Tier tier, EngineParts engine) {
        if (!options.withoutFeatures().isEmpty()) {
            checkFeatures(module, options);
        }
        Instantiator instantiator = new Instantiator(module, options, tier, engine, null);
        instantiator.bindImports(imports);
        instantiator.bindTags(imports);
        instantiator.fill();
        return instantiator;
    }

    private static void checkFeatures(LoadedModule module, InstanceOptions options) {
        if (!Feature.switchable().containsAll(options.withoutFeatures())) {
            throw new IllegalArgumentException(
                    "of " + options.withoutFeatures() + " some are none of the features " + Feature.switchable());
        }
        module.features().forEach((feature, place) -> {
            if (options.withoutFeatures().contains(feature)) {
                throw new LinkException(options.name() + ": " + feature + " is switched off (" + place + ")");
            }
        });
    }

    /** Makes a thread of a program; see {@link dev.tagalong.runtime.Instance#newThread}. */
    private static InstanceImpl thread(InstanceImpl program, String name, EngineParts engine) {
        InstanceOptions options = new InstanceOptions(
                name,
                program.limits().withDeadline(Duration.ZERO),
                program.linkage(),
                program.environment(),
                null,
                program.group(),
                program.tier());
        Instantiator instantiator = new Instantiator(program.loaded(), options, program.tier(), engine, program);
        instantiator.bindAs(program);
        instantiator.fill();
        instantiator.copyTables(program);
        program.threadMade(instantiator.instance);
        boolean started = false;
        try {
            instantiator.copyActiveSegments();
            instantiator.start();
            started = true;
        } finally {
            if (!started) {
                instantiator.instance.close();
            }
        }
        return instantiator.instance;
    }

    private void fill() {
        try {
            allocate();
        } catch (OutOfMemoryError e) {
            throw new LinkException(
                    options.name()
                            + ": the Java heap, or direct memory for shared memories, cannot hold its memories or tables",
                    e);
        }
        instance.indexSpacesFilled();
    }

    /**
     * Binds imports to what a program has for them. A table is not shared, since it holds functions of its instance, and
     * neither is a global that changes, such as a stack pointer: a thread has copies of both. Tags are the program's, so that
     * a function of Java throws to each of its threads alike.
     */
    private void bindAs(InstanceImpl program) {
        checkShareable(program);
        for (int i = 0; i < wasm.importedFunctions(); i++) {
            FunctionImpl function = program.functions[i];
            if (function.owner == program) {
                ownIndices.put(i, function.index);
            } else {
                instance.functions[i] = function;
            }
        }
        for (int i = 0; i < wasm.importedTables(); i++) {
            instance.tables[i] = newTable(new TableDefinition(program.tables[i].type(), null), options.limits());
        }
        System.arraycopy(program.memories, 0, instance.memories, 0, wasm.importedMemories());
        for (int i = 0; i < wasm.importedGlobals(); i++) {
            GlobalImpl global = program.globals[i];
            instance.globals[i] = global.type().mutable() ? global.copy() : global;
        }
        System.arraycopy(program.tags, 0, instance.tags, 0, instance.tags.length);
    }

    /** Copies a program's imported tables, with the thread's functions for the program's own. */
    private void copyTables(InstanceImpl program) {
        for (int i = 0; i < wasm.importedTables(); i++) {
            Object[] source = program.tables[i].entries;
            Object[] target = instance.tables[i].entries;
            for (int k = 0; k < Math.min(source.length, target.length); k++) {
                target[k] = source[k] instanceof FunctionImpl function && function.owner == program
                        ? instance.functions[function.index]
                        : source[k];
            }
        }
    }

    private void checkShareable(InstanceImpl program) {
        boolean shared = false;
        String why = program.leader() != program ? "the memory is another program's" : null;
        for (ImportType wanted : wasm.imports()) {
            if (wanted.type() instanceof ExternalType.Memory memory) {
                shared |= memory.type().shared();
                why = memory.type().shared() ? why : wanted + " is not shared";
            }
        }
        if (!shared && why == null) {
            why = "it imports no shared memory";
        }
        String led = why == null ? led(program) : null;
        if (led != null) {
            why = led + " is in its memory, and one thread runs both";
        }
        if (why != null) {
            throw new LinkException(program.name() + " cannot have threads: " + why);
        }
    }

    /** The name of an instance that a program leads, and that one of its functions is of; {@code null} if there is none. */
    private String led(InstanceImpl program) {
        Stream<Object> functions = Arrays.stream(program.functions, 0, wasm.importedFunctions());
        Stream<Object> entries =
                Arrays.stream(program.tables, 0, wasm.importedTables()).flatMap(table -> Arrays.stream(table.entries));
        return Stream.concat(functions, entries)
                .filter(FunctionImpl.class::isInstance)
                .map(function -> ((FunctionImpl) function).owner)
                .filter(owner -> owner != null && owner != program && owner.leader() == program)
                .map(InstanceImpl::name)
                .findFirst()
                .orElse(null);
    }

    private void bindImports(Imports imports) {
        int functions = 0;
        int tables = 0;
        int memories = 0;
        int globals = 0;
        int tags = 0;
        for (ImportType wanted : wasm.imports()) {
            ExternalValue value = imports.resolve(wanted);
            if (value == null) {
                if (wanted.type() instanceof ExternalType.Func && imports.own(wanted) != null) {
                    own.put(functions++, new Own(wanted, imports.own(wanted)));
                    continue;
                }
                throw new LinkException(options.name() + ": unknown import " + wanted);
            }
            if (wanted.type() instanceof ExternalType.Func func) {
                instance.functions[functions++] = function(wanted, func, value);
            } else if (wanted.type() instanceof ExternalType.Table table) {
                instance.tables[tables++] = table(wanted, table.type(), value);
            } else if (wanted.type() instanceof ExternalType.Memory memory) {
                instance.memories[memories++] = memory(wanted, memory.type(), value);
            } else if (wanted.type() instanceof ExternalType.Tag tag) {
                instance.tags[tags++] = tag(wanted, tag, value);
            } else {
                GlobalType type = ((ExternalType.Global) wanted.type()).type();
                instance.globals[globals++] = global(wanted, type, value);
            }
        }
    }

    /** Gives the module's own tags, as far as it exports them, the identities that others know. */
    private void bindTags(Imports imports) {
        for (ExportDefinition export : wasm.exportDefinitions()) {
            if (export.kind() == ExportDefinition.Kind.TAG && export.index() >= wasm.importedTags()) {
                bindTag(export, imports);
            }
        }
    }

    private void bindTag(ExportDefinition export, Imports imports) {
        ExternalType.Tag type = new ExternalType.Tag(wasm.allTags().get(export.index()));
        Tag known = imports.tag(new ExportType(export.name(), type));
        if (known != null && !known.externalType().equals(type)) {
            throw new LinkException(options.name() + ": the tag " + export.name() + " is of type " + type
                    + ", and is to be one of type " + known.externalType());
        }
        if (known != null) {
            instance.tags[export.index()] = (TagImpl) known;
        }
    }

    /** Binds imports to the module's own functions; nothing reads the function index space before. */
    private void bindOwn() {
        ownIndices.forEach((index, function) -> instance.functions[index] = instance.functions[function]);
        own.forEach((index, bound) -> {
            int exported = instance.functionIndex(bound.export());
            FunctionImpl function = exported < 0 ? null : instance.functions[exported];
            if (function == null) {
                throw new LinkException(
                        options.name() + ": unknown import " + bound.wanted() + ": no function of its own");
            }
            instance.functions[index] =
                    function(bound.wanted(), (ExternalType.Func) bound.wanted().type(), function);
        });
    }

    private FunctionImpl function(ImportType wanted, ExternalType.Func type, ExternalValue value) {
        if (value instanceof FunctionImpl function && function.type.matches(type.type())) {
            return function;
        }
        throw incompatible(wanted, value);
    }

    private TableImpl table(ImportType wanted, TableType type, ExternalValue value) {
        if (value instanceof TableImpl table
                && table.type().elementType().equals(type.elementType())
                && table.addressType() == type.addressType()
                && table.type().size().matches(table.size(), type.size())) {
            return table;
        }
        throw incompatible(wanted, value);
    }

    private MemoryImpl memory(ImportType wanted, MemoryType type, ExternalValue value) {
        if (value instanceof MemoryImpl memory
                && memory.type().addressType() == type.addressType()
                && memory.type().pageSize() == type.pageSize()
                && memory.type().shared() == type.shared()
                && memory.type().pages().matches(memory.pages(), type.pages())) {
            return memory;
        }
        throw incompatible(wanted, value);
    }

    private GlobalImpl global(ImportType wanted, GlobalType type, ExternalValue value) {
        if (value instanceof GlobalImpl global && matches(global.type(), type)) {
            return global;
        }
        throw incompatible(wanted, value);
    }

    private TagImpl tag(ImportType wanted, ExternalType.Tag type, ExternalValue value) {
        if (value instanceof TagImpl tag && tag.type() == type.type()) {
            return tag;
        }
        throw incompatible(wanted, value);
    }

    /** What can be set has exactly the wanted type, else it would come to hold what others do not expect. */
    private static boolean matches(GlobalType type, GlobalType wanted) {
        return wanted.mutable()
                ? type.equals(wanted)
                : !type.mutable() && type.valueType().matches(wanted.valueType());
    }

    private LinkException incompatible(ImportType wanted, ExternalValue value) {
        return new LinkException(
                options.name() + ": incompatible import type: wanted " + wanted + ", got " + value.externalType());
    }

    private void allocate() {
        InstanceLimits limits = options.limits();
        for (int i = wasm.importedMemories(); i < instance.memories.length; i++) {
            instance.memories[i] = newMemory(wasm.allMemories().get(i), limits);
        }
        MemoryForm form = instance.memories.length == 0 ? MemoryForm.ARRAY : instance.memories[0].form();
        int index = wasm.importedFunctions();
        for (Code code : instance.module.codes(form, instance.tier())) {
            instance.functions[index] = new FunctionImpl(instance, index++, code);
        }
        bindOwn();
        for (int i = wasm.importedTags(); i < instance.tags.length; i++) {
            if (instance.tags[i] == null) {
                instance.tags[i] = new TagImpl(wasm.allTags().get(i));
            }
        }
        int global = wasm.importedGlobals();
        for (GlobalDefinition definition : wasm.globals()) {
            instance.globals[global++] = newGlobal(definition);
        }
        int table = wasm.importedTables();
        for (TableDefinition definition : wasm.tables()) {
            instance.tables[table++] = newTable(definition, limits);
        }
        for (int i = 0; i < instance.elements.length; i++) {
            instance.elements[i] = elements(wasm.elements().get(i));
        }
        for (int i = 0; i < instance.dataLengths.length; i++) {
            instance.dataLengths[i] = wasm.data().get(i).length();
        }
    }

    private MemoryImpl newMemory(MemoryType type, InstanceLimits limits) {
        long most = MemoryImpl.mostSize(type, limits.memoryPages());
        if (type.pages().beginsAbove(most)) {
            throw new LinkException(options.name() + ": a memory of "
                    + Long.toUnsignedString(type.pages().minimum()) + " pages is wanted, and the limit is " + most);
        }
        return Memories.create(type, limits.memoryPages(), arrayPages);
    }

    private TableImpl newTable(TableDefinition definition, InstanceLimits limits) {
        TableType type = definition.type();
        // A table that is larger than the first tagged index would shadow live tags; no index of a 64-bit table is one.
        int ceiling = options.linkage() == null || type.addressType() == AddressType.I64
                ? Integer.MAX_VALUE
                : options.linkage().tableCeiling() - 1;
        int most = Math.min(limits.tableEntries(), ceiling);
        if (type.size().beginsAbove(most)) {
            throw new LinkException(options.name() + ": a table of "
                    + Long.toUnsignedString(type.size().minimum())
                    + " entries is wanted, and the limit is " + most
                    + (most == ceiling && ceiling < TaggedIndex.FIRST ? ", below the first tagged index" : ""));
        }
        TableImpl table = new TableImpl(type, most, ceiling);
        if (definition.initial() != null) {
            Arrays.fill(table.entries, constants.reference(definition.initial()));
        }
        return table;
    }

    private GlobalImpl newGlobal(GlobalDefinition definition) {
        GlobalImpl global = new GlobalImpl(definition.type());
        if (Carrier.of(definition.type().valueType()).object) {
            global.reference = constants.reference(definition.initial());
        } else {
            global.bits = constants.number(definition.initial());
            global.highBits = constants.highBits();
        }
        return global;
    }

    private Object[] elements(ElementSegment segment) {
        Object[] references = new Object[segment.size()];
        for (int i = 0; i < references.length; i++) {
            references[i] = segment.functions() != null
                    ? instance.functions[segment.functions()[i]]
                    : constants.reference(segment.expressions()[i]);
        }
        return references;
    }

    private void copyActiveSegments() {
        for (int i = 0; i < instance.elements.length; i++) {
            ElementSegment segment = wasm.elements().get(i);
            if (segment.mode() == SegmentMode.ACTIVE) {
                TableImpl table = instance.tables[segment.tableIndex()];
                long offset = address(segment.tableOffset(), table.addressType());
                Object[] references = instance.elements[i];
                table.init(TableImpl.narrow(offset), references, 0, references.length);
            }
            if (segment.mode() != SegmentMode.PASSIVE) {
                instance.dropElements(i);
            }
        }
        for (int i = 0; i < instance.dataLengths.length; i++) {
            DataSegment segment = wasm.data().get(i);
            if (segment.mode() == SegmentMode.ACTIVE) {
                MemoryImpl memory = instance.memories[segment.memoryIndex()];
                long offset = address(segment.memoryOffset(), memory.type().addressType());
                memory.write(offset, wasm.binary(), segment.from(), segment.length());
                instance.dataLengths[i] = 0;
            }
        }
    }

    private long address(ConstantExpression offset, AddressType type) {
        long number = constants.number(offset);
        return type == AddressType.I64 ? number : number & 0xFFFF_FFFFL;
    }

    private void start() {
        if (wasm.startFunction() < 0) {
            return;
        }
        instance.functions[wasm.startFunction()].call();
    }
}
