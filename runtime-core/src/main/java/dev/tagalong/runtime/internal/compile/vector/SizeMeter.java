package dev.tagalong.runtime.internal.compile.vector;

import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Counts the bytes of JVM bytecode that are written to it, about: JVM locals and constants may take one more or less. */
final class SizeMeter extends MethodVisitor {

    private static final int WITH_INDEX = 3;
    private static final int OF_INTERFACE = 5;

    private int size;

    SizeMeter() {
        super(Opcodes.ASM9);
    }

    int size() {
        return size;
    }

    @Override
    public void visitInsn(int opcode) {
        size++;
    }

    @Override
    public void visitIntInsn(int opcode, int operand) {
        size += opcode == Opcodes.SIPUSH ? WITH_INDEX : 2;
    }

    @Override
    public void visitVarInsn(int opcode, int local) {
        size += 2;
    }

    @Override
    public void visitTypeInsn(int opcode, String type) {
        size += WITH_INDEX;
    }

    @Override
    public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
        size += WITH_INDEX;
    }

    @Override
    public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
        size += opcode == Opcodes.INVOKEINTERFACE ? OF_INTERFACE : WITH_INDEX;
    }

    @Override
    public void visitInvokeDynamicInsn(String name, String descriptor, Handle bootstrap, Object... arguments) {
        size += OF_INTERFACE;
    }

    @Override
    public void visitJumpInsn(int opcode, Label label) {
        size += WITH_INDEX;
    }

    @Override
    public void visitLdcInsn(Object value) {
        size += WITH_INDEX;
    }
}
