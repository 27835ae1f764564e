package dev.tagalong.runtime.internal.semantics;

import static org.objectweb.asm.Opcodes.*;

import dev.tagalong.runtime.internal.value.Carrier;
import dev.tagalong.runtime.internal.value.RawBits;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;

/** Generates the class of a {@link RegularInstruction} that calls the methods of its meaning. */
final class InstructionClass {

    private static final String OBJECT = "java/lang/Object";
    private static final String NAME = Type.getInternalName(RegularInstruction.class);
    private static final String RAW_BITS = Type.getInternalName(RawBits.class);
    private static final Method EXECUTE = RegularInstruction.class.getMethods()[0];

    private static final int NUMBERS = 1;
    private static final int REFERENCES = 2;
    private static final int AT = 3;
    private static final int INSTANCE = 4;
    private static final int INDEX = 5;
    private static final int FIRST_RESULT = 7;

    private static final int BOTH_HALVES = -1;

    private final MethodVisitor code;
    private final List<Carrier> operands;

    private InstructionClass(MethodVisitor code, List<Carrier> operands) {
        this.code = code;
        this.operands = operands;
    }

    /**
     * An instruction.
     *
     * @param methods those of its results, the deepest first, or the one of an instruction without results
     * @param operands the carriers of the operands
     * @param lanewise whether the one method is for each half of a vector
     */
    static RegularInstruction generate(List<Method> methods, List<Carrier> operands, boolean lanewise) {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        writer.visit(V17, ACC_FINAL | ACC_SUPER, NAME + "$Generated", null, OBJECT, new String[] {NAME});
        MethodVisitor init = writer.visitMethod(0, "<init>", "()V", null, null);
        init.visitVarInsn(ALOAD, 0);
        init.visitMethodInsn(INVOKESPECIAL, OBJECT, "<init>", "()V", false);
        init.visitInsn(RETURN);
        init.visitMaxs(0, 0);
        MethodVisitor execute =
                writer.visitMethod(ACC_PUBLIC, EXECUTE.getName(), Type.getMethodDescriptor(EXECUTE), null, null);
        new InstructionClass(execute, operands).write(methods, lanewise);
        writer.visitEnd();
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup().defineHiddenClass(writer.toByteArray(), true);
            return (RegularInstruction) lookup.findConstructor(lookup.lookupClass(), MethodType.methodType(void.class))
                    .invoke();
        } catch (Throwable e) {
            throw new IllegalStateException("no class that calls " + methods, e);
        }
    }

    /** All results are there before the first replaces an operand. */
    private void write(List<Method> methods, boolean lanewise) {
        List<Carrier> results = new ArrayList<>();
        int local = FIRST_RESULT;
        int calls = lanewise ? Carrier.VECTOR.stackSlots : methods.size();
        for (int i = 0; i < calls; i++) {
            Method method = methods.get(lanewise ? 0 : i);
            call(method, lanewise ? i : BOTH_HALVES);
            if (method.getReturnType() != void.class) {
                Carrier result = Carrier.ofJava(method.getReturnType());
                code.visitVarInsn(Type.getType(result.javaType).getOpcode(ISTORE), local);
                results.add(result);
                local += result.jvmSlots;
            }
        }
        local = FIRST_RESULT;
        int slot = 0;
        for (Carrier result : results) {
            put(result, local, slot);
            local += result.jvmSlots;
            slot += result.stackSlots;
        }
        code.visitInsn(RETURN);
        code.visitMaxs(0, 0);
    }

    /** Calls a method with a half of each vector, or with both. */
    private void call(Method method, int half) {
        Class<?>[] parameters = method.getParameterTypes();
        int index = INDEX;
        for (int i = takeOperands(half); i < parameters.length; i++) {
            if (parameters[i].isPrimitive()) {
                code.visitVarInsn(ILOAD, index++);
            } else {
                code.visitVarInsn(ALOAD, INSTANCE);
                code.visitTypeInsn(CHECKCAST, Type.getInternalName(parameters[i]));
            }
        }
        code.visitMethodInsn(
                INVOKESTATIC,
                Type.getInternalName(method.getDeclaringClass()),
                method.getName(),
                Type.getMethodDescriptor(method),
                false);
    }

    /** Pushes the operands; answers how many parameters they are. */
    private int takeOperands(int half) {
        int taken = 0;
        int slot = 0;
        for (Carrier operand : operands) {
            if (operand == Carrier.VECTOR && half != BOTH_HALVES) {
                take(Carrier.LONG, slot + half);
                taken++;
            } else {
                int at = slot;
                for (Carrier part : operand.parts()) {
                    take(part, at++);
                    taken++;
                }
            }
            slot += operand.stackSlots;
        }
        return taken;
    }

    /** Pushes what is in a slot. */
    private void take(Carrier carrier, int slot) {
        slot(carrier, slot);
        if (carrier.object) {
            code.visitInsn(AALOAD);
        } else {
            code.visitInsn(LALOAD);
            code.visitMethodInsn(INVOKESTATIC, RAW_BITS, carrier.fromBitsName(), "(J)" + carrier.descriptor, false);
        }
    }

    /** Puts a JVM local into a slot. */
    private void put(Carrier carrier, int local, int slot) {
        slot(carrier, slot);
        code.visitVarInsn(Type.getType(carrier.javaType).getOpcode(ILOAD), local);
        if (carrier.object) {
            code.visitInsn(AASTORE);
        } else {
            code.visitMethodInsn(INVOKESTATIC, RAW_BITS, "of", "(" + carrier.descriptor + ")J", false);
            code.visitInsn(LASTORE);
        }
    }

    private void slot(Carrier carrier, int slot) {
        code.visitVarInsn(ALOAD, carrier.object ? REFERENCES : NUMBERS);
        code.visitVarInsn(ILOAD, AT);
        if (slot != 0) {
            code.visitLdcInsn(slot);
            code.visitInsn(IADD);
        }
    }
}
