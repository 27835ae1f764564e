package dev.tagalong.runtime.internal.compile.emit;

import static org.objectweb.asm.Opcodes.*;

import dev.tagalong.runtime.internal.compile.vector.VectorApi;
import dev.tagalong.runtime.internal.value.Carrier;
import java.util.List;
import java.util.stream.Stream;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;

/** A method's bytecode, which knows whether an instruction stands between two stack map frames, as there must. */
final class CodeVisitor extends MethodVisitor {

    /** By carrier. */
    private static final Type[] TYPES =
            Stream.of(Carrier.values()).map(c -> Type.getType(c.javaType)).toArray(Type[]::new);

    private final Label end = new Label();
    private boolean atFrame;

    CodeVisitor(MethodVisitor target) {
        super(ASM9, target);
    }

    /** The bytes of bytecode, once the method is written. */
    int size() {
        return end.getOffset();
    }

    @Override
    public void visitMaxs(int stack, int locals) {
        super.visitLabel(end);
        super.visitMaxs(stack, locals);
    }

    /** Call before a label with a frame. */
    void separateFrames() {
        if (atFrame) {
            visitInsn(NOP);
        }
    }

    /** Pushes an int constant in the shortest way. */
    void push(int value) {
        if (value >= -1 && value <= 5) {
            visitInsn(ICONST_0 + value);
        } else if (value == (byte) value) {
            visitIntInsn(BIPUSH, value);
        } else if (value == (short) value) {
            visitIntInsn(SIPUSH, value);
        } else {
            visitLdcInsn(value);
        }
    }

    /** Pushes a long constant in the shortest way. */
    void push(long value) {
        if (value == 0 || value == 1) {
            visitInsn(value == 0 ? LCONST_0 : LCONST_1);
        } else if (value == (short) value) {
            push((int) value);
            visitInsn(I2L);
        } else {
            visitLdcInsn(value);
        }
    }

    /** Pushes a vector by its halves. */
    void pushVector(long low, long high) {
        if (joins(Carrier.VECTOR)) {
            VectorApi.constant(this, low, high);
        } else {
            push(low);
            push(high);
        }
    }

    // ---- values, as they are carried

    /** Whether a carrier's values are one value in a method and two at its borders. */
    boolean joins(Carrier carrier) {
        return carrier == Carrier.VECTOR && VectorApi.ofThisJvm().isPresent();
    }

    /** The types in a stack map frame of a carrier's value, which may be several in the JVM. */
    List<Object> frameTypes(Carrier carrier) {
        return joins(carrier)
                ? List.of(VectorApi.VECTOR)
                : carrier.parts().stream().map(CodeVisitor::frameType).toList();
    }

    /** How many JVM locals a carrier's value takes. */
    int slots(Carrier carrier) {
        return joins(carrier) ? 1 : carrier.jvmSlots;
    }

    /** The type in a stack map frame of a carrier's values, or of each of their parts. */
    static Object frameType(Carrier carrier) {
        return switch (carrier) {
            case INT -> INTEGER;
            case LONG, VECTOR -> LONG;
            case FLOAT -> FLOAT;
            case DOUBLE -> DOUBLE;
            case OBJECT -> Names.OBJECT;
        };
    }

    private static int opcode(Carrier carrier, int intOpcode) {
        return TYPES[carrier.ordinal()].getOpcode(intOpcode);
    }

    void load(Carrier carrier, int local) {
        if (joins(carrier)) {
            visitVarInsn(ALOAD, local);
        } else if (carrier == Carrier.VECTOR) {
            visitVarInsn(LLOAD, local);
            visitVarInsn(LLOAD, local + 2);
        } else {
            visitVarInsn(opcode(carrier, ILOAD), local);
        }
    }

    void store(Carrier carrier, int local) {
        if (joins(carrier)) {
            visitVarInsn(ASTORE, local);
        } else if (carrier == Carrier.VECTOR) {
            visitVarInsn(LSTORE, local + 2);
            visitVarInsn(LSTORE, local);
        } else {
            visitVarInsn(opcode(carrier, ISTORE), local);
        }
    }

    /** Pushes a part of what a JVM local has. */
    void loadPart(Carrier carrier, int local, int part) {
        if (joins(carrier)) {
            visitVarInsn(ALOAD, local);
            VectorApi.half(this, part);
        } else if (carrier == Carrier.VECTOR) {
            visitVarInsn(LLOAD, local + part * Carrier.LONG.jvmSlots);
        } else {
            load(carrier, local);
        }
    }

