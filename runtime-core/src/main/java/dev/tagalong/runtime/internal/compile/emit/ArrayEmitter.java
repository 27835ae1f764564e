package dev.tagalong.runtime.internal.compile.emit;

import static org.objectweb.asm.Opcodes.*;

import dev.tagalong.runtime.internal.compile.tree.Node;
import dev.tagalong.runtime.internal.instructions.ArrayInstructions;
import dev.tagalong.runtime.internal.instructions.SegmentArrays;
import dev.tagalong.runtime.internal.object.Array;
import dev.tagalong.runtime.internal.object.ArrayFills;
import dev.tagalong.runtime.internal.object.ArrayLayout;
import dev.tagalong.runtime.internal.object.ClassNames;
import dev.tagalong.runtime.internal.object.Storage;
import dev.tagalong.runtime.internal.object.StructLayout;
import dev.tagalong.runtime.internal.opcode.Opcode;
import dev.tagalong.runtime.internal.value.Carrier;
import dev.tagalong.runtime.type.ArrayType;
import java.util.List;
import org.objectweb.asm.Type;

/**
 * Writes instructions on arrays: as accesses to the Java array in the header object. The checks of null and of bounds are the JVM's
 * own, which {@link dev.tagalong.runtime.internal.call.Backtraces} makes traps of.
 */
final class ArrayEmitter {

    private static final String ARRAY = Type.getInternalName(Array.class);
    private static final String FILLS = Type.getInternalName(ArrayFills.class);
    private static final String INSTRUCTIONS = Type.getInternalName(ArrayInstructions.class);
    private static final String SEGMENTS = Type.getInternalName(SegmentArrays.class);
    private static final int VALUE_TEMP = 3;
    private static final int MADE_TEMP = 6;
    private static final int ELEMENTS_TEMP = 7;

    private final MethodContext context;
    private final CodeVisitor mv;
    private final EngineValues engine;
    private final MethodLocals locals;
    private final LoopArrays loops;

    ArrayEmitter(MethodContext context, EngineValues engine, MethodLocals locals, LoopArrays loops) {
        this.context = context;
        this.mv = context.mv();
        this.engine = engine;
        this.locals = locals;
        this.loops = loops;
    }

    private ArrayType type(Node node) {
        return (ArrayType) context.owner().function.module.types().get(node.index);
    }

    private static Storage storage(ArrayType type) {
        return Storage.of(type.element().storage());
    }

    void write(Node node) {
        ArrayType type = type(node);
        switch (node.opcode) {
            case ARRAY_NEW -> {
                make(type);
                locals.splitVectors(List.of(Carrier.of(node.operands.get(0)), Carrier.OBJECT));
                String root = ArrayLayout.root(storage(type)).descriptorString();
                String value = Carrier.of(node.operands.get(0)).descriptor;
                mv.visitMethodInsn(INVOKESTATIC, FILLS, "filled", "(" + value + root + ")" + root, false);
            }
            case ARRAY_NEW_DEFAULT -> make(type);
            case ARRAY_NEW_FIXED ->
                makeFixed(type, node.index2, Carrier.of(type.element().storage().unpacked()));
            case ARRAY_GET, ARRAY_GET_S, ARRAY_GET_U -> get(node, type);
            case ARRAY_SET -> set(type, Carrier.of(node.operands.get(2)));
            case ARRAY_FILL -> {
                locals.splitVectors(List.of(Carrier.of(node.operands.get(2)), Carrier.INT));
                String value = Carrier.of(node.operands.get(2)).descriptor;
                mv.visitMethodInsn(
                        INVOKESTATIC, INSTRUCTIONS, "array_fill", "(Ljava/lang/Object;I" + value + "I)V", false);
            }
            case ARRAY_COPY ->
                mv.visitMethodInsn(
                        INVOKESTATIC, INSTRUCTIONS, "array_copy", "(Ljava/lang/Object;ILjava/lang/Object;II)V", false);
            case ARRAY_NEW_DATA -> ofSegment(node, "array_new_data");
            case ARRAY_NEW_ELEM -> ofSegment(node, "array_new_elem");
            case ARRAY_INIT_DATA -> intoArray(node, "array_init_data");
            case ARRAY_INIT_ELEM -> intoArray(node, "array_init_elem");
            default -> throw new IllegalStateException("not compiled: " + node.opcode);
        }
    }

    /** With the length on the JVM's stack. */
    private void make(ArrayType type) {
        engine.loadHeap();
        mv.visitMethodInsn(INVOKESTATIC, ClassNames.internal(type), StructLayout.MAKE, ArrayLayout.make(type), false);
    }

