package dev.tagalong.runtime.internal.bridge;

import static org.objectweb.asm.Opcodes.*;

import dev.tagalong.runtime.internal.store.Code;
import dev.tagalong.runtime.internal.store.InstanceImpl;
import dev.tagalong.runtime.internal.thread.ExecutionContext;
import dev.tagalong.runtime.internal.value.CallShape;
import dev.tagalong.runtime.internal.value.Carrier;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;

/** Writes the class of a bridge for a shape. */
final class BridgeWriter {

    /** The name of the static method that is a typed entry with the {@link Code} as a first parameter. */
    static final String VIA_STACK = "viaStack";

    private static final String CONTEXT = Type.getDescriptor(ExecutionContext.class);
    private static final String INSTANCE = Type.getDescriptor(InstanceImpl.class);
    private static final String CALL_TYPED = Type.getMethodDescriptor(
            Type.VOID_TYPE,
            Type.getType(MethodHandle.class),
            Type.getType(ExecutionContext.class),
            Type.getType(InstanceImpl.class),
            Type.INT_TYPE,
            Type.INT_TYPE);

    private final ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    private final String base;
    private final CallShape shape;
    private final MethodType entry;

    private BridgeWriter(Class<?> base, CallShape shape, MethodType entry) {
        this.base = Type.getInternalName(base);
        this.shape = shape;
        this.entry = entry;
    }

    /**
     * The class file.
     *
     * @param base what the class extends, which has the static methods that it calls
     * @param entry the type of a typed entry
     */
    static byte[] write(Class<?> base, CallShape shape, MethodType entry) {
        BridgeWriter bridge = new BridgeWriter(base, shape, entry);
        bridge.writer.visit(V17, ACC_FINAL | ACC_SUPER, bridge.base + "$Generated", null, bridge.base, null);
        bridge.writeConstructor();
        bridge.writeCall("callTyped", "put", "resultsToStack");
        bridge.writeCall("callUpToTail", "putUnlessTail", "resultsToStackUnlessTail");
        bridge.writeViaStack();
        bridge.writer.visitEnd();
        return bridge.writer.toByteArray();
    }

    private void writeConstructor() {
        MethodVisitor init = writer.visitMethod(0, "<init>", "()V", null, null);
        init.visitVarInsn(ALOAD, 0);
        init.visitMethodInsn(INVOKESPECIAL, base, "<init>", "()V", false);
        init.visitInsn(RETURN);
        init.visitMaxs(0, 0);
    }

    /** From the value stack to a typed entry; {@code put} and {@code putAll} are for one result and for several. */
    private void writeCall(String name, String put, String putAll) {
        MethodVisitor code = writer.visitMethod(ACC_PUBLIC, name, CALL_TYPED, null, null);
        int entryAt = 1;
        int contextAt = 2;
        int instanceAt = 3;
        int baseAt = 4;
        int remainingAt = 5;
        boolean single = shape.resultSlots == 1;
        if (single) {
            code.visitVarInsn(ALOAD, contextAt);
            code.visitVarInsn(ILOAD, baseAt);
        }
        code.visitVarInsn(ALOAD, entryAt);
        for (int i = 0; i < shape.parameterSlots; i++) {
            writeTake(code, contextAt, baseAt, i, shape.parameterParts.get(i));
        }
        code.visitVarInsn(ALOAD, instanceAt);
        code.visitVarInsn(ILOAD, remainingAt);
        code.visitMethodInsn(
                INVOKEVIRTUAL, "java/lang/invoke/MethodHandle", "invokeExact", entry.toMethodDescriptorString(), false);
        if (single) {
            writePut(code, put, shape.resultParts.get(0));
        } else if (shape.resultSlots > 1) {
            writeMoveAll(code, contextAt, baseAt, putAll);
        }
        code.visitInsn(RETURN);
        code.visitMaxs(0, 0);
    }

