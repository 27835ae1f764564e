package dev.tagalong.runtime.internal.compile.emit;

import static org.objectweb.asm.Opcodes.*;

import dev.tagalong.runtime.type.FunctionType;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;

/**
 * Writes the class of a function that the compiler leaves to the interpreter, for compiled code to call. It names no
 * source, by which backtraces know it: the interpreter adds the function's frame.
 */
public final class InterpretedStub {

    private InterpretedStub() {}

    /** Pushes all that a static method was called with; answers the first local after it. */
    static int loadArguments(MethodVisitor method, String descriptor) {
        int local = 0;
        for (Type argument : Type.getArgumentTypes(descriptor)) {
            method.visitVarInsn(argument.getOpcode(ILOAD), local);
            local += argument.getSize();
        }
        return local;
    }

    public static byte[] write(int function, FunctionType type) {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        writer.visit(V17, ACC_PUBLIC | ACC_FINAL | ACC_SUPER, Names.className(function), null, Names.OBJECT, null);
        String descriptor = Descriptors.entry(type);
        MethodVisitor method =
                writer.visitMethod(ACC_PUBLIC | ACC_STATIC, Names.methodName(function), descriptor, null, null);
        loadArguments(method, descriptor);
        method.visitInvokeDynamicInsn("interpret", descriptor, Names.INTERPRET_BOOTSTRAP, function);
        method.visitInsn(Type.getReturnType(descriptor).getOpcode(IRETURN));
        method.visitMaxs(0, 0);
        method.visitEnd();
        writer.visitEnd();
        return writer.toByteArray();
    }
}
