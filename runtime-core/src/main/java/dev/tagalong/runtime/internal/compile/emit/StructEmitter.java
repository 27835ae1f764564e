package dev.tagalong.runtime.internal.compile.emit;

import static org.objectweb.asm.Opcodes.*;

import dev.tagalong.runtime.internal.compile.tree.Node;
import dev.tagalong.runtime.internal.object.ClassNames;
import dev.tagalong.runtime.internal.object.Storage;
import dev.tagalong.runtime.internal.object.Struct;
import dev.tagalong.runtime.internal.object.StructLayout;
import dev.tagalong.runtime.internal.object.ValueClass;
import dev.tagalong.runtime.internal.opcode.Opcode;
import dev.tagalong.runtime.internal.value.Carrier;
import dev.tagalong.runtime.type.StructType;
import org.objectweb.asm.Type;

/**
 * Writes instructions on structures: as accesses to the fields of the type's Java class. The checks of null are the JVM's own, which
 * {@link dev.tagalong.runtime.internal.call.Backtraces} makes traps of.
 */
final class StructEmitter {

    private static final String STRUCT = Type.getInternalName(Struct.class);
    private static final int VALUE_TEMP = 3;
    private static final int MADE_TEMP = 6;

    private final MethodContext context;
    private final CodeVisitor mv;
    private final EngineValues engine;
    private final MethodLocals locals;

    StructEmitter(MethodContext context, EngineValues engine, MethodLocals locals) {
        this.context = context;
        this.mv = context.mv();
        this.engine = engine;
        this.locals = locals;
    }

    private StructType type(Node node) {
        return (StructType) context.owner().function.module.types().get(node.index);
    }

    /** With all fields' values on the JVM's stack. */
    void make(Node node) {
        StructType type = type(node);
        if (!StructLayout.canBeMade(type)) {
            makeInSteps(type);
            return;
        }
        locals.splitVectors(type.fields().stream()
                .map(field -> Carrier.of(field.storage().unpacked()))
                .toList());
        call(type, StructLayout.MAKE, StructLayout.of(type).make(type));
    }

    /** A Java method does not take that many values: makes an object without them, and sets the fields from the last one on. */
    private void makeInSteps(StructType type) {
        call(type, StructLayout.MAKE_DEFAULT, StructLayout.makeDefault(type));
        int made = locals.spill(Carrier.OBJECT, MADE_TEMP);
        for (int field = type.fields().size() - 1; field >= 0; field--) {
            Carrier carrier = Carrier.of(type.fields().get(field).storage().unpacked());
            int value = locals.spill(carrier, VALUE_TEMP);
            mv.visitVarInsn(ALOAD, made);
            mv.load(carrier, value);
            set(type, field, carrier);
        }
        mv.visitVarInsn(ALOAD, made);
    }

    void makeDefault(Node node) {
        StructType type = type(node);
        call(type, StructLayout.MAKE_DEFAULT, StructLayout.makeDefault(type));
    }

    private void call(StructType type, String method, String descriptor) {
        engine.loadHeap();
        mv.visitMethodInsn(INVOKESTATIC, ClassNames.internal(type), method, descriptor, false);
    }

    void get(Node node) {
        StructType type = type(node);
        int field = node.index2;
        Storage storage = Storage.of(type.fields().get(field).storage());
        if (storage == Storage.VECTOR) {
            getVector(ClassNames.internal(type), field);
        } else if (field >= StructLayout.MOST_FIELDS) {
            mv.visitTypeInsn(CHECKCAST, STRUCT);
            mv.push(field);
            if (storage == Storage.REFERENCE) {
                mv.visitMethodInsn(INVOKEVIRTUAL, STRUCT, "reference", "(I)Ljava/lang/Object;", false);
            } else {
                mv.visitMethodInsn(INVOKEVIRTUAL, STRUCT, "bits", "(I)J", false);
                mv.fromBits(Carrier.of(node.result));
            }
        } else {
            String owner = ClassNames.internal(type);
            mv.visitTypeInsn(CHECKCAST, owner);
            mv.visitFieldInsn(GETFIELD, owner, StructLayout.name(field), ValueClass.descriptor(type, field));
        }
        if (node.opcode == Opcode.STRUCT_GET_U) {
            zeroExtend(mv, storage);
        }
    }