    /** Pushes the parts of what a JVM local has. */
    void loadParts(Carrier carrier, int local) {
        for (int part = 0; part < carrier.stackSlots; part++) {
            loadPart(carrier, local, part);
        }
    }

    /** From the parts of a value on the JVM's stack to the value as it is in a method. */
    void join(Carrier carrier) {
        if (joins(carrier)) {
            VectorApi.join(this);
        }
    }

    /** From a value as it is in a method to its parts. */
    void split(Carrier carrier) {
        if (joins(carrier)) {
            VectorApi.split(this);
        }
    }

    void ret(Carrier carrier) {
        visitInsn(opcode(carrier, IRETURN));
    }

    void pop(Carrier carrier) {
        if (carrier == Carrier.VECTOR && !joins(carrier)) {
            visitInsn(POP2);
        }
        visitInsn(slots(carrier) == 1 ? POP : POP2);
    }

    /** Of a value that is one in the JVM. */
    void dup(Carrier carrier) {
        visitInsn(carrier.jvmSlots == 2 ? DUP2 : DUP);
    }

    /** From raw bits to a value of one part; objects stay as they are. */
    void fromBits(Carrier carrier) {
        switch (carrier) {
            case INT -> visitInsn(L2I);
            case FLOAT -> {
                visitInsn(L2I);
                visitMethodInsn(INVOKESTATIC, "java/lang/Float", "intBitsToFloat", "(I)F", false);
            }
            case DOUBLE -> visitMethodInsn(INVOKESTATIC, "java/lang/Double", "longBitsToDouble", "(J)D", false);
            case LONG, OBJECT -> {
                // As they are.
            }
            case VECTOR -> throw severalParts();
        }
    }

    /** From a value of one part to raw bits; objects stay as they are. */
    void toBits(Carrier carrier) {
        switch (carrier) {
            case INT -> visitInsn(I2L);
            case FLOAT -> {
                visitMethodInsn(INVOKESTATIC, "java/lang/Float", "floatToRawIntBits", "(F)I", false);
                visitInsn(I2L);
            }
            case DOUBLE -> visitMethodInsn(INVOKESTATIC, "java/lang/Double", "doubleToRawLongBits", "(D)J", false);
            case LONG, OBJECT -> {
                // As they are.
            }
            case VECTOR -> throw severalParts();
        }
    }

    private static IllegalStateException severalParts() {
        return new IllegalStateException("the bits of a vector are in two places");
    }

    @Override
    public void visitFrame(int type, int localCount, Object[] locals, int stackCount, Object[] stack) {
        super.visitFrame(type, localCount, locals, stackCount, stack);
        atFrame = true;
    }

    @Override
    public void visitInsn(int opcode) {
        atFrame = false;
        super.visitInsn(opcode);
    }

    @Override
    public void visitIntInsn(int opcode, int operand) {
        atFrame = false;
        super.visitIntInsn(opcode, operand);
    }

    @Override
    public void visitVarInsn(int opcode, int variable) {
        atFrame = false;
        super.visitVarInsn(opcode, variable);
    }

    @Override
    public void visitTypeInsn(int opcode, String type) {
        atFrame = false;
        super.visitTypeInsn(opcode, type);
    }

    @Override
    public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
        atFrame = false;
        super.visitFieldInsn(opcode, owner, name, descriptor);
    }

    @Override
    public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
        atFrame = false;
        super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
    }

    @Override
    public void visitInvokeDynamicInsn(String name, String descriptor, Handle bootstrap, Object... arguments) {
        atFrame = false;
        super.visitInvokeDynamicInsn(name, descriptor, bootstrap, arguments);
    }

    @Override
    public void visitJumpInsn(int opcode, Label label) {
        atFrame = false;
        super.visitJumpInsn(opcode, label);
    }

    @Override
    public void visitLdcInsn(Object value) {
        atFrame = false;
        super.visitLdcInsn(value);
    }

    @Override
    public void visitIincInsn(int variable, int increment) {
        atFrame = false;
        super.visitIincInsn(variable, increment);
    }

    @Override
    public void visitTableSwitchInsn(int least, int most, Label otherwise, Label... labels) {
        atFrame = false;
        super.visitTableSwitchInsn(least, most, otherwise, labels);
    }
}
