package dev.tagalong.runtime.internal.store;

import dev.tagalong.runtime.ExternalValue;
import dev.tagalong.runtime.Function;
import dev.tagalong.runtime.HostState;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.InstanceLimits;
import dev.tagalong.runtime.InstanceOptions;
import dev.tagalong.runtime.InstanceStatistics;
import dev.tagalong.runtime.LinkException;
import dev.tagalong.runtime.Linkage;
import dev.tagalong.runtime.Memory;
import dev.tagalong.runtime.Module;
import dev.tagalong.runtime.ProcessEnvironment;
import dev.tagalong.runtime.Tier;
import dev.tagalong.runtime.internal.event.Events;
import dev.tagalong.runtime.internal.memory.MemoryImpl;
import dev.tagalong.runtime.internal.meter.InstanceGroupImpl;
import dev.tagalong.runtime.internal.module.ExportDefinition;
import dev.tagalong.runtime.internal.object.HeapLimit;
import dev.tagalong.runtime.internal.object.ObjectClass;
import dev.tagalong.runtime.internal.object.TagImpl;
import dev.tagalong.runtime.internal.thread.Activity;
import dev.tagalong.runtime.internal.thread.Deadlines;
import dev.tagalong.runtime.internal.thread.ExecutionContext;
import dev.tagalong.runtime.internal.thread.OwnedInstance;
import dev.tagalong.runtime.internal.thread.Ownership;
import dev.tagalong.runtime.text.PlainText;
import dev.tagalong.runtime.type.DefinedType;
import dev.tagalong.runtime.type.ReferenceType;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * An instance: the index spaces of a module, filled. The arrays are complete once the instance is handed out and are
 * never replaced; both tiers read them directly.
 */
public final class InstanceImpl extends OwnedInstance {

    private static final Object[] NO_REFERENCES = {};

    /** The function index space. */
    public final FunctionImpl[] functions;

    /** The table index space. */
    public final TableImpl[] tables;

    /** The memory index space. */
    public final MemoryImpl[] memories;

    /** The global index space. */
    public final GlobalImpl[] globals;

    /** The tag index space. */
    public final TagImpl[] tags;

    // What most modules have one of, and most functions use.

    /** The first of {@link #tables}, if there is one. */
    public TableImpl table0;

    /** The first of {@link #memories}, if there is one. */
    public MemoryImpl memory0;

    /** The first of {@link #globals}, if there is one: in C's code the stack pointer. */
    public GlobalImpl global0;

    /** C's stack pointer, or {@code null}; see {@link StackPointers}. */
    public GlobalImpl stackPointer;

    /** The element segments' references; a dropped one is empty. */
    public final Object[][] elements;

    /** The lengths in bytes of the data segments, whose bytes are in the binary; a dropped one is 0. */
    public final int[] dataLengths;

    /** What its structures and arrays may take; changed by {@link #limits}. */
    public HeapLimit heap;

    /** The most calls that may be nested; changed by {@link #limits}. */
    public int callDepth;

    /** Tagged indices that this instance has called. */
    final TaggedCache.Entry[] taggedCache = TaggedCache.create();

    /** Who remembers functions of this instance by their tagged indices. */
    final TaggedCache.Holders taggedHolders = new TaggedCache.Holders();

    /** The instance whose memory and stack this one uses; {@code null} if it has its own. */
    public final InstanceImpl leader;

    final LoadedModule module;

    /** How Java calls it and its functions. */
    final JavaEntry entry;

    private final Instant created = Instant.now();
    private final InstanceOptions options;
    private final Tier tier;
    private final Deadlines deadlines;
    private volatile InstanceLimits limits;
    private final BoundHostFunctions boundHostFunctions = new BoundHostFunctions();
    private final Attachments attachments = new Attachments();

    /** The instance that this is a thread of; itself, if it is none. */
    private final InstanceImpl program;

    private final ThreadInstances threads = new ThreadInstances();

    /** Makes a thread of the program that it is given, by name. */
    private final BiFunction<InstanceImpl, String, InstanceImpl> newThread;

