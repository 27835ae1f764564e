package dev.tagalong.runtime.internal.semantics;

import static org.objectweb.asm.Opcodes.*;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.List;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;

/** Generates the class of a {@link RegularInstruction} that calls the methods of its meaning. */
final class InstructionClass {

    private static final String OBJECT = "java/lang/Object";
    private static final String NAME = Type.getInternalName(RegularInstruction.class);
    private static final Method EXECUTE = RegularInstruction.class.getMethods()[0];

    private static final int NUMBERS = 1;
    private static final int REFERENCES = 2;
    private static final int AT = 3;
    private static final int INSTANCE = 4;
    private static final int INDEX = 5;
    private static final int FIRST_RESULT = 7;

    private final MethodVisitor code;
    private final int operands;

    private InstructionClass(MethodVisitor code, int operands) {
        this.code = code;
        this.operands = operands;
    }

    /**
     * An instruction.
     *
     * @param methods those of its results, the deepest first, or the one of an instruction without results
     * @param operands how many of the parameters are operands
     */
    static RegularInstruction generate(List<Method> methods, int operands) {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        writer.visit(V17, ACC_FINAL | ACC_SUPER, NAME + "$Generated", null, OBJECT, new String[] {NAME});
        MethodVisitor init = writer.visitMethod(0, "<init>", "()V", null, null);
        init.visitVarInsn(ALOAD, 0);
        init.visitMethodInsn(INVOKESPECIAL, OBJECT, "<init>", "()V", false);
        init.visitInsn(RETURN);
        init.visitMaxs(0, 0);
        MethodVisitor execute =
                writer.visitMethod(ACC_PUBLIC, EXECUTE.getName(), Type.getMethodDescriptor(EXECUTE), null, null);
        new InstructionClass(execute, operands).write(methods);
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
    private void write(List<Method> methods) {
        int local = FIRST_RESULT;
        for (Method method : methods) {
            call(method);
            Type result = Type.getReturnType(method);
            if (result != Type.VOID_TYPE) {
                code.visitVarInsn(result.getOpcode(ISTORE), local);
            }
            local += result.getSize();
        }
        local = FIRST_RESULT;
        for (int i = 0; i < methods.size(); i++) {
            Type result = Type.getReturnType(methods.get(i));
            if (result != Type.VOID_TYPE) {
                put(result, local, i);
            }
            local += result.getSize();
        }
        code.visitInsn(RETURN);
        code.visitMaxs(0, 0);
    }

    private void call(Method method) {
        Type[] parameters = Type.getArgumentTypes(method);
        int index = INDEX;
        for (int i = 0; i < parameters.length; i++) {
            if (i < operands) {
                take(parameters[i], i);
            } else if (parameters[i].getSort() == Type.OBJECT) {
                code.visitVarInsn(ALOAD, INSTANCE);
                code.visitTypeInsn(CHECKCAST, parameters[i].getInternalName());
            } else {
                code.visitVarInsn(ILOAD, index++);
            }
        }
        code.visitMethodInsn(
                INVOKESTATIC,
                Type.getInternalName(method.getDeclaringClass()),
                method.getName(),
                Type.getMethodDescriptor(method),
                false);
    }

    /** Pushes what is in a slot. */
    private void take(Type type, int offset) {
        slot(type, offset);
        switch (type.getSort()) {
            case Type.OBJECT -> code.visitInsn(AALOAD);
            case Type.LONG -> code.visitInsn(LALOAD);
            case Type.INT -> {
                code.visitInsn(LALOAD);
                code.visitInsn(L2I);
            }
            case Type.FLOAT -> {
                code.visitInsn(LALOAD);
                code.visitInsn(L2I);
                code.visitMethodInsn(INVOKESTATIC, "java/lang/Float", "intBitsToFloat", "(I)F", false);
            }
            case Type.DOUBLE -> {
                code.visitInsn(LALOAD);
                code.visitMethodInsn(INVOKESTATIC, "java/lang/Double", "longBitsToDouble", "(J)D", false);
            }
            default -> throw new IllegalStateException("operand of type " + type);
        }
    }

    /** Puts a JVM local into a slot. */
    private void put(Type type, int local, int offset) {
        slot(type, offset);
        code.visitVarInsn(type.getOpcode(ILOAD), local);
        switch (type.getSort()) {
            case Type.OBJECT -> code.visitInsn(AASTORE);
            case Type.LONG -> code.visitInsn(LASTORE);
            case Type.INT -> {
                code.visitInsn(I2L);
                code.visitInsn(LASTORE);
            }
            case Type.FLOAT -> {
                code.visitMethodInsn(INVOKESTATIC, "java/lang/Float", "floatToRawIntBits", "(F)I", false);
                code.visitInsn(I2L);
                code.visitInsn(LASTORE);
            }
            case Type.DOUBLE -> {
                code.visitMethodInsn(INVOKESTATIC, "java/lang/Double", "doubleToRawLongBits", "(D)J", false);
                code.visitInsn(LASTORE);
            }
            default -> throw new IllegalStateException("result of type " + type);
        }
    }

    private void slot(Type type, int offset) {
        code.visitVarInsn(ALOAD, type.getSort() == Type.OBJECT ? REFERENCES : NUMBERS);
        code.visitVarInsn(ILOAD, AT);
        if (offset != 0) {
            code.visitLdcInsn(offset);
            code.visitInsn(IADD);
        }
    }
}
