package dev.tagalong.runtime.internal.compile.vector;

import static org.objectweb.asm.Opcodes.*;

import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;

/**
 * Writes calls of the Vector API. A WebAssembly vector on the JVM's stack is one of bytes; between {@link #as} and
 * {@link #back} it is one of other lanes. Operands are on the JVM's stack, and what is written replaces them.
 */
final class VectorCode {

    private static final String VECTOR = LaneType.PACKAGE + "Vector";
    private static final String VECTOR_TYPE = "L" + VECTOR + ";";
    private static final String SPECIES_TYPE = "L" + LaneType.PACKAGE + "VectorSpecies;";
    private static final String SHUFFLE = LaneType.PACKAGE + "VectorShuffle";
    private static final String SHUFFLE_TYPE = "L" + SHUFFLE + ";";
    private static final String MASK = LaneType.PACKAGE + "VectorMask";
    private static final String MASK_TYPE = "L" + MASK + ";";
    private static final String OPERATORS = LaneType.PACKAGE + "VectorOperators";
    private static final String SPECIES = "SPECIES_128";
    private static final String WIDE = "SPECIES_256";
    private static final String BOOTSTRAPS = "java/lang/invoke/ConstantBootstraps";
    private static final String LOOKUP_NAME_TYPE =
            "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/Class;";

    final MethodVisitor mv;
    private final Temporaries temporaries;

    VectorCode(MethodVisitor mv, Temporaries temporaries) {
        this.mv = mv;
        this.temporaries = temporaries;
    }

    // ---- the JVM's stack

    /** Pops a vector of any lanes into a temporary. */
    VectorCode store(int number) {
        mv.visitVarInsn(ASTORE, temporaries.of(number));
        return this;
    }

    /** Pops several vectors, the deepest into temporary 0. */
    VectorCode storeAll(int count) {
        for (int i = count - 1; i >= 0; i--) {
            store(i);
        }
        return this;
    }

    VectorCode load(int number) {
        mv.visitVarInsn(ALOAD, temporaries.of(number));
        return this;
    }

    VectorCode swap() {
        return insn(SWAP);
    }

    VectorCode insn(int opcode) {
        mv.visitInsn(opcode);
        return this;
    }

    /** Pushes a number as the element of lanes. */
    VectorCode push(LaneType type, long value) {
        Object constant = switch (type) {
            case BYTE -> (Object) (int) (byte) value;
            case SHORT -> (int) (short) value;
            case INT -> (int) value;
            case LONG -> value;
            case FLOAT -> Float.valueOf(value);
            case DOUBLE -> Double.valueOf(value);
        };
        mv.visitLdcInsn(constant);
        return this;
    }

    private VectorCode push(int value) {
        mv.visitLdcInsn(value);
        return this;
    }

    // ---- lanes

    /** The vector of bytes as one of other lanes. */
    VectorCode as(LaneType type) {
        return type == LaneType.BYTE ? this : cast(LaneType.BYTE, type);
    }

    /** The vector as one of bytes. */
    VectorCode back(LaneType type) {
        return type == LaneType.BYTE ? this : cast(type, LaneType.BYTE);
    }

    VectorCode cast(LaneType from, LaneType to) {
        return call(from, to.reinterpret, "()" + to.descriptor);
    }

    /** Both vectors of bytes as ones of other lanes. */
    VectorCode asBoth(LaneType type) {
        return type == LaneType.BYTE ? this : as(type).insn(SWAP).as(type).insn(SWAP);
    }

    /** Both vectors of other lanes as ones of bytes. */
    VectorCode bothBack(LaneType type) {
        return back(type).insn(SWAP).back(type).insn(SWAP);
    }

    /** The vector of bytes below an int as one of other lanes. */
    VectorCode underTop(LaneType type) {
        return type == LaneType.BYTE ? this : swap().as(type).swap();
    }

    VectorCode call(LaneType type, String name, String descriptor) {
        mv.visitMethodInsn(INVOKEVIRTUAL, type.vector, name, descriptor, false);
        return this;
    }

    /** A method without parameters that gives a vector of the same lanes. */
    VectorCode unary(LaneType type, String name) {
        return call(type, name, "()" + type.descriptor);
    }

    /** A method that takes another vector. */
    VectorCode binary(LaneType type, String name) {
        return call(type, name, "(" + VECTOR_TYPE + ")" + type.descriptor);
    }

    /** A method that takes one lane's value for all. */
    VectorCode with(LaneType type, String name, long value) {
        return push(type, value).call(type, name, "(" + type.element + ")" + type.descriptor);
    }