    private void getVector(String owner, int field) {
        boolean wide = field >= StructLayout.MOST_FIELDS;
        mv.visitTypeInsn(CHECKCAST, wide ? STRUCT : owner);
        mv.visitInsn(DUP);
        half(owner, field, "bits", StructLayout.name(field));
        mv.visitInsn(DUP2_X1);
        mv.visitInsn(POP2);
        half(owner, field, "highBits", StructLayout.highName(field));
        mv.join(Carrier.VECTOR);
    }

    /** From a structure to half of a vector. */
    private void half(String owner, int field, String method, String name) {
        if (field >= StructLayout.MOST_FIELDS) {
            mv.push(field);
            mv.visitMethodInsn(INVOKEVIRTUAL, STRUCT, method, "(I)J", false);
        } else {
            mv.visitFieldInsn(GETFIELD, owner, name, "J");
        }
    }

    /** With the structure on the JVM's stack, and the vector in a temporary. */
    private void setVector(String owner, int field, int value) {
        boolean wide = field >= StructLayout.MOST_FIELDS;
        mv.visitTypeInsn(CHECKCAST, wide ? STRUCT : owner);
        mv.visitInsn(DUP);
        setHalf(owner, field, "bits", StructLayout.name(field), value, 0);
        setHalf(owner, field, "highBits", StructLayout.highName(field), value, 1);
    }

    private void setHalf(String owner, int field, String method, String name, int value, int half) {
        if (field >= StructLayout.MOST_FIELDS) {
            mv.push(field);
            mv.loadPart(Carrier.VECTOR, value, half);
            mv.visitMethodInsn(INVOKEVIRTUAL, STRUCT, method, "(IJ)V", false);
        } else {
            mv.loadPart(Carrier.VECTOR, value, half);
            mv.visitFieldInsn(PUTFIELD, owner, name, "J");
        }
    }

    /** From a packed value with its sign to one without. */
    static void zeroExtend(CodeVisitor mv, Storage packed) {
        mv.push(packed == Storage.BYTE ? 0xFF : 0xFFFF);
        mv.visitInsn(IAND);
    }

    void set(Node node) {
        set(type(node), node.index2, Carrier.of(node.operands.get(1)));
    }

    /** With the structure and the value on the JVM's stack. */
    private void set(StructType type, int field, Carrier carrier) {
        Storage storage = Storage.of(type.fields().get(field).storage());
        if (carrier == Carrier.VECTOR) {
            setVector(ClassNames.internal(type), field, locals.spill(carrier, VALUE_TEMP));
            return;
        }
        if (field >= StructLayout.MOST_FIELDS) {
            int value = locals.spill(carrier, VALUE_TEMP);
            mv.visitTypeInsn(CHECKCAST, STRUCT);
            mv.push(field);
            mv.load(carrier, value);
            mv.toBits(carrier);
            String descriptor = storage == Storage.REFERENCE ? "(ILjava/lang/Object;)V" : "(IJ)V";
            String method = storage == Storage.REFERENCE ? "reference" : "bits";
            mv.visitMethodInsn(INVOKEVIRTUAL, STRUCT, method, descriptor, false);
            return;
        }
        String owner = ClassNames.internal(type);
        if (carrier.jvmSlots == 1) {
            mv.visitInsn(SWAP);
            mv.visitTypeInsn(CHECKCAST, owner);
            mv.visitInsn(SWAP);
        } else {
            int value = locals.spill(carrier, VALUE_TEMP);
            mv.visitTypeInsn(CHECKCAST, owner);
            mv.load(carrier, value);
        }
        narrow(storage, ValueClass.ofField(type, field));
        mv.visitFieldInsn(PUTFIELD, owner, StructLayout.name(field), ValueClass.descriptor(type, field));
    }

    private void narrow(Storage storage, String reference) {
        if (reference != null) {
            mv.visitTypeInsn(CHECKCAST, reference);
        } else if (storage == Storage.BYTE) {
            mv.visitInsn(I2B);
        } else if (storage == Storage.SHORT) {
            mv.visitInsn(I2S);
        }
    }
}
