package dev.tagalong.runtime.internal.bridge;

import static java.lang.invoke.MethodType.methodType;
import static org.objectweb.asm.Opcodes.*;

import dev.tagalong.runtime.internal.store.Code;
import dev.tagalong.runtime.internal.store.InstanceImpl;
import dev.tagalong.runtime.internal.thread.ExecutionContext;
import dev.tagalong.runtime.internal.value.CallShape;
import dev.tagalong.runtime.internal.value.Carrier;
import dev.tagalong.runtime.internal.value.RawBits;
import dev.tagalong.runtime.type.FunctionType;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.ref.SoftReference;
import java.util.concurrent.ConcurrentHashMap;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;

/**
 * Between the two ways into {@link Code}: typed to value stack and back. There is one generated subclass for each erased
 * shape, shared by all functions of that shape, so that nothing is boxed on the way.
 */
public abstract class StackBridge {

    private static final ConcurrentHashMap<CallShape, SoftReference<StackBridge>> BRIDGES = new ConcurrentHashMap<>();
    private static final String SUPER = Type.getInternalName(StackBridge.class);
    private static final String CONTEXT = Type.getDescriptor(ExecutionContext.class);
    private static final String CALL_TYPED = Type.getMethodDescriptor(
            Type.VOID_TYPE,
            Type.getType(MethodHandle.class),
            Type.getType(ExecutionContext.class),
            Type.getType(InstanceImpl.class),
            Type.INT_TYPE,
            Type.INT_TYPE);

    private MethodHandle viaStack;

    /** For generated subclasses. */
    protected StackBridge() {}

    /** Whether functions of the type can be Java methods: their parameters are not too many. */
    public static boolean fitsJava(FunctionType type) {
        return CallShape.of(type).fitsJava();
    }

    /**
     * The type of a typed entry, see {@link Code#entry}.
     *
     * @throws UnsupportedOperationException if there are too many parameters
     */
    public static MethodType entryType(CallShape shape) {
        return shape.methodType().appendParameterTypes(InstanceImpl.class, int.class);
    }

    /** The bridge for a shape. */
    public static StackBridge of(CallShape shape) {
        SoftReference<StackBridge> reference = BRIDGES.get(shape);
        StackBridge bridge = reference == null ? null : reference.get();
        if (bridge == null) {
            bridge = generate(shape);
            BRIDGES.put(shape, new SoftReference<>(bridge));
        }
        return bridge;
    }

    /**
     * Calls a typed entry with arguments from the value stack at {@code base} and leaves its results there.
     */
    public abstract void callTyped(
            MethodHandle entry, ExecutionContext context, InstanceImpl instance, int base, int remaining);

    /**
     * As {@link #callTyped}, of an entry that may leave a tail call to be made, see {@link Code#callUpToTail}. Then it has
     * no results, and the value stack is as it left it: the tail call's arguments may lie where results would go.
     */
    public abstract void callUpToTail(
            MethodHandle entry, ExecutionContext context, InstanceImpl instance, int base, int remaining);

    /** A typed entry that calls {@code code} through the value stack. */
    public final MethodHandle typedEntry(Code code) {
        return viaStack.bindTo(code);
    }

