package dev.tagalong.runtime.internal.interpret;

import dev.tagalong.runtime.internal.semantics.Int32Ops;
import dev.tagalong.runtime.internal.semantics.Int64Ops;
import dev.tagalong.runtime.internal.store.GlobalImpl;

/**
 * The loop over instructions that only read and write the frame, memory 0 and globals; {@link Interpreter} has the others.
 *
 * <p>It calls nothing, and the position in the code is all that it changes of its own, so that HotSpot has the rest in
 * registers. What an instruction needs it reads itself: what several cases had in common, HotSpot would compute before each
 * instruction.
 */
abstract class InnerLoop {

    /** How many iterations of loops, and calls, pass between two looks at requests from outside. */
    static final int SLICE = 1_000;

    // Where an instruction's operands are.
    static final int A = 1;
    static final int B = 2;
    static final int C = 3;

    /** Where the innermost frame goes on. */
    int position;

    /** Where a branch goes that is not taken yet, as a slice is over. */
    int branch;

    /** How many iterations of loops, and calls, remain until the next look at requests from outside. */
    int slice = SLICE;

    private static int address(long base, int offset) {
        int address = (int) base;
        // A negative address stays negative: the array's bounds check refuses it, as it does a sum that overflows.
        return address < 0 ? address : address + offset;
    }