    private VectorCode operator(String kind, String name) {
        mv.visitFieldInsn(GETSTATIC, OPERATORS, name, "L" + OPERATORS + "$" + kind + ";");
        return this;
    }

    /** An operator of two vectors. */
    VectorCode lanewise(LaneType type, Operator operator) {
        return operator(operator.kind, operator.name())
                .insn(SWAP)
                .call(type, "lanewise", "(" + Operator.BINARY_TYPE + VECTOR_TYPE + ")" + type.descriptor);
    }

    /** An operator of a vector and one value for all lanes. */
    VectorCode lanewise(LaneType type, Operator operator, long value) {
        return operator(operator.kind, operator.name())
                .push(type, value)
                .call(type, "lanewise", "(" + Operator.BINARY_TYPE + type.element + ")" + type.descriptor);
    }

    /** An operator of one vector. */
    VectorCode lanewiseUnary(LaneType type, String name) {
        return operator("Unary", name).call(type, "lanewise", "(L" + OPERATORS + "$Unary;)" + type.descriptor);
    }

    /** Shifts a vector of lanes by an int, of which the lower bits count. */
    VectorCode shift(LaneType type, Operator operator) {
        operator(operator.kind, operator.name()).insn(SWAP);
        switch (type) {
            case BYTE -> insn(I2B);
            case SHORT -> insn(I2S);
            case LONG -> insn(I2L);
            case INT, FLOAT, DOUBLE -> {
                // It is an int.
            }
        }
        return call(type, "lanewise", "(" + Operator.BINARY_TYPE + type.element + ")" + type.descriptor);
    }

    /** The lanes of two vectors of which a comparison holds. */
    VectorCode compare(LaneType type, String comparison) {
        return operator("Comparison", comparison)
                .insn(SWAP)
                .call(type, "compare", "(L" + OPERATORS + "$Comparison;" + VECTOR_TYPE + ")" + MASK_TYPE);
    }

    /** The lanes of one vector of which a comparison with a value holds. */
    VectorCode compare(LaneType type, String comparison, long value) {
        return operator("Comparison", comparison)
                .push(type, value)
                .call(type, "compare", "(L" + OPERATORS + "$Comparison;" + type.element + ")" + MASK_TYPE);
    }

    /** Ones in the integer lanes that a mask has, as a vector of bytes. */
    VectorCode maskToBytes() {
        mv.visitMethodInsn(INVOKEVIRTUAL, MASK, "toVector", "()" + VECTOR_TYPE, false);
        return bytes();
    }

    /** Ones in the floating-point lanes that a mask has, as a vector of bytes. */
    VectorCode floatMaskToBytes(LaneType type) {
        LaneType integers = type == LaneType.FLOAT ? LaneType.INT : LaneType.LONG;
        return zero(type)
                .swap()
                .push(integers, -1)
                .broadcast(integers)
                .cast(integers, type)
                .swap()
                .blend(type)
                .back(type);
    }

    /**
     * Ones in the lanes of two vectors of which a comparison holds, as a vector of bytes. HotSpot has masks of four lanes
     * and more, so lanes of 64 bits are compared in vectors of twice the size.
     */
    VectorCode compareWide(LaneType type, String comparison) {
        wide(type).swap().wide(type).swap().compare(type, comparison);
        if (type == LaneType.DOUBLE) {
            push(LaneType.LONG, -1).broadcast(LaneType.LONG, WIDE).cast(LaneType.LONG, type);
            species(type, WIDE);
            mv.visitMethodInsn(INVOKESTATIC, type.vector, "zero", "(" + SPECIES_TYPE + ")" + type.descriptor, false);
            insn(DUP_X2).insn(POP).swap().blend(type);
        } else {
            mv.visitMethodInsn(INVOKEVIRTUAL, MASK, "toVector", "()" + VECTOR_TYPE, false);
        }
        return reshape(LaneType.BYTE, SPECIES);
    }

    /** The vector as one of twice the size, with lanes of nothing above. */
    private VectorCode wide(LaneType type) {
        return reshape(type, WIDE);
    }

    private VectorCode reshape(LaneType type, String shape) {
        species(type, shape).push(0);
        mv.visitMethodInsn(INVOKEVIRTUAL, VECTOR, "reinterpretShape", "(" + SPECIES_TYPE + "I)" + VECTOR_TYPE, false);
        mv.visitTypeInsn(CHECKCAST, type.vector);
        return this;
    }

    /** A method of a mask that gives a number. */
    VectorCode ofMask(String name, String descriptor) {
        mv.visitMethodInsn(INVOKEVIRTUAL, MASK, name, descriptor, false);
        return this;
    }

