package dev.tagalong.runtime.internal.compile.emit;

import static org.objectweb.asm.Opcodes.*;

import dev.tagalong.runtime.internal.bridge.StackBridge;
import dev.tagalong.runtime.internal.call.Backtraces;
import dev.tagalong.runtime.internal.compile.plan.CompilerWork;
import dev.tagalong.runtime.internal.compile.plan.RegionLocals;
import dev.tagalong.runtime.internal.compile.plan.RegionShape;
import dev.tagalong.runtime.internal.compile.plan.SplitLimits;
import dev.tagalong.runtime.internal.compile.plan.Splitter;
import dev.tagalong.runtime.internal.compile.plan.Variables;
import dev.tagalong.runtime.internal.compile.tree.FunctionTree;
import dev.tagalong.runtime.internal.compile.tree.Node;
import dev.tagalong.runtime.internal.memory.MemoryForm;
import dev.tagalong.runtime.internal.module.FunctionBody;
import dev.tagalong.runtime.internal.module.WasmModule;
import dev.tagalong.runtime.internal.opcode.Opcode;
import dev.tagalong.runtime.internal.store.FunctionImpl;
import dev.tagalong.runtime.internal.store.InstanceImpl;
import dev.tagalong.runtime.internal.thread.ExecutionContext;
import dev.tagalong.runtime.internal.value.CallShape;
import dev.tagalong.runtime.type.FunctionType;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.Type;

/** Writes the class of one function: its main method, and one for each region if it was cut. */
public final class FunctionEmitter {

    private static final int MOST_LINES = 0xFFFF;

    final WasmModule module;
    final FunctionType type;
    final CallShape callShape;
    final FunctionTree tree;
    final MemoryForm memory;
    final Variables variables;
    final String className;
    final boolean split;

    final CompilerWork work;

    /** Of the class that is being written. */
    HiddenConstants constants;

    /** The offset of the loop that the main method begins at, or -1 if it begins at the function's beginning. */
    final int startLoop;

    private final RegionLocals regionLocals;
    private final IntPredicate direct;
    private RegionShape regionFrames;
    private final boolean enterable;
    private boolean startFound;
    private final FunctionBody body;
    private final Map<Node, String> regionNames = new IdentityHashMap<>();
    private final List<CodeVisitor> methods = new ArrayList<>();
    private ClassWriter writer;

    public FunctionEmitter(
            WasmModule module,
            FunctionBody body,
            FunctionTree tree,
            MemoryForm memory,
            SplitLimits limits,
            IntPredicate direct,
            int startLoop,
            CompilerWork work) {
        this.work = work;
        this.module = module;
        this.body = body;
        this.type = body.type();
        this.callShape = CallShape.of(type);
        this.tree = tree;
        this.memory = memory;
        this.variables = new Variables(body.locals());
        this.direct = direct;
        this.startLoop = startLoop;
        this.className = Names.className(body.index(), startLoop);
        this.enterable = startLoop < 0 || tree.keepEntry(startLoop);
        this.split = Splitter.split(tree, limits, body.locals().length);
        this.regionLocals = split ? RegionLocals.of(tree.body, work) : null;
    }

    /**
     * The class file; {@code null} if the main method is to begin at a loop and cannot, as operands wait below it.
     *
     * @throws org.objectweb.asm.MethodTooLargeException if a method is too big for the JVM
     * @throws org.objectweb.asm.ClassTooLargeException if there are too many constants
     */
    public byte[] write() {
        if (!enterable) {
            return null;
        }
        if (split) {
            // Which variables the methods share shows only once they are written.
            writeClass();
            variables.layOut(regionLocals);
            regionFrames = RegionShape.settle(tree.body, regionLocals::shape, variables, callShape.results);
        }
        writeClass();
        return startLoop >= 0 && !startFound ? null : writer.toByteArray();
    }

    /** Whether to call the method of a function of this module, and not by way of whatever code it has. */
    boolean callsDirectly(int callee) {
        return direct.test(callee);
    }

    /** Notes that the main method has come to the loop it begins at. */
    void foundStart() {
        startFound = true;
    }

    private void writeClass() {
        methods.clear();
        constants = new HiddenConstants(className);
        writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        writer.visit(V17, ACC_PUBLIC | ACC_FINAL | ACC_SUPER, className, null, Names.OBJECT, null);
        writer.visitSource(module.name(), null);
        String name = Names.methodName(body.index());
        if (startLoop < 0 && leavesTailCalls()) {
            writeEntry(name);
            name = Names.upToTailName(body.index());
        }
        String descriptor =
                startLoop < 0 ? entryDescriptor(type) : loopEntryType(type).toMethodDescriptorString();
        new MethodEmitter(this, null, null, method(name, descriptor)).writeMain(tree.body);
        constants.writeFields(writer);
        writer.visitEnd();
    }