    /** An element of an array of vectors, each of two longs. */
    private void storeVector(int elements, int index, int value) {
        for (int half = 0; half < 2; half++) {
            mv.visitVarInsn(ALOAD, elements);
            mv.push(2 * index + half);
            mv.loadPart(Carrier.VECTOR, value, half);
            mv.visitInsn(LASTORE);
        }
    }

    private void makeFixed(ArrayType type, int count, Carrier carrier) {
        mv.push(count);
        make(type);
        mv.visitInsn(DUP);
        elements(type);
        int elements = locals.spill(Carrier.OBJECT, ELEMENTS_TEMP);
        int made = locals.spill(Carrier.OBJECT, MADE_TEMP);
        for (int i = count - 1; i >= 0; i--) {
            int value = locals.spill(carrier, VALUE_TEMP);
            if (carrier == Carrier.VECTOR) {
                storeVector(elements, i, value);
                continue;
            }
            mv.visitVarInsn(ALOAD, elements);
            mv.push(i);
            mv.load(carrier, value);
            mv.visitInsn(instruction(storage(type), IASTORE));
        }
        mv.visitVarInsn(ALOAD, made);
    }

    /** From an array to its Java array. */
    private void elements(ArrayType type) {
        Storage storage = storage(type);
        mv.visitFieldInsn(
                GETFIELD, Type.getInternalName(ArrayLayout.root(storage)), "elements", '[' + storage.descriptor());
    }

    private static int instruction(Storage storage, int ofInts) {
        return Type.getType(storage.javaType).getOpcode(ofInts);
    }

    /** With array and index on the JVM's stack: to the Java array and the index. */
    private void open(ArrayType type) {
        int known = loops.ofOperand();
        mv.visitInsn(SWAP);
        if (known >= 0) {
            mv.visitInsn(POP);
            mv.visitVarInsn(ALOAD, known);
            mv.visitInsn(SWAP);
            return;
        }
        mv.visitTypeInsn(CHECKCAST, ClassNames.internal(type));
        elements(type);
        mv.visitInsn(SWAP);
    }

    private void get(Node node, ArrayType type) {
        if (storage(type) == Storage.VECTOR) {
            getVector();
            return;
        }
        open(type);
        mv.visitInsn(instruction(storage(type), IALOAD));
        if (node.opcode == Opcode.ARRAY_GET_U) {
            StructEmitter.zeroExtend(mv, storage(type));
        }
    }

    private void getVector() {
        int index = locals.spill(Carrier.INT, VALUE_TEMP);
        int array = locals.spill(Carrier.OBJECT, MADE_TEMP);
        for (String half : List.of("vector_low", "vector_high")) {
            mv.visitVarInsn(ALOAD, array);
            mv.visitVarInsn(ILOAD, index);
            mv.visitMethodInsn(INVOKESTATIC, INSTRUCTIONS, half, "(Ljava/lang/Object;I)J", false);
        }
        mv.join(Carrier.VECTOR);
    }

    private void set(ArrayType type, Carrier carrier) {
        if (carrier == Carrier.VECTOR) {
            mv.split(carrier);
            mv.visitMethodInsn(INVOKESTATIC, INSTRUCTIONS, "vector_set", "(Ljava/lang/Object;IJJ)V", false);
            return;
        }
        int value = locals.spill(carrier, VALUE_TEMP);
        open(type);
        mv.load(carrier, value);
        mv.visitInsn(instruction(storage(type), IASTORE));
    }

    /** {@code array.len}. */
    void length() {
        int known = loops.ofOperand();
        if (known >= 0) {
            mv.visitInsn(POP);
            mv.visitVarInsn(ALOAD, known);
            mv.visitInsn(ARRAYLENGTH);
            return;
        }
        mv.visitTypeInsn(CHECKCAST, ARRAY);
        mv.visitMethodInsn(INVOKEVIRTUAL, ARRAY, "length", "()I", false);
    }

    private void ofSegment(Node node, String method) {
        engine.loadInstance();
        mv.push(node.index);
        mv.push(node.index2);
        mv.visitMethodInsn(
                INVOKESTATIC, SEGMENTS, method, "(II" + Names.INSTANCE_TYPE + "II)Ljava/lang/Object;", false);
    }

    private void intoArray(Node node, String method) {
        engine.loadInstance();
        mv.push(node.index2);
        mv.visitMethodInsn(
                INVOKESTATIC, SEGMENTS, method, "(Ljava/lang/Object;III" + Names.INSTANCE_TYPE + "I)V", false);
    }
}