    /** Of the second vector what a mask has, else of the first. */
    VectorCode blend(LaneType type) {
        return call(type, "blend", "(" + VECTOR_TYPE + MASK_TYPE + ")" + type.descriptor);
    }

    /** Of the second and third vector in turn: the bits of the second where the third has ones, else of the first. */
    VectorCode bitwiseBlend() {
        return call(LaneType.BYTE, "bitwiseBlend", "(" + VECTOR_TYPE + VECTOR_TYPE + ")" + LaneType.BYTE.descriptor);
    }

    /** A conversion, of the first lanes if there are more than fit; the result is a vector of bytes. */
    VectorCode convert(LaneType from, String conversion) {
        return operator("Conversion", conversion)
                .push(0)
                .call(from, "convert", "(L" + OPERATORS + "$Conversion;I)" + VECTOR_TYPE)
                .bytes();
    }

    /** From a vector of lanes that the compiler does not know. */
    private VectorCode bytes() {
        mv.visitMethodInsn(INVOKEVIRTUAL, VECTOR, LaneType.BYTE.reinterpret, "()" + LaneType.BYTE.descriptor, false);
        return this;
    }

    // ---- single lanes

    /** A number by a static method of the JDK. */
    VectorCode convert(String holder, String method, String descriptor) {
        mv.visitMethodInsn(INVOKESTATIC, holder, method, descriptor, false);
        return this;
    }

    /** Pops a lane's value, or its int, and pushes a vector that has it everywhere. */
    VectorCode broadcast(LaneType type) {
        return broadcast(type, SPECIES);
    }

    private VectorCode broadcast(LaneType type, String shape) {
        species(type, shape).insn(type.slots() == 2 ? DUP_X2 : SWAP);
        if (type.slots() == 2) {
            insn(POP);
        }
        if (type == LaneType.BYTE || type == LaneType.SHORT) {
            insn(type == LaneType.BYTE ? I2B : I2S);
        }
        mv.visitMethodInsn(
                INVOKESTATIC,
                type.vector,
                "broadcast",
                "(" + SPECIES_TYPE + type.element + ")" + type.descriptor,
                false);
        return this;
    }

    VectorCode zero(LaneType type) {
        species(type);
        mv.visitMethodInsn(INVOKESTATIC, type.vector, "zero", "(" + SPECIES_TYPE + ")" + type.descriptor, false);
        return this;
    }

    VectorCode species(LaneType type) {
        return species(type, SPECIES);
    }

    private VectorCode species(LaneType type, String shape) {
        mv.visitFieldInsn(GETSTATIC, type.vector, shape, SPECIES_TYPE);
        return this;
    }

    /** Of a species, an array and an index the vector of bytes that is there. */
    VectorCode fromArray() {
        String type = "(" + SPECIES_TYPE + "[BI)" + LaneType.BYTE.descriptor;
        mv.visitMethodInsn(INVOKESTATIC, LaneType.BYTE.vector, "fromArray", type, false);
        return this;
    }

    /** Of an array of longs and an index the vector of bytes that is there. */
    VectorCode fromLongs() {
        String type = "(" + SPECIES_TYPE + "[JI)" + LaneType.LONG.descriptor;
        species(LaneType.LONG).insn(DUP_X2).insn(POP);
        mv.visitMethodInsn(INVOKESTATIC, LaneType.LONG.vector, "fromArray", type, false);
        return back(LaneType.LONG);
    }

    VectorCode lane(LaneType type, int lane) {
        return push(lane).call(type, "lane", "(I)" + type.element);
    }

    /** Pops a value, and puts it into a lane of the vector of bytes below. */
    VectorCode withLane(LaneType type, int lane) {
        if (type.slots() == 2) {
            insn(DUP2_X1).insn(POP2).as(type).push(lane).insn(DUP2_X2).insn(POP2);
        } else {
            insn(SWAP).as(type).insn(SWAP).push(lane).insn(SWAP);
        }
        if (type == LaneType.BYTE || type == LaneType.SHORT) {
            insn(type == LaneType.BYTE ? I2B : I2S);
        }
        return call(type, "withLane", "(I" + type.element + ")" + type.descriptor)
                .back(type);
    }

    /** Pops a vector of bytes, and pushes its halves, the low one first. */
    VectorCode halves() {
        return as(LaneType.LONG)
                .insn(DUP)
                .lane(LaneType.LONG, 0)
                .insn(DUP2_X1)
                .insn(POP2)
                .lane(LaneType.LONG, 1);
    }

