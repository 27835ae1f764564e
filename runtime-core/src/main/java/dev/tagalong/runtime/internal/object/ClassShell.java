package dev.tagalong.runtime.internal.object;

import static org.objectweb.asm.Opcodes.*;

import dev.tagalong.runtime.type.DefinedType;
import java.lang.invoke.MethodHandles;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;

/** What the classes of all types have: their names, their places among others, and the method that tells the type. */
final class ClassShell {

    private static final Handle TYPE_OF = new Handle(
            H_INVOKESTATIC,
            Type.getInternalName(TypeLoader.class),
            "typeOf",
            Type.getMethodDescriptor(
                    Type.getType(DefinedType.class),
                    Type.getType(MethodHandles.Lookup.class),
                    Type.getType(String.class),
                    Type.getType(Class.class)),
            false);

    final ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);

    /** Internal names. */
    final String name;

    final String above;

    /**
     * Begins a type's class.
     *
     * @param root the class above, if the type extends none
     */
    ClassShell(DefinedType type, Class<?> root) {
        this.name = ClassNames.internal(type);
        this.above = type.supertype() == null ? Type.getInternalName(root) : ClassNames.internal(type.supertype());
        int access = ACC_PUBLIC | ACC_SUPER | ACC_SYNTHETIC | (type.isFinal() ? ACC_FINAL : 0);
        writer.visit(V17, access, name, null, above, null);
    }

    MethodVisitor method(int access, String method, String descriptor) {
        MethodVisitor code = writer.visitMethod(access, method, descriptor, null, null);
        code.visitCode();
        return code;
    }

    /** The method {@code type()}, which returns that class. */
    void typeMethod(Class<? extends DefinedType> result) {
        MethodVisitor code = method(ACC_PUBLIC, "type", "()" + Type.getDescriptor(result));
        code.visitLdcInsn(new ConstantDynamic("type", Type.getDescriptor(DefinedType.class), TYPE_OF));
        code.visitTypeInsn(CHECKCAST, Type.getInternalName(result));
        end(code, ARETURN);
    }

    static void end(MethodVisitor code, int instruction) {
        code.visitInsn(instruction);
        code.visitMaxs(0, 0);
        code.visitEnd();
    }

    static void frame(MethodVisitor code, Label label) {
        code.visitLabel(label);
        code.visitFrame(F_SAME, 0, null, 0, null);
    }

    byte[] finish() {
        writer.visitEnd();
        return writer.toByteArray();
    }
}
