package dev.tagalong.runtime.internal.object;

import static org.objectweb.asm.Opcodes.*;

import dev.tagalong.runtime.type.ArrayType;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;

/** Writes the class of an array type: below {@link IntArray} or its like, with a constructor that takes the elements. */
final class ArrayWriter {

    private ArrayWriter() {}

    static byte[] write(ArrayType type) {
        Storage storage = Storage.of(type.element().storage());
        ClassShell shell = new ClassShell(type, ArrayLayout.root(storage));
        String constructor = "([" + storage.descriptor() + ")V";

        MethodVisitor init = shell.method(ACC_PUBLIC, "<init>", constructor);
        init.visitVarInsn(ALOAD, 0);
        init.visitVarInsn(ALOAD, 1);
        init.visitMethodInsn(INVOKESPECIAL, shell.above, "<init>", constructor, false);
        ClassShell.end(init, RETURN);

        make(type, storage, shell, constructor);

        MethodVisitor fresh = shell.method(ACC_PUBLIC, "fresh", "(I)" + Type.getDescriptor(Array.class));
        fresh.visitTypeInsn(NEW, shell.name);
        fresh.visitInsn(DUP);
        fresh.visitVarInsn(ILOAD, 1);
        newArray(fresh, storage);
        fresh.visitMethodInsn(INVOKESPECIAL, shell.name, "<init>", constructor, false);
        ClassShell.end(fresh, ARETURN);

        shell.typeMethod(ArrayType.class);
        return shell.finish();
    }

    private static void make(ArrayType type, Storage storage, ClassShell shell, String constructor) {
        MethodVisitor make = shell.method(ACC_PUBLIC | ACC_STATIC, StructLayout.MAKE, ArrayLayout.make(type));
        make.visitVarInsn(ILOAD, 0);
        make.visitIntInsn(BIPUSH, storage.bytes);
        make.visitVarInsn(ALOAD, 1);
        make.visitMethodInsn(
                INVOKESTATIC,
                Type.getInternalName(Heap.class),
                "reserve",
                "(II" + HeapLimit.class.descriptorString() + ")J",
                false);
        make.visitVarInsn(LSTORE, 2);
        make.visitTypeInsn(NEW, shell.name);
        make.visitInsn(DUP);
        make.visitVarInsn(ILOAD, 0);
        newArray(make, storage);
        make.visitMethodInsn(INVOKESPECIAL, shell.name, "<init>", constructor, false);
        make.visitVarInsn(ASTORE, 4);
        make.visitVarInsn(ALOAD, 1);
        make.visitVarInsn(ALOAD, 4);
        make.visitVarInsn(LLOAD, 2);
        make.visitMethodInsn(
                INVOKEVIRTUAL, Type.getInternalName(HeapLimit.class), "made", "(Ljava/lang/Object;J)V", false);
        make.visitVarInsn(ALOAD, 4);
        ClassShell.end(make, ARETURN);
    }

    /** With the length on the JVM's stack. */
    private static void newArray(MethodVisitor code, Storage storage) {
        if (storage == Storage.VECTOR) {
            code.visitInsn(ICONST_2);
            code.visitInsn(IMUL);
        }
        switch (storage) {
            case BYTE -> code.visitIntInsn(NEWARRAY, T_BYTE);
            case SHORT -> code.visitIntInsn(NEWARRAY, T_SHORT);
            case INT -> code.visitIntInsn(NEWARRAY, T_INT);
            case LONG, VECTOR -> code.visitIntInsn(NEWARRAY, T_LONG);
            case FLOAT -> code.visitIntInsn(NEWARRAY, T_FLOAT);
            case DOUBLE -> code.visitIntInsn(NEWARRAY, T_DOUBLE);
            case REFERENCE -> code.visitTypeInsn(ANEWARRAY, "java/lang/Object");
        }
    }
}