    private static StackBridge generate(CallShape shape) {
        MethodType entry = entryType(shape);
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        writer.visit(V17, ACC_FINAL | ACC_SUPER, SUPER + "$Generated", null, SUPER, null);
        MethodVisitor init = writer.visitMethod(0, "<init>", "()V", null, null);
        init.visitVarInsn(ALOAD, 0);
        init.visitMethodInsn(INVOKESPECIAL, SUPER, "<init>", "()V", false);
        init.visitInsn(RETURN);
        init.visitMaxs(0, 0);
        writeCall(writer, shape, entry, false);
        writeCall(writer, shape, entry, true);
        writeViaStack(writer, shape, entry);
        writer.visitEnd();
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup().defineHiddenClass(writer.toByteArray(), true);
            StackBridge bridge = (StackBridge) lookup.findConstructor(lookup.lookupClass(), methodType(void.class))
                    .invoke();
            bridge.viaStack =
                    lookup.findStatic(lookup.lookupClass(), "viaStack", entry.insertParameterTypes(0, Code.class));
            return bridge;
        } catch (Throwable e) {
            throw new IllegalStateException("no bridge for " + shape, e);
        }
    }

    private static void writeCall(ClassWriter writer, CallShape shape, MethodType entry, boolean upToTail) {
        String name = upToTail ? "callUpToTail" : "callTyped";
        MethodVisitor code = writer.visitMethod(ACC_PUBLIC, name, CALL_TYPED, null, null);
        int entryAt = 1;
        int contextAt = 2;
        int instanceAt = 3;
        int baseAt = 4;
        int remainingAt = 5;
        boolean single = shape.results.size() == 1;
        if (single) {
            code.visitVarInsn(ALOAD, contextAt);
            code.visitVarInsn(ILOAD, baseAt);
        }
        code.visitVarInsn(ALOAD, entryAt);
        int slot = 0;
        for (Carrier parameter : shape.parameters) {
            writeTake(code, contextAt, baseAt, slot, parameter);
            slot += parameter.stackSlots;
        }
        code.visitVarInsn(ALOAD, instanceAt);
        code.visitVarInsn(ILOAD, remainingAt);
        code.visitMethodInsn(
                INVOKEVIRTUAL, "java/lang/invoke/MethodHandle", "invokeExact", entry.toMethodDescriptorString(), false);
        if (single) {
            writePut(code, upToTail ? "putUnlessTail" : "put", shape.results.get(0));
        } else if (shape.results.size() > 1) {
            code.visitVarInsn(ALOAD, contextAt);
            code.visitVarInsn(ILOAD, baseAt);
            code.visitLdcInsn(shape.resultSlots);
            String take = upToTail ? "resultsToStackUnlessTail" : "resultsToStack";
            code.visitMethodInsn(INVOKESTATIC, SUPER, take, "(" + CONTEXT + "II)V", false);
        }
        code.visitInsn(RETURN);
        code.visitMaxs(0, 0);
    }

    private static void writeViaStack(ClassWriter writer, CallShape shape, MethodType entry) {
        MethodType full = entry.insertParameterTypes(0, Code.class);
        MethodVisitor code = writer.visitMethod(ACC_STATIC, "viaStack", full.toMethodDescriptorString(), null, null);
        int instanceAt = 1;
        for (Carrier parameter : shape.parameters) {
            instanceAt += parameter.jvmSlots;
        }
        int remainingAt = instanceAt + 1;
        int contextAt = remainingAt + 1;
        int baseAt = contextAt + 1;
        code.visitVarInsn(ALOAD, instanceAt);
        code.visitFieldInsn(GETFIELD, Type.getInternalName(InstanceImpl.class), "owner", CONTEXT);
        code.visitInsn(DUP);
        code.visitVarInsn(ASTORE, contextAt);
        code.visitLdcInsn(shape.stackSlots);
        code.visitMethodInsn(INVOKESTATIC, SUPER, "reserve", "(" + CONTEXT + "I)I", false);
        code.visitVarInsn(ISTORE, baseAt);
        int local = 1;
        int slot = 0;
        for (Carrier parameter : shape.parameters) {
            code.visitVarInsn(ALOAD, contextAt);
            writeSlot(code, baseAt, slot);
            code.visitVarInsn(Type.getType(parameter.javaType).getOpcode(ILOAD), local);
            local += parameter.jvmSlots;
            slot += parameter.stackSlots;
            writePut(code, "put", parameter);
        }
        code.visitVarInsn(ALOAD, 0);
        code.visitVarInsn(ALOAD, contextAt);
        code.visitVarInsn(ALOAD, instanceAt);
        code.visitVarInsn(ILOAD, baseAt);
        code.visitVarInsn(ILOAD, remainingAt);
        code.visitMethodInsn(
                INVOKEVIRTUAL,
                Type.getInternalName(Code.class),
                "call",
                "(" + CONTEXT + Type.getDescriptor(InstanceImpl.class) + "II)V",
                false);
        code.visitVarInsn(ALOAD, contextAt);
        code.visitVarInsn(ILOAD, baseAt);
        code.visitFieldInsn(PUTFIELD, Type.getInternalName(ExecutionContext.class), "top", "I");
        if (shape.results.size() == 1) {
            writeTake(code, contextAt, baseAt, 0, shape.results.get(0));
        } else if (shape.results.size() > 1) {
            code.visitVarInsn(ALOAD, contextAt);
            code.visitVarInsn(ILOAD, baseAt);
            code.visitLdcInsn(shape.resultSlots);
            code.visitMethodInsn(INVOKESTATIC, SUPER, "stackToResults", "(" + CONTEXT + "II)V", false);
        }
        code.visitInsn(Type.getType(entry.returnType()).getOpcode(IRETURN));
        code.visitMaxs(0, 0);
    }

    private static void writeSlot(MethodVisitor code, int baseAt, int offset) {
        code.visitVarInsn(ILOAD, baseAt);
        code.visitLdcInsn(offset);
        code.visitInsn(IADD);
    }

    private static void writeTake(MethodVisitor code, int contextAt, int baseAt, int offset, Carrier carrier) {
        code.visitVarInsn(ALOAD, contextAt);
        writeSlot(code, baseAt, offset);
        String name = "take" + (carrier.object ? "Reference" : carrier.descriptor);
        code.visitMethodInsn(INVOKESTATIC, SUPER, name, "(" + CONTEXT + "I)" + carrier.descriptor, false);
    }

    private static void writePut(MethodVisitor code, String name, Carrier carrier) {
        code.visitMethodInsn(INVOKESTATIC, SUPER, name, "(" + CONTEXT + "I" + carrier.descriptor + ")V", false);
    }

    // What generated code is made of.

    /** Makes room for that many slots of the value stack; where they begin. */
    public static int reserve(ExecutionContext context, int slots) {
        int base = context.top;
        context.ensureStack(base + slots);
        context.top = base + slots;
        return base;
    }

    /** Puts a value in a slot of the value stack. */
    public static void put(ExecutionContext context, int slot, int value) {
        context.stack[slot] = RawBits.of(value);
    }

    /** Puts a value in a slot of the value stack. */
    public static void put(ExecutionContext context, int slot, long value) {
        context.stack[slot] = RawBits.of(value);
    }

    /** Puts a value in a slot of the value stack. */
    public static void put(ExecutionContext context, int slot, float value) {
        context.stack[slot] = RawBits.of(value);
    }

    /** Puts a value in a slot of the value stack. */
    public static void put(ExecutionContext context, int slot, double value) {
        context.stack[slot] = RawBits.of(value);
    }

    /** Puts a value in a slot of the value stack. */
    public static void put(ExecutionContext context, int slot, Object value) {
        context.references[slot] = value;
    }

    static void putUnlessTail(ExecutionContext context, int slot, int value) {
        if (context.tailCallee == null) {
            put(context, slot, value);
        }
    }

    static void putUnlessTail(ExecutionContext context, int slot, long value) {
        if (context.tailCallee == null) {
            put(context, slot, value);
        }
    }

    static void putUnlessTail(ExecutionContext context, int slot, float value) {
        if (context.tailCallee == null) {
            put(context, slot, value);
        }
    }

    static void putUnlessTail(ExecutionContext context, int slot, double value) {
        if (context.tailCallee == null) {
            put(context, slot, value);
        }
    }

    static void putUnlessTail(ExecutionContext context, int slot, Object value) {
        if (context.tailCallee == null) {
            put(context, slot, value);
        }
    }

    /** Takes a value from a slot of the value stack. */
    public static int takeI(ExecutionContext context, int slot) {
        return RawBits.toInt(context.stack[slot]);
    }

    /** Takes a value from a slot of the value stack. */
    public static long takeJ(ExecutionContext context, int slot) {
        return RawBits.toLong(context.stack[slot]);
    }

    /** Takes a value from a slot of the value stack. */
    public static float takeF(ExecutionContext context, int slot) {
        return RawBits.toFloat(context.stack[slot]);
    }

    /** Takes a value from a slot of the value stack. */
    public static double takeD(ExecutionContext context, int slot) {
        return RawBits.toDouble(context.stack[slot]);
    }

    /** Takes a value from a slot of the value stack. */
    public static Object takeReference(ExecutionContext context, int slot) {
        Object value = context.references[slot];
        context.references[slot] = null;
        return value;
    }

    /** Puts several results of a typed call on the value stack. */
    public static void resultsToStack(ExecutionContext context, int base, int count) {
        context.ensureStack(base + count);
        System.arraycopy(context.results, 0, context.stack, base, count);
        System.arraycopy(context.referenceResults, 0, context.references, base, count);
        context.clearResults(count);
    }

    static void resultsToStackUnlessTail(ExecutionContext context, int base, int count) {
        if (context.tailCallee == null) {
            resultsToStack(context, base, count);
        }
    }

    /** Puts several results that are on the value stack where a typed call leaves them. */
    public static void stackToResults(ExecutionContext context, int base, int count) {
        context.ensureResults(count);
        System.arraycopy(context.stack, base, context.results, 0, count);
        System.arraycopy(context.references, base, context.referenceResults, 0, count);
        java.util.Arrays.fill(context.references, base, base + count, null);
    }
}
