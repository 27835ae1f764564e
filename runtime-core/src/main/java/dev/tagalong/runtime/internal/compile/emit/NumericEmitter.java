package dev.tagalong.runtime.internal.compile.emit;

import static org.objectweb.asm.Opcodes.*;

import dev.tagalong.runtime.internal.compile.plan.Carriers;
import dev.tagalong.runtime.internal.compile.tree.Conditions;
import dev.tagalong.runtime.internal.compile.tree.Node;
import dev.tagalong.runtime.internal.opcode.Immediate;
import dev.tagalong.runtime.internal.opcode.Opcode;
import dev.tagalong.runtime.internal.opcode.Signature;
import dev.tagalong.runtime.internal.value.Carrier;
import dev.tagalong.runtime.type.ValueType;
import java.util.List;
import java.util.stream.Stream;

/**
 * Writes instructions that touch nothing but their operands: as JVM instructions where some do just that, else as a call
 * of their meaning.
 */
final class NumericEmitter {

    private final CodeVisitor mv;
    private final HiddenConstants constants;
    private final MeaningEmitter meanings;

    NumericEmitter(CodeVisitor mv, HiddenConstants constants, MeaningEmitter meanings) {
        this.mv = mv;
        this.constants = constants;
        this.meanings = meanings;
    }

    /**
     * Writes an instruction whose operands are on the JVM's stack.
     *
     * @param previous the instruction before it, or {@code null}
     */
    void write(Node node, Node previous) {
        Opcode opcode = node.opcode;
        Long constant = constant(previous);
        if (constant != null && Conditions.takesCount(node)) {
            writeShift(opcode);
            return;
        }
        Opcode producer = previous == null || previous.isRegion() ? Opcode.BLOCK : previous.opcode;
        hideOperand(opcode, producer);
        if (!writeDirect(opcode) && !writeIntrinsic(opcode) && !writeDivision(opcode, constant)) {
            meanings.write(node);
        }
    }

    private static Long constant(Node node) {
        boolean constant = node != null && (node.opcode == Opcode.I32_CONST || node.opcode == Opcode.I64_CONST);
        return constant ? node.constant : null;
    }

    /**
     * Before an instruction of which HotSpot could know the result, or take it for none, if it knew the operand: one that
     * makes a float of an integer. See {@link HiddenConstants}; other floats are hidden where they come from.
     *
     * @param producer the instruction before it, which has the operand for its result if it has one
     */
    private void hideOperand(Opcode opcode, Opcode producer) {
        List<ValueType> operands = opcode.signature().operands();
        if (producer.immediate() == Immediate.MEMARG || operands.isEmpty()) {
            return;
        }
        Carrier operand = Carriers.of(operands.get(operands.size() - 1));
        boolean toFloat = results(opcode).anyMatch(k -> k == Carrier.FLOAT || k == Carrier.DOUBLE);
        if (toFloat && operand == Carrier.INT) {
            constants.hideInt(mv);
        } else if (toFloat && operand == Carrier.LONG) {
            constants.hideLong(mv);
        } else if (opcode == Opcode.F32_DEMOTE_F64 && !isArithmetic(producer)) {
            // What was promoted before would come out as it was. No number is changed by this addition.
            constants.push(mv, -0.0);
            mv.visitInsn(DADD);
        }
    }

    private static Stream<Carrier> results(Opcode opcode) {
        return opcode.signature().results().stream().map(Carriers::of);
    }

    /** Whether HotSpot computes the result, whatever the operands are. */
    private static boolean isArithmetic(Opcode opcode) {
        return switch (opcode) {
            case F64_ADD, F64_SUB, F64_MUL, F64_DIV, F64_SQRT -> true;
            default -> false;
        };
    }

    /** A shift of a long by the int on the JVM's stack. */
    private void writeShift(Opcode opcode) {
        switch (opcode) {
            case I64_SHL -> mv.visitInsn(LSHL);
            case I64_SHR_S -> mv.visitInsn(LSHR);
            case I64_SHR_U -> mv.visitInsn(LUSHR);
            case I64_ROTL -> call("java/lang/Long", "rotateLeft", "(JI)J");
            case I64_ROTR -> call("java/lang/Long", "rotateRight", "(JI)J");
            default -> throw new IllegalStateException("no shift: " + opcode);
        }
    }

    /** One or two JVM instructions. */
    private boolean writeDirect(Opcode opcode) {
        int integer = integerInstruction(opcode);
        int instruction = integer == NOP ? floatInstruction(opcode) : integer;
        if (instruction == NOP) {
            return false;
        }
        mv.visitInsn(instruction);
        switch (opcode) {
            case I64_SHL -> mv.visitInsn(LSHL);
            case I64_SHR_S -> mv.visitInsn(LSHR);
            case I64_SHR_U -> mv.visitInsn(LUSHR);
            case I64_EXTEND_I32_U -> {
                mv.push(0xFFFF_FFFFL);
                mv.visitInsn(LAND);
            }
            default -> {
                // That was all.
            }
        }
        return true;
    }

    private static int integerInstruction(Opcode opcode) {
        return switch (opcode) {
            case I32_ADD -> IADD;
            case I32_SUB -> ISUB;
            case I32_MUL -> IMUL;
            case I32_AND -> IAND;
            case I32_OR -> IOR;
            case I32_XOR -> IXOR;
            case I32_SHL -> ISHL;
            case I32_SHR_S -> ISHR;
            case I32_SHR_U -> IUSHR;
            case I64_ADD -> LADD;
            case I64_SUB -> LSUB;
            case I64_MUL -> LMUL;
            case I64_AND -> LAND;
            case I64_OR -> LOR;
            case I64_XOR -> LXOR;
            case I64_SHL, I64_SHR_S, I64_SHR_U -> L2I;
            default -> NOP;
        };
    }

