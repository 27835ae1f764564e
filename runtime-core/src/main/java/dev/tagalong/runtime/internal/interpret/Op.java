package dev.tagalong.runtime.internal.interpret;

/**
 * The interpreter's own instructions. Each is four words: one of these numbers, and three operands a, b and c. Operands
 * are slots of the frame unless said otherwise; targets are indices into the code. Numbers are dense, the frequent ones
 * first, so that the loop's switch is a jump by a table.
 *
 * <p>A comparison and its opposite are neighbours, and so are their branches: the lowest bit of the distance to the
 * group's first negates.
 */
final class Op {

    // Moves and constants: a is the target.

    /** {@code a = b}. */
    static final int MOVE = 0;

    /** {@code a = the number b}. */
    static final int CONST = 1;

    /** {@code a = low half b, high half c}. */
    static final int CONST64 = 2;

    /** {@code a = b != 0 ? c : d}; d is the first word after the instruction, which is followed by three words more. */
    static final int SELECT = 3;

    // Integers: a = b op c; with _I, c is the number itself.

    static final int I32_ADD = 4;
    static final int I32_SUB = 5;
    static final int I32_MUL = 6;
    static final int I32_AND = 7;
    static final int I32_OR = 8;
    static final int I32_XOR = 9;
    static final int I32_SHL = 10;
    static final int I32_SHR_S = 11;
    static final int I32_SHR_U = 12;
    static final int I32_ROTL = 13;
    static final int I32_ADD_I = 14;
    static final int I32_MUL_I = 15;
    static final int I32_AND_I = 16;
    static final int I32_OR_I = 17;
    static final int I32_XOR_I = 18;
    static final int I32_SHL_I = 19;
    static final int I32_SHR_S_I = 20;
    static final int I32_SHR_U_I = 21;
    static final int I32_ROTL_I = 22;
    static final int I32_DIV_S = 23;
    static final int I32_DIV_U = 24;
    static final int I32_REM_S = 25;
    static final int I32_REM_U = 26;
    static final int I32_EXTEND8_S = 27;
    static final int I32_EXTEND16_S = 28;
    static final int I64_ADD = 29;
    static final int I64_SUB = 30;
    static final int I64_MUL = 31;
    static final int I64_AND = 32;
    static final int I64_OR = 33;
    static final int I64_XOR = 34;
    static final int I64_SHL = 35;
    static final int I64_SHR_S = 36;
    static final int I64_SHR_U = 37;
    static final int I64_ROTL = 38;
    static final int I64_ADD_I = 39;
    static final int I64_DIV_S = 40;
    static final int I64_DIV_U = 41;
    static final int I64_REM_S = 42;
    static final int I64_REM_U = 43;
    static final int I64_EXTEND_I32_S = 44;
    static final int I64_EXTEND_I32_U = 45;

    // Comparisons: a = b op c ? 1 : 0; in the order of Comparison.

    static final int I32_EQ = 46;
    static final int I32_NE = 47;
    static final int I32_LT_S = 48;
    static final int I32_GE_S = 49;
    static final int I32_LT_U = 50;
    static final int I32_GE_U = 51;
    static final int I32_EQ_I = 52;
    static final int I32_NE_I = 53;
    static final int I32_LT_S_I = 54;
    static final int I32_GE_S_I = 55;
    static final int I32_LT_U_I = 56;
    static final int I32_GE_U_I = 57;
    static final int I64_EQ = 58;
    static final int I64_NE = 59;
    static final int I64_LT_S = 60;
    static final int I64_GE_S = 61;
    static final int I64_LT_U = 62;
    static final int I64_GE_U = 63;
    static final int F64_EQ = 64;
    static final int F64_NE = 65;
    static final int F64_LT = 66;
    static final int F64_NOT_LT = 67;
    static final int F64_LE = 68;
    static final int F64_NOT_LE = 69;

    // Branches to c if a op b, in the same order.

    static final int BR_I32_EQ = 70;
    static final int BR_I32_NE = 71;
    static final int BR_I32_LT_S = 72;
    static final int BR_I32_GE_S = 73;
    static final int BR_I32_LT_U = 74;
    static final int BR_I32_GE_U = 75;
    static final int BR_I32_EQ_I = 76;
    static final int BR_I32_NE_I = 77;
    static final int BR_I32_LT_S_I = 78;
    static final int BR_I32_GE_S_I = 79;
    static final int BR_I32_LT_U_I = 80;
    static final int BR_I32_GE_U_I = 81;
    static final int BR_I64_EQ = 82;
    static final int BR_I64_NE = 83;
    static final int BR_I64_LT_S = 84;
    static final int BR_I64_GE_S = 85;
    static final int BR_I64_LT_U = 86;
    static final int BR_I64_GE_U = 87;
    static final int BR_F64_EQ = 88;
    static final int BR_F64_NE = 89;
    static final int BR_F64_LT = 90;
    static final int BR_F64_NOT_LT = 91;
    static final int BR_F64_LE = 92;
    static final int BR_F64_NOT_LE = 93;