    /** With empty index spaces. */
    InstanceImpl(
            LoadedModule module,
            InstanceOptions options,
            Tier tier,
            Deadlines deadlines,
            JavaEntry entry,
            InstanceImpl program,
            BiFunction<InstanceImpl, String, InstanceImpl> newThread) {
        super(options.group() == null ? new InstanceGroupImpl(options.name()) : (InstanceGroupImpl) options.group());
        this.entry = entry;
        this.module = module;
        this.deadlines = deadlines;
        this.program = program == null ? this : program;
        this.newThread = newThread;
        this.options = options;
        this.leader = (InstanceImpl) options.leader();
        this.tier = tier;
        this.limits = options.limits();
        this.callDepth = limits.callDepth();
        this.heap = new HeapLimit(limits.gcBytes());
        var wasm = module.wasm();
        this.functions = new FunctionImpl[wasm.allFunctions().size()];
        this.tables = new TableImpl[wasm.allTables().size()];
        this.memories = new MemoryImpl[wasm.allMemories().size()];
        this.globals = new GlobalImpl[wasm.allGlobals().size()];
        this.tags = new TagImpl[wasm.allTags().size()];
        this.elements = new Object[wasm.elements().size()][];
        this.dataLengths = new int[wasm.data().size()];
    }

    /** Once the index spaces are filled, and before any code runs. */
    void indexSpacesFilled() {
        table0 = tables.length == 0 ? null : tables[0];
        memory0 = memories.length == 0 ? null : memories[0];
        global0 = globals.length == 0 ? null : globals[0];
        stackPointer = module.stackPointer < 0 ? null : globals[module.stackPointer];
        group().add(this);
    }

    /** Whether its stack pointer, of which it has one, is its own. */
    public boolean hasOwnStack() {
        return module.stackPointer >= module.wasm().importedGlobals();
    }

    /** {@code elem.drop}. */
    public void dropElements(int segment) {
        elements[segment] = NO_REFERENCES;
    }

    /** {@code data.drop}. */
    public void dropData(int segment) {
        dataLengths[segment] = 0;
    }

    /** {@code memory.init}: numbers are unsigned. */
    public void initMemory(int segment, MemoryImpl memory, long target, int from, int length) {
        if (Integer.toUnsignedLong(from) + Integer.toUnsignedLong(length) > dataLengths[segment]) {
            throw MemoryImpl.outOfBounds();
        }
        memory.write(
                target,
                module.wasm().binary(),
                module.wasm().data().get(segment).from() + from,
                length);
    }

    /** Bytes of a data segment, which are there. */
    public ByteBuffer data(int segment, int from, int length) {
        return ByteBuffer.wrap(
                module.wasm().binary(), module.wasm().data().get(segment).from() + from, length);
    }

    /** The type of an index. */
    public DefinedType type(int index) {
        return module.wasm().types().get(index);
    }

    /** The class of a structure's or array's type. */
    public ObjectClass objectClass(int type) {
        return module.objectClass(type);
    }

    /** The module with its code. */
    public LoadedModule loaded() {
        return module;
    }

    @Override
    protected long stackPointerBits() {
        return stackPointer == null ? 0 : stackPointer.bits;
    }

    @Override
    protected Future<?> watchDeadline(ExecutionContext context) {
        return deadlines.watch(context, limits.deadline());
    }

    @Override
    public String name() {
        return options.name();
    }

    @Override
    public Module module() {
        return module;
    }

    @Override
    public InstanceLimits limits() {
        return limits;
    }

    @Override
    public void limits(InstanceLimits other) {
        if (other.gcBytes() != limits.gcBytes()) {
            // The thread that runs the instance reads the field again after each look at requests from outside.
            heap = heap.next(other.gcBytes());
        }
        limits = other;
        callDepth = other.callDepth();
        var wasm = module.wasm();
        for (int i = wasm.importedMemories(); i < memories.length; i++) {
            memories[i].limit(other.memoryPages());
        }
        for (int i = wasm.importedTables(); i < tables.length; i++) {
            tables[i].limit(other.tableEntries());
        }
        threads.all().forEach(thread -> thread.limits(other.withDeadline(Duration.ZERO)));
    }

    @Override
    public Instant created() {
        return created;
    }

    @Override
    public InstanceStatistics statistics() {
        return statistics(1);
    }

    @Override
    public InstanceStatistics share() {
        return statistics(closed ? 0 : 1);
    }

    private InstanceStatistics statistics(int instances) {
        long bytes = 0;
        long entries = 0;
        if (leader == null && program == this && instances > 0) {
            for (MemoryImpl memory : memories) {
                bytes += memory.byteSize();
            }
            for (TableImpl table : tables) {
                entries += table.size();
            }
        }
        return usage().with(instances, bytes, entries, Ownership.users(this), waiters());
    }

    @Override
    public Tier tier() {
        return tier;
    }