    /** From a typed entry to the value stack. */
    private void writeViaStack() {
        MethodType full = entry.insertParameterTypes(0, Code.class);
        MethodVisitor code = writer.visitMethod(ACC_STATIC, VIA_STACK, full.toMethodDescriptorString(), null, null);
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
        code.visitMethodInsn(INVOKESTATIC, base, "reserve", "(" + CONTEXT + "I)I", false);
        code.visitVarInsn(ISTORE, baseAt);
        writePutParameters(code, contextAt, baseAt);
        Label from = new Label();
        Label to = new Label();
        Label handler = new Label();
        code.visitTryCatchBlock(from, to, handler, null);
        code.visitLabel(from);
        code.visitVarInsn(ALOAD, 0);
        code.visitVarInsn(ALOAD, contextAt);
        code.visitVarInsn(ALOAD, instanceAt);
        code.visitVarInsn(ILOAD, baseAt);
        code.visitVarInsn(ILOAD, remainingAt);
        code.visitMethodInsn(
                INVOKEVIRTUAL, Type.getInternalName(Code.class), "call", "(" + CONTEXT + INSTANCE + "II)V", false);
        code.visitLabel(to);
        writeReturn(code, contextAt, baseAt);
        writeHandler(code, handler, contextAt, baseAt);
        code.visitMaxs(0, 0);
    }

    /** The slots are free whatever was thrown: whoever catches it may go on for long. */
    private void writeHandler(MethodVisitor code, Label handler, int contextAt, int baseAt) {
        List<Object> locals = new ArrayList<>();
        locals.add(Type.getInternalName(Code.class));
        shape.parameterParts.forEach(p -> locals.add(frameType(p)));
        locals.add(Type.getInternalName(InstanceImpl.class));
        locals.add(INTEGER);
        locals.add(Type.getInternalName(ExecutionContext.class));
        locals.add(INTEGER);
        code.visitLabel(handler);
        code.visitFrame(F_NEW, locals.size(), locals.toArray(), 1, new Object[] {"java/lang/Throwable"});
        code.visitVarInsn(ALOAD, contextAt);
        code.visitVarInsn(ILOAD, baseAt);
        code.visitFieldInsn(PUTFIELD, Type.getInternalName(ExecutionContext.class), "top", "I");
        code.visitInsn(ATHROW);
    }

    private static Object frameType(Carrier carrier) {
        return switch (carrier.descriptor) {
            case "I" -> INTEGER;
            case "J" -> LONG;
            case "F" -> FLOAT;
            case "D" -> DOUBLE;
            default -> Type.getType(carrier.javaType).getInternalName();
        };
    }

    private void writePutParameters(MethodVisitor code, int contextAt, int baseAt) {
        int local = 1;
        for (int i = 0; i < shape.parameterSlots; i++) {
            Carrier part = shape.parameterParts.get(i);
            code.visitVarInsn(ALOAD, contextAt);
            writeSlot(code, baseAt, i);
            code.visitVarInsn(Type.getType(part.javaType).getOpcode(ILOAD), local);
            local += part.jvmSlots;
            writePut(code, "put", part);
        }
    }

    /** Frees the slots, and returns what is in them. */
    private void writeReturn(MethodVisitor code, int contextAt, int baseAt) {
        code.visitVarInsn(ALOAD, contextAt);
        code.visitVarInsn(ILOAD, baseAt);
        code.visitFieldInsn(PUTFIELD, Type.getInternalName(ExecutionContext.class), "top", "I");
        if (shape.resultSlots == 1) {
            writeTake(code, contextAt, baseAt, 0, shape.resultParts.get(0));
        } else if (shape.resultSlots > 1) {
            writeMoveAll(code, contextAt, baseAt, "stackToResults");
        }
        code.visitInsn(Type.getType(entry.returnType()).getOpcode(IRETURN));
    }

    private void writeMoveAll(MethodVisitor code, int contextAt, int baseAt, String name) {
        code.visitVarInsn(ALOAD, contextAt);
        code.visitVarInsn(ILOAD, baseAt);
        code.visitLdcInsn(shape.resultSlots);
        code.visitMethodInsn(INVOKESTATIC, base, name, "(" + CONTEXT + "II)V", false);
    }

    private static void writeSlot(MethodVisitor code, int baseAt, int offset) {
        code.visitVarInsn(ILOAD, baseAt);
        code.visitLdcInsn(offset);
        code.visitInsn(IADD);
    }

    private void writeTake(MethodVisitor code, int contextAt, int baseAt, int offset, Carrier carrier) {
        code.visitVarInsn(ALOAD, contextAt);
        writeSlot(code, baseAt, offset);
        String name = "take" + (carrier.object ? "Reference" : carrier.descriptor);
        code.visitMethodInsn(INVOKESTATIC, base, name, "(" + CONTEXT + "I)" + carrier.descriptor, false);
    }

    private void writePut(MethodVisitor code, String name, Carrier carrier) {
        code.visitMethodInsn(INVOKESTATIC, base, name, "(" + CONTEXT + "I" + carrier.descriptor + ")V", false);
    }
}