    // Floating point.

    static final int F64_ADD = 94;
    static final int F64_SUB = 95;
    static final int F64_MUL = 96;
    static final int F64_DIV = 97;
    static final int F64_SQRT = 98;
    static final int F64_CONVERT_I32_S = 99;
    static final int F32_ADD = 100;
    static final int F32_SUB = 101;
    static final int F32_MUL = 102;
    static final int F32_DIV = 103;

    // Memory 0: loads to a from address b plus the number c, stores of b at address a plus the number c.

    static final int LOAD8_S = 104;
    static final int LOAD8_U = 105;
    static final int LOAD16_S = 106;
    static final int LOAD16_U = 107;
    static final int LOAD32 = 108;
    static final int LOAD32_U = 109;
    static final int LOAD64 = 110;
    static final int STORE8 = 111;
    static final int STORE16 = 112;
    static final int STORE32 = 113;
    static final int STORE64 = 114;

    // Globals that are numbers: a is the slot, b the global.

    static final int GLOBAL_GET = 115;
    static final int GLOBAL_SET = 116;

    // Control.

    /** To c. */
    static final int BR = 117;

    /** By a to one of b words after the instruction, the last for whatever is beyond. */
    static final int BR_TABLE = 118;

    /** No result. */
    static final int RETURN = 119;

    /** The number in a. */
    static final int RETURN_ONE = 120;

    /** b numbers and references from a on. */
    static final int RETURN_MANY = 121;

    /** Defined function c; arguments and frame at b. */
    static final int CALL = 122;

    /** Function c; arguments at b. */
    static final int CALL_IMPORT = 123;

    /** By a, call site c; arguments at b. */
    static final int CALL_INDIRECT = 124;

    /** By the reference a; arguments at b. */
    static final int CALL_REF = 125;

    /** As CALL, in place of this frame. */
    static final int TAIL_CALL = 126;

    /** As CALL_IMPORT, in place of this frame. */
    static final int TAIL_CALL_IMPORT = 127;

    /** As CALL_INDIRECT, in place of this frame. */
    static final int TAIL_CALL_INDIRECT = 128;

    /** As CALL_REF, in place of this frame. */
    static final int TAIL_CALL_REF = 129;

    /** Traps. */
    static final int UNREACHABLE = 130;

    /**
     * A load or store with operands from a on and result in a, of memory b, at address plus offset, whose low half is c. Four
     * words follow: the instruction for memory 0, the offset's high half, 1 if the address has 64 bits.
     */
    static final int FAR_ACCESS = 131;

    /** From here on: seldom executed, see {@link ColdOps}. */
    static final int FIRST_COLD = 132;

    /** {@code a = b}. */
    static final int MOVE_REFERENCE = 132;

    /** If the number c is 0, {@code a = b}. */
    static final int SELECT_REFERENCE = 133;

    /** {@code a = null}. */
    static final int REF_NULL = 134;

    /** Of b, to a. */
    static final int REF_IS_NULL = 135;

    /** Function b. */
    static final int REF_FUNC = 136;

    /** {@code a = global b}. */
    static final int GLOBAL_GET_REFERENCE = 137;

    /** {@code global b = a}. */
    static final int GLOBAL_SET_REFERENCE = 138;

    /** c numbers from b to a. */
    static final int COPY = 139;

    /** c numbers and references from b to a. */
    static final int COPY_REFERENCES = 140;

    /** Of the others, operands and results are from a on, indices are b and c. */
    static final int TABLE_GET = 141;

    static final int TABLE_SET = 142;
    static final int TABLE_SIZE = 143;
    static final int TABLE_GROW = 144;
    static final int TABLE_FILL = 145;
    static final int TABLE_COPY = 146;
    static final int TABLE_INIT = 147;
    static final int ELEM_DROP = 148;
    static final int MEMORY_SIZE = 149;
    static final int MEMORY_GROW = 150;
    static final int MEMORY_FILL = 151;
    static final int MEMORY_COPY = 152;
    static final int MEMORY_INIT = 153;
    static final int DATA_DROP = 154;

    /** {@code a = the 64-bit index a} of an entry of table b, which is there. */
    static final int TABLE_INDEX = 155;

    /** An exception with tag b, with values from a on. */
    static final int THROW = 156;

    /** The exception in a. */
    static final int THROW_REF = 157;

    /** {@code a = the 32-bit address a + the unsigned offset b}, with 64 bits. */
    static final int EFFECTIVE_ADDRESS32 = 158;

    /** {@code a = the 64-bit address a + the offset of halves b, c}; negative if it has more than 63 bits. */
    static final int EFFECTIVE_ADDRESS64 = 159;

    /** {@code a and the slot after it = global b}. */
    static final int GLOBAL_GET_VECTOR = 160;

    /** {@code global b = a and the slot after it}. */
    static final int GLOBAL_SET_VECTOR = 161;