    @Override
    public Linkage linkage() {
        return options.linkage();
    }

    @Override
    public ProcessEnvironment environment() {
        return options.environment();
    }

    @Override
    public Instance leader() {
        return leader == null ? this : leader;
    }

    @Override
    public Instance program() {
        return program;
    }

    @Override
    public Instance newThread(String name) {
        if (program != this) {
            return program.newThread(name);
        }
        InstanceImpl thread = newThread.apply(this, name);
        if (closed) {
            thread.close();
            throw new LinkException(name() + " is closed");
        }
        // The start function may have run here, but it is another thread that runs the instance from now on.
        ExecutionContext.current().handleInterrupt();
        return thread;
    }

    /** A thread of this program is complete but for its start function. */
    void threadMade(InstanceImpl thread) {
        threads.add(thread, name(), limits.threads());
    }

    @Override
    public void cancel(String reason) {
        super.cancel(reason);
        threads.all().forEach(thread -> thread.cancel(reason));
    }

    @Override
    public void stop(Supplier<? extends RuntimeException> end) {
        if (program != this) {
            program.stop(end);
            return;
        }
        stopCalls(end);
        threads.all().forEach(thread -> ((OwnedInstance) thread).stopCalls(end));
    }

    @Override
    public <T> T exclusively(Supplier<T> task) {
        return entry.exclusively(this, task);
    }

    @Override
    public ExternalValue export(String name) {
        ExportDefinition export = module.export(name);
        return export == null ? null : value(export);
    }

    private ExternalValue value(ExportDefinition export) {
        return switch (export.kind()) {
            case FUNCTION -> functions[export.index()];
            case TABLE -> tables[export.index()];
            case MEMORY -> memories[export.index()];
            case GLOBAL -> globals[export.index()];
            case TAG -> tags[export.index()];
        };
    }

    @Override
    public Memory memory() {
        if (export("memory") instanceof Memory exported) {
            return exported;
        }
        if (memories.length == 0) {
            throw new IllegalArgumentException(name() + " has no memory");
        }
        return memories[0];
    }

    @Override
    public Function callee(int pointer) {
        TableImpl table = export("__indirect_function_table") instanceof TableImpl exported ? exported : table0;
        if (table == null || !table.type().elementType().equals(ReferenceType.FUNCREF)) {
            throw new IllegalArgumentException(name() + " has no table of functions");
        }
        return boundHostFunctions.of(this, entry.callee(this, table, pointer));
    }

    @Override
    public Function functionAt(int index) {
        return functions[Objects.checkIndex(index, functions.length)];
    }

    @Override
    public int functionCount() {
        return functions.length;
    }

    @Override
    public int functionIndex(String exportName) {
        ExportDefinition export = module.export(exportName);
        return export == null || export.kind() != ExportDefinition.Kind.FUNCTION ? -1 : export.index();
    }

    @Override
    public <T> T attachment(Class<T> key, Supplier<? extends T> initial) {
        InstanceImpl holder = leader != null ? leader : program;
        return holder == this ? attachments.get(key, initial) : holder.attachment(key, initial);
    }

    /** What lies outside of memory, tables and globals, so that a snapshot would miss it; {@code null} if nothing does. */
    public String hindersSnapshot() {
        return program != this || !threads.all().isEmpty() ? "it has threads" : attachments.hinderSnapshot();
    }

    /** What it has been told of its environment, see {@link HostState}. */
    public Set<HostState.Told> told() {
        return attachments.told();
    }

    @Override
    public <T> T threadAttachment(Class<T> key, Supplier<? extends T> initial) {
        return leader == null ? attachments.get(key, initial) : leader.threadAttachment(key, initial);
    }

    @Override
    public String activity() {
        return Activity.of(this);
    }

    @Override
    public void close() {
        if (!closed) {
            Events.SINK.closed(
                    module.name(), name(), usage().calls(), statistics().traps());
        }
        closed = true;
        taggedHolders.forget(this);
        if (program == this) {
            module.instanceClosed();
        }
        Ownership.closing(this);
        program.threads.remove(this);
        for (Instance thread : threads.all()) {
            thread.close();
            thread.cancel(name() + " is closed");
        }
        closeAttachments();
    }

    @Override
    protected void closeAttachments() {
        if (closed && !attachments.isEmpty() && !busy()) {
            attachments.close(this);
        }
    }

    @Override
    public String toString() {
        return "instance " + PlainText.of(name());
    }
}