    /** Pops two halves, the high one first, and pushes the vector of bytes. */
    VectorCode join() {
        return insn(DUP2_X2)
                .insn(POP2)
                .broadcast(LaneType.LONG)
                .back(LaneType.LONG)
                .insn(DUP_X2)
                .insn(POP)
                .withLane(LaneType.LONG, 1);
    }

    /** Pushes a constant. */
    VectorCode constant(long low, long high) {
        if (low == 0 && high == 0) {
            return zero(LaneType.BYTE);
        }
        push(LaneType.LONG, low).broadcast(LaneType.LONG).back(LaneType.LONG);
        return low == high ? this : push(LaneType.LONG, high).withLane(LaneType.LONG, 1);
    }

    /** Pops two longs, and pushes 1 if either has a bit, else 0. */
    VectorCode anyBit() {
        return insn(LOR).insn(LCONST_0).insn(LCMP).insn(ICONST_1).insn(IAND);
    }

    /** Pops two longs, and pushes 1 if both have a bit, else 0. */
    VectorCode bothHaveBits() {
        insn(LCONST_0).insn(LCMP).insn(DUP_X2).insn(POP);
        return insn(LCONST_0).insn(LCMP).insn(IAND).insn(ICONST_1).insn(IAND);
    }

    /** Pops two longs, and pushes the sign of the lower one as bit 0 and that of the higher one as bit 1. */
    VectorCode signs() {
        push(Long.SIZE - 2)
                .insn(LUSHR)
                .insn(L2I)
                .insn(ICONST_2)
                .insn(IAND)
                .insn(DUP_X2)
                .insn(POP);
        return push(Long.SIZE - 1).insn(LUSHR).insn(L2I).insn(IOR);
    }

    /** From 0 to 1, and the other way. */
    VectorCode not() {
        return insn(ICONST_1).insn(IXOR);
    }

    // ---- shuffles and masks

    /** Moves lanes of one vector of such lanes; the indices are a constant of the class. */
    VectorCode rearrange(LaneType type, int... indices) {
        Object[] arguments = new Object[indices.length + 2];
        arguments[0] =
                new Handle(H_INVOKESTATIC, SHUFFLE, "fromValues", "(" + SPECIES_TYPE + "[I)" + SHUFFLE_TYPE, false);
        arguments[1] = species128(type);
        for (int i = 0; i < indices.length; i++) {
            arguments[i + 2] = indices[i];
        }
        mv.visitLdcInsn(constantOf("invoke", "shuffle", SHUFFLE_TYPE, arguments));
        return call(type, "rearrange", "(" + SHUFFLE_TYPE + ")" + type.descriptor);
    }

    /** The bytes of the second vector from the top, at the indices on top, which are in range. */
    VectorCode rearrangeByTop() {
        mv.visitMethodInsn(INVOKEVIRTUAL, LaneType.BYTE.vector, "toShuffle", "()" + SHUFFLE_TYPE, false);
        return call(LaneType.BYTE, "rearrange", "(" + SHUFFLE_TYPE + ")" + LaneType.BYTE.descriptor);
    }

    /** Lanes of two vectors, which temporaries 0 and 1 have, at constant indices; the second one's come after the first one's. */
    VectorCode selectOfBoth(LaneType type, long low, long high) {
        constant(low, high).as(type).load(0).as(type).load(1).as(type);
        return call(type, "selectFrom", "(" + VECTOR_TYPE + VECTOR_TYPE + ")" + type.descriptor)
                .back(type);
    }

    /** A mask of lanes, each a bit, as a constant of the class. */
    VectorCode mask(LaneType type, long lanes) {
        Handle fromLong = new Handle(H_INVOKESTATIC, MASK, "fromLong", "(" + SPECIES_TYPE + "J)" + MASK_TYPE, false);
        mv.visitLdcInsn(constantOf("invoke", "mask", MASK_TYPE, fromLong, species128(type), lanes));
        return this;
    }

    private static ConstantDynamic species128(LaneType type) {
        return constantOf("getStaticFinal", SPECIES, SPECIES_TYPE, Type.getObjectType(type.vector));
    }

    private static ConstantDynamic constantOf(String bootstrap, String name, String type, Object... arguments) {
        String more = bootstrap.equals("invoke")
                ? "Ljava/lang/invoke/MethodHandle;[Ljava/lang/Object;)"
                : "Ljava/lang/Class;)";
        String descriptor = LOOKUP_NAME_TYPE + more + "Ljava/lang/Object;";
        return new ConstantDynamic(
                name, type, new Handle(H_INVOKESTATIC, BOOTSTRAPS, bootstrap, descriptor, false), arguments);
    }
}