    /** Of a FAR_ACCESS: two slots. */
    static final int LOAD128 = 162;

    static final int STORE128 = 163;

    /** Of a, which must not be null. */
    static final int REF_AS_NON_NULL = 164;

    /**
     * From here on: a regular instruction that has none of its own, by its meaning and by its
     * {@link dev.tagalong.runtime.internal.semantics.MeaningSet#number number}.
     * Operands and results are from a on, indices are b and c.
     */
    static final int REGULAR = 192;

    /** From here on: an instruction on objects, by its position in the opcode table, as those above. */
    static final int OBJECT = 3 << 10;

    /** From here on: numeric instructions that the loop does not have itself, {@code a = b op c}; see {@link Numerics}. */
    static final int NUMERIC = 1 << 12;

    // Results of type i32.

    static final int F32_EQ = NUMERIC + 0;
    static final int F32_NE = NUMERIC + 1;
    static final int F32_LT = NUMERIC + 2;
    static final int F32_GT = NUMERIC + 3;
    static final int F32_LE = NUMERIC + 4;
    static final int F32_GE = NUMERIC + 5;
    static final int I32_CLZ = NUMERIC + 6;
    static final int I32_CTZ = NUMERIC + 7;
    static final int I32_POPCNT = NUMERIC + 8;
    static final int I32_ROTR = NUMERIC + 9;
    static final int I32_TRUNC_F32_S = NUMERIC + 10;
    static final int I32_TRUNC_F32_U = NUMERIC + 11;
    static final int I32_TRUNC_F64_S = NUMERIC + 12;
    static final int I32_TRUNC_F64_U = NUMERIC + 13;
    static final int I32_TRUNC_SAT_F32_S = NUMERIC + 14;
    static final int I32_TRUNC_SAT_F32_U = NUMERIC + 15;
    static final int I32_TRUNC_SAT_F64_S = NUMERIC + 16;
    static final int I32_TRUNC_SAT_F64_U = NUMERIC + 17;

    // Results of type i64.

    static final int I64_CLZ = NUMERIC + 18;
    static final int I64_CTZ = NUMERIC + 19;
    static final int I64_POPCNT = NUMERIC + 20;
    static final int I64_ROTR = NUMERIC + 21;
    static final int I64_TRUNC_F32_S = NUMERIC + 22;
    static final int I64_TRUNC_F32_U = NUMERIC + 23;
    static final int I64_TRUNC_F64_S = NUMERIC + 24;
    static final int I64_TRUNC_F64_U = NUMERIC + 25;
    static final int I64_EXTEND8_S = NUMERIC + 26;
    static final int I64_EXTEND16_S = NUMERIC + 27;
    static final int I64_TRUNC_SAT_F32_S = NUMERIC + 28;
    static final int I64_TRUNC_SAT_F32_U = NUMERIC + 29;
    static final int I64_TRUNC_SAT_F64_S = NUMERIC + 30;
    static final int I64_TRUNC_SAT_F64_U = NUMERIC + 31;

    /** The 64-bit address b as one for memory 0's array. */
    static final int NARROW_ADDRESS = NUMERIC + 32;

    // Results of type f32.

    static final int F32_ABS = NUMERIC + 33;
    static final int F32_NEG = NUMERIC + 34;
    static final int F32_CEIL = NUMERIC + 35;
    static final int F32_FLOOR = NUMERIC + 36;
    static final int F32_TRUNC = NUMERIC + 37;
    static final int F32_NEAREST = NUMERIC + 38;
    static final int F32_SQRT = NUMERIC + 39;
    static final int F32_MIN = NUMERIC + 40;
    static final int F32_MAX = NUMERIC + 41;
    static final int F32_COPYSIGN = NUMERIC + 42;
    static final int F32_CONVERT_I32_S = NUMERIC + 43;
    static final int F32_CONVERT_I32_U = NUMERIC + 44;
    static final int F32_CONVERT_I64_S = NUMERIC + 45;
    static final int F32_CONVERT_I64_U = NUMERIC + 46;
    static final int F32_DEMOTE_F64 = NUMERIC + 47;

    // Results of type f64.

    static final int F64_ABS = NUMERIC + 48;
    static final int F64_NEG = NUMERIC + 49;
    static final int F64_CEIL = NUMERIC + 50;
    static final int F64_FLOOR = NUMERIC + 51;
    static final int F64_TRUNC = NUMERIC + 52;
    static final int F64_NEAREST = NUMERIC + 53;
    static final int F64_MIN = NUMERIC + 54;
    static final int F64_MAX = NUMERIC + 55;
    static final int F64_COPYSIGN = NUMERIC + 56;
    static final int F64_CONVERT_I32_U = NUMERIC + 57;
    static final int F64_CONVERT_I64_S = NUMERIC + 58;
    static final int F64_CONVERT_I64_U = NUMERIC + 59;
    static final int F64_PROMOTE_F32 = NUMERIC + 60;

    /** How many words an instruction has. */
    static final int WORDS = 4;

    private Op() {}
}