    /** Floats, and conversions of any numbers. */
    private static int floatInstruction(Opcode opcode) {
        return switch (opcode) {
            case F32_ADD -> FADD;
            case F32_SUB -> FSUB;
            case F32_MUL -> FMUL;
            case F32_DIV -> FDIV;
            case F64_ADD -> DADD;
            case F64_SUB -> DSUB;
            case F64_MUL -> DMUL;
            case F64_DIV -> DDIV;
            case I32_WRAP_I64 -> L2I;
            case I64_EXTEND_I32_S, I64_EXTEND_I32_U -> I2L;
            case I32_EXTEND8_S -> I2B;
            case I32_EXTEND16_S -> I2S;
            case F32_CONVERT_I32_S -> I2F;
            case F32_CONVERT_I64_S -> L2F;
            case F64_CONVERT_I32_S -> I2D;
            case F64_CONVERT_I64_S -> L2D;
            case F32_DEMOTE_F64 -> D2F;
            case F64_PROMOTE_F32 -> F2D;
            case I32_TRUNC_SAT_F32_S -> F2I;
            case I32_TRUNC_SAT_F64_S -> D2I;
            case I64_TRUNC_SAT_F32_S -> F2L;
            case I64_TRUNC_SAT_F64_S -> D2L;
            default -> NOP;
        };
    }

    /** Methods of the JDK that HotSpot knows. */
    private boolean writeIntrinsic(Opcode opcode) {
        switch (opcode) {
            case I32_CLZ -> call("java/lang/Integer", "numberOfLeadingZeros", "(I)I");
            case I32_CTZ -> call("java/lang/Integer", "numberOfTrailingZeros", "(I)I");
            case I32_POPCNT -> call("java/lang/Integer", "bitCount", "(I)I");
            case I32_ROTL -> call("java/lang/Integer", "rotateLeft", "(II)I");
            case I32_ROTR -> call("java/lang/Integer", "rotateRight", "(II)I");
            case I64_CLZ -> widened("java/lang/Long", "numberOfLeadingZeros", "(J)I");
            case I64_CTZ -> widened("java/lang/Long", "numberOfTrailingZeros", "(J)I");
            case I64_POPCNT -> widened("java/lang/Long", "bitCount", "(J)I");
            case I64_ROTL -> narrowed("rotateLeft");
            case I64_ROTR -> narrowed("rotateRight");
            case F32_REINTERPRET_I32 -> call("java/lang/Float", "intBitsToFloat", "(I)F");
            case I32_REINTERPRET_F32 -> call("java/lang/Float", "floatToRawIntBits", "(F)I");
            case F64_REINTERPRET_I64 -> call("java/lang/Double", "longBitsToDouble", "(J)D");
            case I64_REINTERPRET_F64 -> call("java/lang/Double", "doubleToRawLongBits", "(D)J");
            case F64_SQRT -> call("java/lang/Math", "sqrt", "(D)D");
            case I64_EXTEND8_S -> extend(I2B);
            case I64_EXTEND16_S -> extend(I2S);
            case I64_EXTEND32_S -> extend(NOP);
            case F64_CONVERT_I32_U -> {
                mv.visitInsn(I2L);
                mv.push(0xFFFF_FFFFL);
                mv.visitInsn(LAND);
                mv.visitInsn(L2D);
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private void extend(int narrow) {
        mv.visitInsn(L2I);
        if (narrow != NOP) {
            mv.visitInsn(narrow);
        }
        mv.visitInsn(I2L);
    }

    private void widened(String owner, String name, String descriptor) {
        call(owner, name, descriptor);
        mv.visitInsn(I2L);
    }

    private void narrowed(String name) {
        mv.visitInsn(L2I);
        call("java/lang/Long", name, "(JI)J");
    }

    private void call(String owner, String name, String descriptor) {
        mv.visitMethodInsn(INVOKESTATIC, owner, name, descriptor, false);
    }

    /** By a constant that neither traps nor overflows, the JVM's own division does. */
    private boolean writeDivision(Opcode opcode, Long divisor) {
        if (divisor == null || divisor == 0 || divisor == -1) {
            return false;
        }
        int instruction = switch (opcode) {
            case I32_DIV_S -> IDIV;
            case I32_REM_S -> IREM;
            case I64_DIV_S -> LDIV;
            case I64_REM_S -> LREM;
            default -> NOP;
        };
        if (instruction != NOP) {
            mv.visitInsn(instruction);
            return true;
        }
        if (divisor < 0 || (opcode != Opcode.I32_DIV_U && opcode != Opcode.I32_REM_U)) {
            return false;
        }
        // The divisor is on the stack as an int above the dividend; a positive constant in 64 bits replaces it.
        mv.visitInsn(POP);
        mv.visitInsn(I2L);
        mv.push(0xFFFF_FFFFL);
        mv.visitInsn(LAND);
        mv.push(divisor.longValue());
        mv.visitInsn(opcode == Opcode.I32_DIV_U ? LDIV : LREM);
        mv.visitInsn(L2I);
        return true;
    }

    /** The carrier of an instruction's one result. */
    static Carrier result(Signature signature) {
        return Carriers.of(signature.results().get(0));
    }
}