    /**
     * Executes instructions up to one of the outer loop, or to a branch back when a slice is over, which is then
     * {@link #branch}. If one traps, {@link #position} is after it.
     *
     * @param stack the value stack
     * @param memory memory 0
     * @param frame the frame's place on the stack
     * @param start where to begin in the code
     * @return the position after the instruction that is not executed yet
     */
    final int simple(long[] stack, int[] code, byte[] memory, GlobalImpl[] globals, int frame, int start) {
        int pc = start;
        try {
            while (true) {
                int c;
                jump:
                {
                    taken:
                    {
                        switch (code[pc]) {
                            case Op.MOVE:
                                stack[frame + code[pc + A]] = stack[frame + code[pc + B]];
                                pc += Op.WORDS;
                                continue;
                            case Op.CONST:
                                stack[frame + code[pc + A]] = code[pc + B];
                                pc += Op.WORDS;
                                continue;
                            case Op.CONST64:
                                stack[frame + code[pc + A]] = code[pc + B] & 0xFFFF_FFFFL | (long) code[pc + C] << 32;
                                pc += Op.WORDS;
                                continue;
                            case Op.SELECT:
                                stack[frame + code[pc + A]] = stack[
                                        frame
                                                + ((int) stack[frame + code[pc + B]] != 0
                                                        ? code[pc + C]
                                                        : code[pc + Op.WORDS])];
                                pc += 2 * Op.WORDS;
                                continue;
                            case Op.I32_ADD:
                                stack[frame + code[pc + A]] =
                                        (int) stack[frame + code[pc + B]] + (int) stack[frame + code[pc + C]];
                                pc += Op.WORDS;
                                continue;
                            case Op.I32_SUB:
                                stack[frame + code[pc + A]] =
                                        (int) stack[frame + code[pc + B]] - (int) stack[frame + code[pc + C]];
                                pc += Op.WORDS;
                                continue;
                            case Op.I32_MUL:
                                stack[frame + code[pc + A]] =
                                        (int) stack[frame + code[pc + B]] * (int) stack[frame + code[pc + C]];
                                pc += Op.WORDS;
                                continue;
                            case Op.I32_AND:
                                stack[frame + code[pc + A]] =
                                        (int) stack[frame + code[pc + B]] & (int) stack[frame + code[pc + C]];
                                pc += Op.WORDS;
                                continue;
                            case Op.I32_OR:
                                stack[frame + code[pc + A]] =
                                        (int) stack[frame + code[pc + B]] | (int) stack[frame + code[pc + C]];
                                pc += Op.WORDS;
                                continue;
                            case Op.I32_XOR:
                                stack[frame + code[pc + A]] =
                                        (int) stack[frame + code[pc + B]] ^ (int) stack[frame + code[pc + C]];
                                pc += Op.WORDS;
                                continue;
                            case Op.I32_SHL:
                                stack[frame + code[pc + A]] =
                                        (int) stack[frame + code[pc + B]] << (int) stack[frame + code[pc + C]];
                                pc += Op.WORDS;
                                continue;
                            case Op.I32_SHR_S:
                                stack[frame + code[pc + A]] =
                                        (int) stack[frame + code[pc + B]] >> (int) stack[frame + code[pc + C]];
                                pc += Op.WORDS;
                                continue;
                            case Op.I32_SHR_U:
                                stack[frame + code[pc + A]] =
                                        (int) stack[frame + code[pc + B]] >>> (int) stack[frame + code[pc + C]];
                                pc += Op.WORDS;
                                continue;
                            case Op.I32_ROTL:
                                stack[frame + code[pc + A]] = Integer.rotateLeft(
                                        (int) stack[frame + code[pc + B]], (int) stack[frame + code[pc + C]]);
                                pc += Op.WORDS;
                                continue;
                            case Op.I32_ADD_I:
                                stack[frame + code[pc + A]] = (int) stack[frame + code[pc + B]] + code[pc + C];
                                pc += Op.WORDS;
                                continue;
                            case Op.I32_MUL_I:
                                stack[frame + code[pc + A]] = (int) stack[frame + code[pc + B]] * code[pc + C];
                                pc += Op.WORDS;
                                continue;
                            case Op.I32_AND_I:
                                stack[frame + code[pc + A]] = (int) stack[frame + code[pc + B]] & code[pc + C];
                                pc += Op.WORDS;
                                continue;
                            case Op.I32_OR_I:
                                stack[frame + code[pc + A]] = (int) stack[frame + code[pc + B]] | code[pc + C];
                                pc += Op.WORDS;
                                continue;
                            case Op.I32_XOR_I:
                                stack[frame + code[pc + A]] = (int) stack[frame + code[pc + B]] ^ code[pc + C];
                                pc += Op.WORDS;
                                continue;
                            case Op.I32_SHL_I:
                                stack[frame + code[pc + A]] = (int) stack[frame + code[pc + B]] << code[pc + C];
                                pc += Op.WORDS;
                                continue;
                            case Op.I32_SHR_S_I:
                                stack[frame + code[pc + A]] = (int) stack[frame + code[pc + B]] >> code[pc + C];
                                pc += Op.WORDS;
                                continue;
                            case Op.I32_SHR_U_I:
                                stack[frame + code[pc + A]] = (int) stack[frame + code[pc + B]] >>> code[pc + C];
                                pc += Op.WORDS;
                                continue;
                            case Op.I32_ROTL_I:
                                stack[frame + code[pc + A]] =
                                        Integer.rotateLeft((int) stack[frame + code[pc + B]], code[pc + C]);
                                pc += Op.WORDS;
                                continue;
                            case Op.I32_DIV_S:
                                stack[frame + code[pc + A]] = Int32Ops.i32_div_s(
                                        (int) stack[frame + code[pc + B]], (int) stack[frame + code[pc + C]]);
                                pc += Op.WORDS;
                                continue;
                            case Op.I32_DIV_U:
                                stack[frame + code[pc + A]] = Int32Ops.i32_div_u(
                                        (int) stack[frame + code[pc + B]], (int) stack[frame + code[pc + C]]);
                                pc += Op.WORDS;
                                continue;
                            case Op.I32_REM_S:
                                stack[frame + code[pc + A]] = Int32Ops.i32_rem_s(
                                        (int) stack[frame + code[pc + B]], (int) stack[frame + code[pc + C]]);
                                pc += Op.WORDS;
                                continue;
                            case Op.I32_REM_U:
                                stack[frame + code[pc + A]] = Int32Ops.i32_rem_u(
                                        (int) stack[frame + code[pc + B]], (int) stack[frame + code[pc + C]]);
                                pc += Op.WORDS;
                                continue;
                            case Op.I32_EXTEND8_S:
                                stack[frame + code[pc + A]] = (byte) stack[frame + code[pc + B]];
                                pc += Op.WORDS;
                                continue;
                            case Op.I32_EXTEND16_S:
                                stack[frame + code[pc + A]] = (short) stack[frame + code[pc + B]];
                                pc += Op.WORDS;
                                continue;
                            case Op.I64_ADD:
                                stack[frame + code[pc + A]] = stack[frame + code[pc + B]] + stack[frame + code[pc + C]];
                                pc += Op.WORDS;
                                continue;
                            case Op.I64_SUB:
                                stack[frame + code[pc + A]] = stack[frame + code[pc + B]] - stack[frame + code[pc + C]];
                                pc += Op.WORDS;
                                continue;
                            case Op.I64_MUL:
                                stack[frame + code[pc + A]] = stack[frame + code[pc + B]] * stack[frame + code[pc + C]];
                                pc += Op.WORDS;
                                continue;
                            case Op.I64_AND:
                                stack[frame + code[pc + A]] = stack[frame + code[pc + B]] & stack[frame + code[pc + C]];
                                pc += Op.WORDS;
                                continue;
                            case Op.I64_OR:
                                stack[frame + code[pc + A]] = stack[frame + code[pc + B]] | stack[frame + code[pc + C]];
                                pc += Op.WORDS;
                                continue;
                            case Op.I64_XOR:
                                stack[frame + code[pc + A]] = stack[frame + code[pc + B]] ^ stack[frame + code[pc + C]];
                                pc += Op.WORDS;
                                continue;
                            case Op.I64_SHL:
                                stack[frame + code[pc + A]] =
                                        stack[frame + code[pc + B]] << stack[frame + code[pc + C]];
                                pc += Op.WORDS;
                                continue;
                            case Op.I64_SHR_S:
                                stack[frame + code[pc + A]] =
                                        stack[frame + code[pc + B]] >> stack[frame + code[pc + C]];
                                pc += Op.WORDS;
                                continue;
                            case Op.I64_SHR_U:
                                stack[frame + code[pc + A]] =
                                        stack[frame + code[pc + B]] >>> stack[frame + code[pc + C]];
                                pc += Op.WORDS;
                                continue;
                            case Op.I64_ROTL:
                                stack[frame + code[pc + A]] =
                                        Long.rotateLeft(stack[frame + code[pc + B]], (int) stack[frame + code[pc + C]]);
                                pc += Op.WORDS;
                                continue;
                            case Op.I64_ADD_I:
                                stack[frame + code[pc + A]] = stack[frame + code[pc + B]] + code[pc + C];
                                pc += Op.WORDS;
                                continue;
                            case Op.I64_DIV_S:
                                stack[frame + code[pc + A]] =
                                        Int64Ops.i64_div_s(stack[frame + code[pc + B]], stack[frame + code[pc + C]]);
                                pc += Op.WORDS;
                                continue;
                            case Op.I64_DIV_U:
                                stack[frame + code[pc + A]] =
                                        Int64Ops.i64_div_u(stack[frame + code[pc + B]], stack[frame + code[pc + C]]);
                                pc += Op.WORDS;
                                continue;
                            case Op.I64_REM_S:
                                stack[frame + code[pc + A]] =
                                        Int64Ops.i64_rem_s(stack[frame + code[pc + B]], stack[frame + code[pc + C]]);
                                pc += Op.WORDS;
                                continue;
                            case Op.I64_REM_U:
                                stack[frame + code[pc + A]] =
                                        Int64Ops.i64_rem_u(stack[frame + code[pc + B]], stack[frame + code[pc + C]]);
                                pc += Op.WORDS;
                                continue;
                            case Op.I64_EXTEND_I32_S:
                                stack[frame + code[pc + A]] = (int) stack[frame + code[pc + B]];
                                pc += Op.WORDS;
                                continue;
                            case Op.I64_EXTEND_I32_U:
                                stack[frame + code[pc + A]] = stack[frame + code[pc + B]] & 0xFFFF_FFFFL;
                                pc += Op.WORDS;
                                continue;
                            case Op.I32_EQ:
                                stack[frame + code[pc + A]] =
                                        (int) stack[frame + code[pc + B]] == (int) stack[frame + code[pc + C]] ? 1 : 0;
                                pc += Op.WORDS;
                                continue;
                            case Op.I32_NE:
                                stack[frame + code[pc + A]] =
                                        (int) stack[frame + code[pc + B]] != (int) stack[frame + code[pc + C]] ? 1 : 0;
                                pc += Op.WORDS;
                                continue;
                            case Op.I32_LT_S:
                                stack[frame + code[pc + A]] =
                                        (int) stack[frame + code[pc + B]] < (int) stack[frame + code[pc + C]] ? 1 : 0;
                                pc += Op.WORDS;
                                continue;
                            case Op.I32_GE_S:
                                stack[frame + code[pc + A]] =
                                        (int) stack[frame + code[pc + B]] >= (int) stack[frame + code[pc + C]] ? 1 : 0;
                                pc += Op.WORDS;
                                continue;
                            case Op.I32_LT_U:
                                stack[frame + code[pc + A]] = (int) stack[frame + code[pc + B]] + Integer.MIN_VALUE
                                                < (int) stack[frame + code[pc + C]] + Integer.MIN_VALUE
                                        ? 1
                                        : 0;
                                pc += Op.WORDS;
                                continue;
                            case Op.I32_GE_U:
                                stack[frame + code[pc + A]] = (int) stack[frame + code[pc + B]] + Integer.MIN_VALUE
                                                >= (int) stack[frame + code[pc + C]] + Integer.MIN_VALUE
                                        ? 1
                                        : 0;
                                pc += Op.WORDS;
                                continue;
                            case Op.I32_EQ_I:
                                stack[frame + code[pc + A]] = (int) stack[frame + code[pc + B]] == code[pc + C] ? 1 : 0;
                                pc += Op.WORDS;
                                continue;
                            case Op.I32_NE_I:
                                stack[frame + code[pc + A]] = (int) stack[frame + code[pc + B]] != code[pc + C] ? 1 : 0;
                                pc += Op.WORDS;
                                continue;
                            case Op.I32_LT_S_I:
                                stack[frame + code[pc + A]] = (int) stack[frame + code[pc + B]] < code[pc + C] ? 1 : 0;
                                pc += Op.WORDS;
                                continue;
                            case Op.I32_GE_S_I:
                                stack[frame + code[pc + A]] = (int) stack[frame + code[pc + B]] >= code[pc + C] ? 1 : 0;
                                pc += Op.WORDS;
                                continue;
                            case Op.I32_LT_U_I:
                                stack[frame + code[pc + A]] = (int) stack[frame + code[pc + B]] + Integer.MIN_VALUE
                                                < code[pc + C] + Integer.MIN_VALUE
                                        ? 1
                                        : 0;
                                pc += Op.WORDS;
                                continue;
                            case Op.I32_GE_U_I:
                                stack[frame + code[pc + A]] = (int) stack[frame + code[pc + B]] + Integer.MIN_VALUE
                                                >= code[pc + C] + Integer.MIN_VALUE
                                        ? 1
                                        : 0;
                                pc += Op.WORDS;
                                continue;
                            case Op.I64_EQ:
                                stack[frame + code[pc + A]] =
                                        stack[frame + code[pc + B]] == stack[frame + code[pc + C]] ? 1 : 0;
                                pc += Op.WORDS;
                                continue;
                            case Op.I64_NE:
                                stack[frame + code[pc + A]] =
                                        stack[frame + code[pc + B]] != stack[frame + code[pc + C]] ? 1 : 0;
                                pc += Op.WORDS;
                                continue;
                            case Op.I64_LT_S:
                                stack[frame + code[pc + A]] =
                                        stack[frame + code[pc + B]] < stack[frame + code[pc + C]] ? 1 : 0;
                                pc += Op.WORDS;
                                continue;
                            case Op.I64_GE_S:
                                stack[frame + code[pc + A]] =
                                        stack[frame + code[pc + B]] >= stack[frame + code[pc + C]] ? 1 : 0;
                                pc += Op.WORDS;
                                continue;
                            case Op.I64_LT_U:
                                stack[frame + code[pc + A]] = stack[frame + code[pc + B]] + Long.MIN_VALUE
                                                < stack[frame + code[pc + C]] + Long.MIN_VALUE
                                        ? 1
                                        : 0;
                                pc += Op.WORDS;
                                continue;
                            case Op.I64_GE_U:
                                stack[frame + code[pc + A]] = stack[frame + code[pc + B]] + Long.MIN_VALUE
                                                >= stack[frame + code[pc + C]] + Long.MIN_VALUE
                                        ? 1
                                        : 0;
                                pc += Op.WORDS;
                                continue;
                            case Op.F64_EQ:
                                stack[frame + code[pc + A]] = Double.longBitsToDouble(stack[frame + code[pc + B]])
                                                == Double.longBitsToDouble(stack[frame + code[pc + C]])
                                        ? 1
                                        : 0;
                                pc += Op.WORDS;
                                continue;
                            case Op.F64_NE:
                                stack[frame + code[pc + A]] = Double.longBitsToDouble(stack[frame + code[pc + B]])
                                                != Double.longBitsToDouble(stack[frame + code[pc + C]])
                                        ? 1
                                        : 0;
                                pc += Op.WORDS;
                                continue;
                            case Op.F64_LT:
                                stack[frame + code[pc + A]] = Double.longBitsToDouble(stack[frame + code[pc + B]])
                                                < Double.longBitsToDouble(stack[frame + code[pc + C]])
                                        ? 1
                                        : 0;
                                pc += Op.WORDS;
                                continue;
                            case Op.F64_NOT_LT:
                                stack[frame + code[pc + A]] = !(Double.longBitsToDouble(stack[frame + code[pc + B]])
                                                < Double.longBitsToDouble(stack[frame + code[pc + C]]))
                                        ? 1
                                        : 0;
                                pc += Op.WORDS;
                                continue;
                            case Op.F64_LE:
                                stack[frame + code[pc + A]] = Double.longBitsToDouble(stack[frame + code[pc + B]])
                                                <= Double.longBitsToDouble(stack[frame + code[pc + C]])
                                        ? 1
                                        : 0;
                                pc += Op.WORDS;
                                continue;
                            case Op.F64_NOT_LE:
                                stack[frame + code[pc + A]] = !(Double.longBitsToDouble(stack[frame + code[pc + B]])
                                                <= Double.longBitsToDouble(stack[frame + code[pc + C]]))
                                        ? 1
                                        : 0;
                                pc += Op.WORDS;
                                continue;
                            case Op.BR_I32_EQ:
                                if ((int) stack[frame + code[pc + A]] == (int) stack[frame + code[pc + B]]) {
                                    break taken;
                                }
                                pc += Op.WORDS;
                                continue;
                            case Op.BR_I32_NE:
                                if ((int) stack[frame + code[pc + A]] != (int) stack[frame + code[pc + B]]) {
                                    break taken;
                                }
                                pc += Op.WORDS;
                                continue;
                            case Op.BR_I32_LT_S:
                                if ((int) stack[frame + code[pc + A]] < (int) stack[frame + code[pc + B]]) {
                                    break taken;
                                }
                                pc += Op.WORDS;
                                continue;
                            case Op.BR_I32_GE_S:
                                if ((int) stack[frame + code[pc + A]] >= (int) stack[frame + code[pc + B]]) {
                                    break taken;
                                }
                                pc += Op.WORDS;
                                continue;
                            case Op.BR_I32_LT_U:
                                if ((int) stack[frame + code[pc + A]] + Integer.MIN_VALUE
                                        < (int) stack[frame + code[pc + B]] + Integer.MIN_VALUE) {
                                    break taken;
                                }
                                pc += Op.WORDS;
                                continue;
                            case Op.BR_I32_GE_U:
                                if ((int) stack[frame + code[pc + A]] + Integer.MIN_VALUE
                                        >= (int) stack[frame + code[pc + B]] + Integer.MIN_VALUE) {
                                    break taken;
                                }
                                pc += Op.WORDS;
                                continue;
                            case Op.BR_I32_EQ_I:
                                if ((int) stack[frame + code[pc + A]] == code[pc + B]) {
                                    break taken;
                                }
                                pc += Op.WORDS;
                                continue;
                            case Op.BR_I32_NE_I:
                                if ((int) stack[frame + code[pc + A]] != code[pc + B]) {
                                    break taken;
                                }
                                pc += Op.WORDS;
                                continue;
                            case Op.BR_I32_LT_S_I:
                                if ((int) stack[frame + code[pc + A]] < code[pc + B]) {
                                    break taken;
                                }
                                pc += Op.WORDS;
                                continue;
                            case Op.BR_I32_GE_S_I:
                                if ((int) stack[frame + code[pc + A]] >= code[pc + B]) {
                                    break taken;
                                }
                                pc += Op.WORDS;
                                continue;
                            case Op.BR_I32_LT_U_I:
                                if ((int) stack[frame + code[pc + A]] + Integer.MIN_VALUE
                                        < code[pc + B] + Integer.MIN_VALUE) {
                                    break taken;
                                }
                                pc += Op.WORDS;
                                continue;
                            case Op.BR_I32_GE_U_I:
                                if ((int) stack[frame + code[pc + A]] + Integer.MIN_VALUE
                                        >= code[pc + B] + Integer.MIN_VALUE) {
                                    break taken;
                                }
                                pc += Op.WORDS;
                                continue;
                            case Op.BR_I64_EQ:
                                if (stack[frame + code[pc + A]] == stack[frame + code[pc + B]]) {
                                    break taken;
                                }
                                pc += Op.WORDS;
                                continue;
                            case Op.BR_I64_NE:
                                if (stack[frame + code[pc + A]] != stack[frame + code[pc + B]]) {
                                    break taken;
                                }
                                pc += Op.WORDS;
                                continue;
                            case Op.BR_I64_LT_S:
                                if (stack[frame + code[pc + A]] < stack[frame + code[pc + B]]) {
                                    break taken;
                                }
                                pc += Op.WORDS;
                                continue;
                            case Op.BR_I64_GE_S:
                                if (stack[frame + code[pc + A]] >= stack[frame + code[pc + B]]) {
                                    break taken;
                                }
                                pc += Op.WORDS;
                                continue;
                            case Op.BR_I64_LT_U:
                                if (stack[frame + code[pc + A]] + Long.MIN_VALUE
                                        < stack[frame + code[pc + B]] + Long.MIN_VALUE) {
                                    break taken;
                                }
                                pc += Op.WORDS;
                                continue;
                            case Op.BR_I64_GE_U:
                                if (stack[frame + code[pc + A]] + Long.MIN_VALUE
                                        >= stack[frame + code[pc + B]] + Long.MIN_VALUE) {
                                    break taken;
                                }
                                pc += Op.WORDS;
                                continue;
                            case Op.BR_F64_EQ:
                                if (Double.longBitsToDouble(stack[frame + code[pc + A]])
                                        == Double.longBitsToDouble(stack[frame + code[pc + B]])) {
                                    break taken;
                                }
                                pc += Op.WORDS;
                                continue;
                            case Op.BR_F64_NE:
                                if (Double.longBitsToDouble(stack[frame + code[pc + A]])
                                        != Double.longBitsToDouble(stack[frame + code[pc + B]])) {
                                    break taken;
                                }
                                pc += Op.WORDS;
                                continue;
                            case Op.BR_F64_LT:
                                if (Double.longBitsToDouble(stack[frame + code[pc + A]])
                                        < Double.longBitsToDouble(stack[frame + code[pc + B]])) {
                                    break taken;
                                }
                                pc += Op.WORDS;
                                continue;
                            case Op.BR_F64_NOT_LT:
                                if (!(Double.longBitsToDouble(stack[frame + code[pc + A]])
                                        < Double.longBitsToDouble(stack[frame + code[pc + B]]))) {
                                    break taken;
                                }
                                pc += Op.WORDS;
                                continue;
                            case Op.BR_F64_LE:
                                if (Double.longBitsToDouble(stack[frame + code[pc + A]])
                                        <= Double.longBitsToDouble(stack[frame + code[pc + B]])) {
                                    break taken;
                                }
                                pc += Op.WORDS;
                                continue;
                            case Op.BR_F64_NOT_LE:
                                if (!(Double.longBitsToDouble(stack[frame + code[pc + A]])
                                        <= Double.longBitsToDouble(stack[frame + code[pc + B]]))) {
                                    break taken;
                                }
                                pc += Op.WORDS;
                                continue;
                            case Op.F64_ADD:
                                stack[frame + code[pc + A]] =
                                        Double.doubleToRawLongBits(Double.longBitsToDouble(stack[frame + code[pc + B]])
                                                + Double.longBitsToDouble(stack[frame + code[pc + C]]));
                                pc += Op.WORDS;
                                continue;
                            case Op.F64_SUB:
                                stack[frame + code[pc + A]] =
                                        Double.doubleToRawLongBits(Double.longBitsToDouble(stack[frame + code[pc + B]])
                                                - Double.longBitsToDouble(stack[frame + code[pc + C]]));
                                pc += Op.WORDS;
                                continue;
                            case Op.F64_MUL:
                                stack[frame + code[pc + A]] =
                                        Double.doubleToRawLongBits(Double.longBitsToDouble(stack[frame + code[pc + B]])
                                                * Double.longBitsToDouble(stack[frame + code[pc + C]]));
                                pc += Op.WORDS;
                                continue;
                            case Op.F64_DIV:
                                stack[frame + code[pc + A]] =
                                        Double.doubleToRawLongBits(Double.longBitsToDouble(stack[frame + code[pc + B]])
                                                / Double.longBitsToDouble(stack[frame + code[pc + C]]));
                                pc += Op.WORDS;
                                continue;
                            case Op.F64_SQRT:
                                stack[frame + code[pc + A]] = Double.doubleToRawLongBits(
                                        Math.sqrt(Double.longBitsToDouble(stack[frame + code[pc + B]])));
                                pc += Op.WORDS;
                                continue;
                            case Op.F64_CONVERT_I32_S:
                                stack[frame + code[pc + A]] =
                                        Double.doubleToRawLongBits((double) (int) stack[frame + code[pc + B]]);
                                pc += Op.WORDS;
                                continue;
                            case Op.F32_ADD:
                                stack[frame + code[pc + A]] =
                                        Float.floatToRawIntBits(Float.intBitsToFloat((int) stack[frame + code[pc + B]])
                                                + Float.intBitsToFloat((int) stack[frame + code[pc + C]]));
                                pc += Op.WORDS;
                                continue;
                            case Op.F32_SUB:
                                stack[frame + code[pc + A]] =
                                        Float.floatToRawIntBits(Float.intBitsToFloat((int) stack[frame + code[pc + B]])
                                                - Float.intBitsToFloat((int) stack[frame + code[pc + C]]));
                                pc += Op.WORDS;
                                continue;
                            case Op.F32_MUL:
                                stack[frame + code[pc + A]] =
                                        Float.floatToRawIntBits(Float.intBitsToFloat((int) stack[frame + code[pc + B]])
                                                * Float.intBitsToFloat((int) stack[frame + code[pc + C]]));
                                pc += Op.WORDS;
                                continue;
                            case Op.F32_DIV:
                                stack[frame + code[pc + A]] =
                                        Float.floatToRawIntBits(Float.intBitsToFloat((int) stack[frame + code[pc + B]])
                                                / Float.intBitsToFloat((int) stack[frame + code[pc + C]]));
                                pc += Op.WORDS;
                                continue;
                            case Op.LOAD8_S:
                                stack[frame + code[pc + A]] =
                                        memory[address(stack[frame + code[pc + B]], code[pc + C])];
                                pc += Op.WORDS;
                                continue;
                            case Op.LOAD8_U:
                                stack[frame + code[pc + A]] =
                                        memory[address(stack[frame + code[pc + B]], code[pc + C])] & 0xFF;
                                pc += Op.WORDS;
                                continue;
                            case Op.LOAD16_S:
                                stack[frame + code[pc + A]] =
                                        MemoryAccess.get16(memory, address(stack[frame + code[pc + B]], code[pc + C]));
                                pc += Op.WORDS;
                                continue;
                            case Op.LOAD16_U:
                                stack[frame + code[pc + A]] =
                                        MemoryAccess.get16(memory, address(stack[frame + code[pc + B]], code[pc + C]))
                                                & 0xFFFF;
                                pc += Op.WORDS;
                                continue;
                            case Op.LOAD32:
                                stack[frame + code[pc + A]] =
                                        MemoryAccess.get32(memory, address(stack[frame + code[pc + B]], code[pc + C]));
                                pc += Op.WORDS;
                                continue;
                            case Op.LOAD32_U:
                                stack[frame + code[pc + A]] =
                                        MemoryAccess.get32(memory, address(stack[frame + code[pc + B]], code[pc + C]))
                                                & 0xFFFF_FFFFL;
                                pc += Op.WORDS;
                                continue;
                            case Op.LOAD64:
                                stack[frame + code[pc + A]] =
                                        MemoryAccess.get64(memory, address(stack[frame + code[pc + B]], code[pc + C]));
                                pc += Op.WORDS;
                                continue;
                            case Op.STORE8:
                                memory[address(stack[frame + code[pc + A]], code[pc + C])] =
                                        (byte) stack[frame + code[pc + B]];
                                pc += Op.WORDS;
                                continue;
                            case Op.STORE16:
                                MemoryAccess.set16(memory, address(stack[frame + code[pc + A]], code[pc + C]), (short)
                                        stack[frame + code[pc + B]]);
                                pc += Op.WORDS;
                                continue;
                            case Op.STORE32:
                                MemoryAccess.set32(memory, address(stack[frame + code[pc + A]], code[pc + C]), (int)
                                        stack[frame + code[pc + B]]);
                                pc += Op.WORDS;
                                continue;
                            case Op.STORE64:
                                MemoryAccess.set64(
                                        memory,
                                        address(stack[frame + code[pc + A]], code[pc + C]),
                                        stack[frame + code[pc + B]]);
                                pc += Op.WORDS;
                                continue;
                            case Op.GLOBAL_GET:
                                stack[frame + code[pc + A]] = globals[code[pc + B]].bits;
                                pc += Op.WORDS;
                                continue;
                            case Op.GLOBAL_SET:
                                globals[code[pc + B]].bits = stack[frame + code[pc + A]];
                                pc += Op.WORDS;
                                continue;
                            case Op.BR:
                                break taken;
                            case Op.BR_TABLE:
                                int next = (int) stack[frame + code[pc + A]];
                                int b = code[pc + B];
                                c = code[pc + Op.WORDS + (next >= 0 && next < b ? next : b - 1)];
                                break jump;
                            default:
                                return pc + Op.WORDS;
                        }
                    }
                    c = code[pc + C];
                }
                // A branch to c. Loops are made of those that go back.
                if (c <= pc && --slice <= 0) {
                    branch = c;
                    return pc + Op.WORDS;
                }
                pc = c;
            }
        } catch (Throwable trap) {
            position = pc + Op.WORDS;
            throw trap;
        }
    }
}