    /** Writes the entry of a function that leaves tail calls to its caller: it makes them. */
    private void writeEntry(String name) {
        String descriptor = entryDescriptor(type);
        CodeVisitor entry = method(name, descriptor);
        Label begin = new Label();
        entry.visitLabel(begin);
        entry.visitLineNumber(Backtraces.NO_FRAME, begin);
        int local = InterpretedStub.loadArguments(entry, descriptor);
        entry.visitMethodInsn(INVOKESTATIC, className, Names.upToTailName(body.index()), descriptor, false);
        entry.visitVarInsn(ALOAD, local - 2);
        entry.visitVarInsn(ILOAD, local - 1);
        Type result = Type.getReturnType(descriptor);
        String taken = result == Type.VOID_TYPE ? "" : result.getDescriptor();
        entry.visitMethodInsn(
                INVOKESTATIC,
                Names.SUPPORT,
                "endTail",
                "(" + taken + Names.INSTANCE_TYPE + "I)" + result.getDescriptor(),
                false);
        entry.visitInsn(result.getOpcode(IRETURN));
        entry.visitMaxs(0, 0);
        entry.visitEnd();
    }

    /** Whether a tail call of the function itself is a jump to its beginning. */
    boolean restarts() {
        return tree.tailCalls.stream().anyMatch(this::restartsBy);
    }

    /** Whether a tail call is a jump to the function's beginning. */
    boolean restartsBy(Node tailCall) {
        return !split && startLoop < 0 && tailCall.opcode == Opcode.RETURN_CALL && tailCall.index == body.index();
    }

    private boolean leavesTailCalls() {
        return !tree.tailCalls.stream().allMatch(this::restartsBy);
    }

    private CodeVisitor method(String name, String descriptor) {
        CodeVisitor method = new CodeVisitor(writer.visitMethod(ACC_PUBLIC | ACC_STATIC, name, descriptor, null, null));
        method.visitCode();
        methods.add(method);
        return method;
    }

    /** The size of the biggest method that was written, in bytes of bytecode. */
    public int biggestMethod() {
        return methods.stream().mapToInt(CodeVisitor::size).max().orElse(0);
    }

    /** Writes a region's method; what the caller must know of it is in the answer. */
    MethodEmitter writeRegion(MethodEmitter caller, Node region) {
        String descriptor = RegionPassing.descriptor(shape(region), variables);
        MethodEmitter emitter = new MethodEmitter(this, caller, region, method(regionName(region), descriptor));
        emitter.writeRegion();
        return emitter;
    }

    /** What the regions need of the main method; until that is known, {@code null}. */
    RegionShape regionFrames() {
        return regionFrames;
    }

    /** What passes between a region and its caller; {@code null} for the main method. */
    RegionShape shape(Node region) {
        return region == null ? null : regionLocals.shape(region);
    }

    /** Whether a method uses a local. */
    boolean uses(Node region, int local) {
        return regionLocals == null || regionLocals.uses(region, local);
    }

    String regionName(Node region) {
        return regionNames.computeIfAbsent(region, r -> Names.methodName(body.index()) + "$" + regionNames.size());
    }

    /** Whether code polls, passes several values or leaves a tail call. */
    boolean usesContext(Node region) {
        return tree.several
                || (region == null ? tree.loops || tree.calls : contains(region.body, FunctionEmitter::needsContext));
    }

    private static boolean needsContext(Node node) {
        return node.opcode == Opcode.LOOP
                || node.opcode == Opcode.RETURN_CALL
                || node.opcode == Opcode.RETURN_CALL_INDIRECT;
    }

    /** Whether running the region may replace memory 0's array. */
    boolean mayGrowMemory(Node region) {
        return contains(
                region.body,
                n -> n.opcode == Opcode.CALL || n.opcode == Opcode.CALL_INDIRECT || n.opcode == Opcode.MEMORY_GROW);
    }

    boolean callsRegions(Node region) {
        return contains(region.body, Node::isRegion);
    }

    private boolean contains(List<Node> nodes, Predicate<Node> what) {
        work.spend(nodes.size());
        for (Node node : nodes) {
            if (what.test(node)
                    || (node.body != null && contains(node.body, what))
                    || (node.elseBody != null && contains(node.elseBody, what))) {
                return true;
            }
        }
        return false;
    }

    /** Marks the place of an instruction that may trap or call, for backtraces. */
    void line(CodeVisitor mv, Node node) {
        if (node.ordinal < MOST_LINES) {
            Label here = new Label();
            mv.visitLabel(here);
            mv.visitLineNumber(node.ordinal, here);
        }
    }

    /** Of a main method that begins at a loop: the context, where the locals are on its stack, the instance, remaining. */
    public static MethodType loopEntryType(FunctionType type) {
        return MethodType.methodType(
                StackBridge.entryType(CallShape.of(type)).returnType(),
                ExecutionContext.class,
                int.class,
                InstanceImpl.class,
                int.class);
    }

    static String entryDescriptor(FunctionType type) {
        return StackBridge.entryType(CallShape.of(type)).toMethodDescriptorString();
    }

    /** Of a call through a function object: the arguments, the object, the calling instance, the calls that remain. */
    static String functionCallDescriptor(FunctionType type) {
        MethodType entry = StackBridge.entryType(CallShape.of(type));
        return entry.insertParameterTypes(entry.parameterCount() - 2, FunctionImpl.class)
                .toMethodDescriptorString();
    }
}
