package dev.tagalong.runtime.internal.object;

import static org.objectweb.asm.Opcodes.*;

import dev.tagalong.runtime.internal.value.RawBits;
import dev.tagalong.runtime.type.StructType;
import java.util.Arrays;
import java.util.function.IntConsumer;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;

/**
 * Writes the class of a structure's type. It has the fields that the type has more than the one it extends, the methods that make
 * an object, of all fields if they are not too many, and those by which a field is found by its index.
 */
final class StructWriter {

    private static final String HEAP_LIMIT = Type.getInternalName(HeapLimit.class);
    private static final String RAW_BITS = Type.getInternalName(RawBits.class);
    private static final String NUMBERS = "moreNumbers";
    private static final String REFERENCES = "moreReferences";

    private final StructType type;
    private final StructLayout layout;
    private final ClassShell shell;

    private StructWriter(StructType type) {
        this.type = type;
        this.layout = StructLayout.of(type);
        this.shell = new ClassShell(type, Struct.class);
    }

    static byte[] write(StructType type) {
        StructWriter writer = new StructWriter(type);
        writer.fields();
        writer.defaultConstructor();
        StructLayout layout = writer.layout;
        if (layout.canBeMade()) {
            writer.make(StructLayout.MAKE, layout.make(type), true);
        }
        writer.make(StructLayout.MAKE_DEFAULT, StructLayout.makeDefault(type), false);
        writer.fresh();
        writer.access();
        writer.shell.typeMethod(StructType.class);
        return writer.shell.finish();
    }

    private void fields() {
        for (int i = layout.inherited(); i < layout.javaFields(); i++) {
            Storage storage = layout.fields().get(i);
            field(StructLayout.name(i), descriptor(i));
            if (storage == Storage.VECTOR) {
                field(StructLayout.highName(i), storage.descriptor());
            }
        }
        if (layout.isWide() && !layout.inheritsArrays()) {
            field(NUMBERS, "[J");
            field(REFERENCES, "[Ljava/lang/Object;");
            moreMethod(NUMBERS, "[J");
            moreMethod(REFERENCES, "[Ljava/lang/Object;");
        }
    }

    private String descriptor(int field) {
        return ValueClass.descriptor(type, field);
    }

    private void field(String name, String descriptor) {
        shell.writer.visitField(ACC_PUBLIC, name, descriptor, null, null).visitEnd();
    }

    private void moreMethod(String name, String descriptor) {
        MethodVisitor code = shell.method(ACC_PROTECTED, name, "()" + descriptor);
        code.visitVarInsn(ALOAD, 0);
        code.visitFieldInsn(GETFIELD, shell.name, name, descriptor);
        ClassShell.end(code, ARETURN);
    }

    private void defaultConstructor() {
        MethodVisitor code = shell.method(ACC_PUBLIC, "<init>", "()V");
        callAbove(code);
        if (layout.isWide()) {
            int more = layout.fields().size() - StructLayout.MOST_FIELDS;
            code.visitVarInsn(ALOAD, 0);
            code.visitLdcInsn(2 * more);
            code.visitIntInsn(NEWARRAY, T_LONG);
            code.visitFieldInsn(PUTFIELD, shell.name, NUMBERS, "[J");
            code.visitVarInsn(ALOAD, 0);
            code.visitLdcInsn(more);
            code.visitTypeInsn(ANEWARRAY, "java/lang/Object");
            code.visitFieldInsn(PUTFIELD, shell.name, REFERENCES, "[Ljava/lang/Object;");
        }
        ClassShell.end(code, RETURN);
    }

    private void callAbove(MethodVisitor code) {
        code.visitVarInsn(ALOAD, 0);
        code.visitMethodInsn(INVOKESPECIAL, shell.above, "<init>", "()V", false);
    }

    /** The method that makes an object, of all fields or with zeros and nulls, and counts it. */
    private void make(String name, String descriptor, boolean all) {
        MethodVisitor code = shell.method(ACC_PUBLIC | ACC_STATIC, name, descriptor);
        int heap = (Type.getArgumentsAndReturnSizes(descriptor) >> 2) - 2;
        int made = heap + 1;
        code.visitTypeInsn(NEW, shell.name);
        code.visitInsn(DUP);
        code.visitMethodInsn(INVOKESPECIAL, shell.name, "<init>", "()V", false);
        code.visitVarInsn(ASTORE, made);
        int local = 0;
        for (int i = 0; all && i < layout.fields().size(); i++) {
            Storage storage = layout.fields().get(i);
            local = set(code, made, StructLayout.name(i), i, local);
            if (storage == Storage.VECTOR) {
                local = set(code, made, StructLayout.highName(i), i, local);
            }
        }
        code.visitVarInsn(ALOAD, heap);
        code.visitVarInsn(ALOAD, made);
        code.visitLdcInsn((long) layout.bytes());
        code.visitMethodInsn(INVOKEVIRTUAL, HEAP_LIMIT, "made", "(Ljava/lang/Object;J)V", false);
        code.visitVarInsn(ALOAD, made);
        ClassShell.end(code, ARETURN);
    }

