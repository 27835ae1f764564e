package dev.tagalong.runtime.internal.object;

import static org.objectweb.asm.Opcodes.*;

import dev.tagalong.runtime.type.ArrayType;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;

/** Writes the class of an array type: below {@link IntArray} or its like, with a constructor that takes the elements. */
final class ArrayWriter {

    private ArrayWriter() {}

    /** The class above those of arrays whose elements are kept so. */
    static Class<? extends Array> root(Storage storage) {
        return switch (storage) {
            case BYTE -> ByteArray.class;
            case SHORT -> ShortArray.class;
            case INT -> IntArray.class;
            case LONG -> LongArray.class;
            case FLOAT -> FloatArray.class;
            case DOUBLE -> DoubleArray.class;
            case REFERENCE -> ReferenceArray.class;
            case VECTOR -> VectorArray.class;
        };
    }

    static byte[] write(ArrayType type) {
        Storage storage = Storage.of(type.element().storage());
        ClassShell shell = new ClassShell(type, root(storage));
        String constructor = "([" + storage.descriptor() + ")V";

        MethodVisitor init = shell.method(ACC_PUBLIC, "<init>", constructor);
        init.visitVarInsn(ALOAD, 0);
        init.visitVarInsn(ALOAD, 1);
        init.visitMethodInsn(INVOKESPECIAL, shell.above, "<init>", constructor, false);
        ClassShell.end(init, RETURN);

        MethodVisitor fresh = shell.method(ACC_PUBLIC, "fresh", "(I)" + Type.getDescriptor(Array.class));
        fresh.visitTypeInsn(NEW, shell.name);
        fresh.visitInsn(DUP);
        fresh.visitVarInsn(ILOAD, 1);
        if (storage == Storage.VECTOR) {
            fresh.visitInsn(ICONST_2);
            fresh.visitInsn(IMUL);
        }
        newArray(fresh, storage);
        fresh.visitMethodInsn(INVOKESPECIAL, shell.name, "<init>", constructor, false);
        ClassShell.end(fresh, ARETURN);

        shell.typeMethod(ArrayType.class);
        return shell.finish();
    }

    private static void newArray(MethodVisitor code, Storage storage) {
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