    /** Sets a field to the parameter in a local; answers the next local. */
    private int set(MethodVisitor code, int object, String name, int field, int local) {
        Storage storage = layout.fields().get(field);
        Type value = Type.getType(storage.javaType);
        code.visitVarInsn(ALOAD, object);
        code.visitVarInsn(value.getOpcode(ILOAD), local);
        narrow(code, storage, field);
        code.visitFieldInsn(PUTFIELD, shell.name, name, descriptor(field));
        return local + value.getSize();
    }

    private void narrow(MethodVisitor code, Storage storage, int field) {
        String reference = ValueClass.ofField(type, field);
        if (reference != null) {
            code.visitTypeInsn(CHECKCAST, reference);
        } else if (storage == Storage.BYTE) {
            code.visitInsn(I2B);
        } else if (storage == Storage.SHORT) {
            code.visitInsn(I2S);
        }
    }

    private void fresh() {
        MethodVisitor code = shell.method(ACC_PUBLIC, "fresh", "()" + Type.getDescriptor(Struct.class));
        code.visitTypeInsn(NEW, shell.name);
        code.visitInsn(DUP);
        code.visitMethodInsn(INVOKESPECIAL, shell.name, "<init>", "()V", false);
        ClassShell.end(code, ARETURN);
    }

    // ---- by index

    private void access() {
        Predicate<Storage> number = s -> s != Storage.REFERENCE;
        Predicate<Storage> reference = s -> s == Storage.REFERENCE;
        Predicate<Storage> vector = s -> s == Storage.VECTOR;
        byIndex("bits", "(I)J", number, LRETURN, (code, i) -> get(code, StructLayout.name(i), i));
        byIndex("bits", "(IJ)V", number, RETURN, (code, i) -> put(code, StructLayout.name(i), i));
        byIndex("highBits", "(I)J", vector, LRETURN, (code, i) -> get(code, StructLayout.highName(i), i));
        byIndex("highBits", "(IJ)V", vector, RETURN, (code, i) -> put(code, StructLayout.highName(i), i));
        byIndex(
                "reference",
                "(I)Ljava/lang/Object;",
                reference,
                ARETURN,
                (code, i) -> get(code, StructLayout.name(i), i));
        byIndex(
                "reference",
                "(ILjava/lang/Object;)V",
                reference,
                RETURN,
                (code, i) -> put(code, StructLayout.name(i), i));
    }

    private interface Access {
        void write(MethodVisitor code, int field);
    }

    /** A method that accesses one of the class's own fields, if there are such, or has the class above do it. */
    private void byIndex(String name, String descriptor, Predicate<Storage> which, int end, Access access) {
        int[] own = IntStream.range(layout.inherited(), layout.javaFields())
                .filter(i -> which.test(layout.fields().get(i)))
                .toArray();
        if (own.length == 0) {
            return;
        }
        MethodVisitor code = shell.method(ACC_PUBLIC, name, descriptor);
        Label others = new Label();
        Label[] labels = new Label[own[own.length - 1] - own[0] + 1];
        Arrays.fill(labels, others);
        IntConsumer each = i -> labels[i - own[0]] = new Label();
        Arrays.stream(own).forEach(each);
        code.visitVarInsn(ILOAD, 1);
        code.visitTableSwitchInsn(own[0], own[own.length - 1], others, labels);
        for (int field : own) {
            ClassShell.frame(code, labels[field - own[0]]);
            code.visitVarInsn(ALOAD, 0);
            access.write(code, field);
            code.visitInsn(end);
        }
        ClassShell.frame(code, others);
        code.visitVarInsn(ALOAD, 0);
        code.visitVarInsn(ILOAD, 1);
        Type[] parameters = Type.getArgumentTypes(descriptor);
        if (parameters.length == 2) {
            code.visitVarInsn(parameters[1].getOpcode(ILOAD), 2);
        }
        code.visitMethodInsn(INVOKESPECIAL, shell.above, name, descriptor, false);
        ClassShell.end(code, end);
    }

    private void get(MethodVisitor code, String name, int field) {
        Storage storage = layout.fields().get(field);
        code.visitFieldInsn(GETFIELD, shell.name, name, descriptor(field));
        switch (storage) {
            case BYTE, SHORT, INT -> code.visitInsn(I2L);
            case FLOAT, DOUBLE ->
                code.visitMethodInsn(INVOKESTATIC, RAW_BITS, "of", "(" + storage.descriptor() + ")J", false);
            case LONG, VECTOR, REFERENCE -> {
                // As they are.
            }
        }
    }

    private void put(MethodVisitor code, String name, int field) {
        Storage storage = layout.fields().get(field);
        code.visitVarInsn(storage == Storage.REFERENCE ? ALOAD : LLOAD, 2);
        switch (storage) {
            case BYTE, SHORT, INT -> code.visitInsn(L2I);
            case FLOAT -> code.visitMethodInsn(INVOKESTATIC, RAW_BITS, "toFloat", "(J)F", false);
            case DOUBLE -> code.visitMethodInsn(INVOKESTATIC, RAW_BITS, "toDouble", "(J)D", false);
            case LONG, VECTOR, REFERENCE -> {
                // As they are.
            }
        }
        narrow(code, storage, field);
        code.visitFieldInsn(PUTFIELD, shell.name, name, descriptor(field));
    }
}
