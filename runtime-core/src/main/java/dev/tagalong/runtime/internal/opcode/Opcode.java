package dev.tagalong.runtime.internal.opcode;

import static dev.tagalong.runtime.internal.opcode.Effect.*;
import static dev.tagalong.runtime.internal.opcode.Feature.*;
import static dev.tagalong.runtime.internal.opcode.Immediate.*;

import java.util.Arrays;

/**
 * The opcode table: each instruction of the binary format (specification, section 5.4) once. Decoder, validator,
 * interpreter, compiler and disassembler read it; none repeats what a row says.
 *
 * <p>The row of a regular instruction has the code (with a prefix byte: {@code prefix << 16 | sub-opcode}), the mnemonic,
 * the shape of the immediates, the signature (see {@link Signature}), the feature that the instruction belongs to, and the
 * effect. What it computes is the method of that name in {@code semantics} or {@code instructions}. The row of an
 * instruction whose types depend on its context has a {@link Form} of its own in place of signature and effect.
 */
public enum Opcode {
    // Control (5.4.1)
    UNREACHABLE(0x00, "unreachable", NONE, Form.UNREACHABLE, MVP),
    NOP(0x01, "nop", NONE, Form.NOP, MVP),
    BLOCK(0x02, "block", Immediate.BLOCK, Form.BLOCK, MVP),
    LOOP(0x03, "loop", Immediate.BLOCK, Form.LOOP, MVP),
    IF(0x04, "if", Immediate.BLOCK, Form.IF, MVP),
    ELSE(0x05, "else", NONE, Form.ELSE, MVP),
    TRY(0x06, "try", Immediate.BLOCK, Form.TRY, LEGACY_EXCEPTIONS),
    CATCH(0x07, "catch", TAG, Form.CATCH, LEGACY_EXCEPTIONS),
    THROW(0x08, "throw", TAG, Form.THROW, EXCEPTIONS),
    RETHROW(0x09, "rethrow", LABEL, Form.RETHROW, LEGACY_EXCEPTIONS),
    THROW_REF(0x0A, "throw_ref", NONE, Form.THROW_REF, EXCEPTIONS),
    END(0x0B, "end", NONE, Form.END, MVP),
    BR(0x0C, "br", LABEL, Form.BR, MVP),
    BR_IF(0x0D, "br_if", LABEL, Form.BR_IF, MVP),
    BR_TABLE(0x0E, "br_table", Immediate.BR_TABLE, Form.BR_TABLE, MVP),
    RETURN(0x0F, "return", NONE, Form.RETURN, MVP),
    CALL(0x10, "call", FUNCTION, Form.CALL, MVP),
    CALL_INDIRECT(0x11, "call_indirect", TYPE_TABLE, Form.CALL_INDIRECT, MVP),
    RETURN_CALL(0x12, "return_call", FUNCTION, Form.RETURN_CALL, TAIL_CALLS),
    RETURN_CALL_INDIRECT(0x13, "return_call_indirect", TYPE_TABLE, Form.RETURN_CALL_INDIRECT, TAIL_CALLS),
    CALL_REF(0x14, "call_ref", TYPE, Form.CALL_REF, TYPED_REFERENCES),
    RETURN_CALL_REF(0x15, "return_call_ref", TYPE, Form.RETURN_CALL_REF, TYPED_REFERENCES),
    DELEGATE(0x18, "delegate", LABEL, Form.DELEGATE, LEGACY_EXCEPTIONS),
    CATCH_ALL(0x19, "catch_all", NONE, Form.CATCH_ALL, LEGACY_EXCEPTIONS),
    TRY_TABLE(0x1F, "try_table", Immediate.TRY_TABLE, Form.TRY_TABLE, EXCEPTIONS),

    // Parametric (5.4.2)
    DROP(0x1A, "drop", NONE, Form.DROP, MVP),
    SELECT(0x1B, "select", NONE, Form.SELECT, MVP),
    SELECT_TYPED(0x1C, "select", SELECT_TYPES, Form.SELECT, REFERENCE_TYPES),

    // Variable (5.4.3)
    LOCAL_GET(0x20, "local.get", LOCAL, Form.LOCAL_GET, MVP),
    LOCAL_SET(0x21, "local.set", LOCAL, Form.LOCAL_SET, MVP),
    LOCAL_TEE(0x22, "local.tee", LOCAL, Form.LOCAL_TEE, MVP),
    GLOBAL_GET(0x23, "global.get", GLOBAL, Form.GLOBAL_GET, MVP),
    GLOBAL_SET(0x24, "global.set", GLOBAL, Form.GLOBAL_SET, MVP),

    // Table (5.4.4)
    TABLE_GET(0x25, "table.get", TABLE, "a:e", REFERENCE_TYPES, READS),
    TABLE_SET(0x26, "table.set", TABLE, "ae:", REFERENCE_TYPES, WRITES),
    TABLE_INIT(0xFC000C, "table.init", ELEMENT_TABLE, "aii:", BULK_MEMORY, WRITES),
    ELEM_DROP(0xFC000D, "elem.drop", ELEMENT, ":", BULK_MEMORY, WRITES),
    TABLE_COPY(0xFC000E, "table.copy", TABLE_TABLE, "abm:", BULK_MEMORY, WRITES),
    TABLE_GROW(0xFC000F, "table.grow", TABLE, "ea:a", REFERENCE_TYPES, WRITES),
    TABLE_SIZE(0xFC0010, "table.size", TABLE, ":a", REFERENCE_TYPES, READS),
    TABLE_FILL(0xFC0011, "table.fill", TABLE, "aea:", REFERENCE_TYPES, WRITES),

    // Memory (5.4.5)
    I32_LOAD(0x28, "i32.load", MEMARG, "a:i", MVP, LOAD32),
    I64_LOAD(0x29, "i64.load", MEMARG, "a:l", MVP, LOAD64),
    F32_LOAD(0x2A, "f32.load", MEMARG, "a:f", MVP, LOAD32),
    F64_LOAD(0x2B, "f64.load", MEMARG, "a:d", MVP, LOAD64),
    I32_LOAD8_S(0x2C, "i32.load8_s", MEMARG, "a:i", MVP, LOAD8_S),
    I32_LOAD8_U(0x2D, "i32.load8_u", MEMARG, "a:i", MVP, LOAD8_U),
    I32_LOAD16_S(0x2E, "i32.load16_s", MEMARG, "a:i", MVP, LOAD16_S),
    I32_LOAD16_U(0x2F, "i32.load16_u", MEMARG, "a:i", MVP, LOAD16_U),
    I64_LOAD8_S(0x30, "i64.load8_s", MEMARG, "a:l", MVP, LOAD8_S),
    I64_LOAD8_U(0x31, "i64.load8_u", MEMARG, "a:l", MVP, LOAD8_U),
    I64_LOAD16_S(0x32, "i64.load16_s", MEMARG, "a:l", MVP, LOAD16_S),
    I64_LOAD16_U(0x33, "i64.load16_u", MEMARG, "a:l", MVP, LOAD16_U),
    I64_LOAD32_S(0x34, "i64.load32_s", MEMARG, "a:l", MVP, LOAD32_S),
    I64_LOAD32_U(0x35, "i64.load32_u", MEMARG, "a:l", MVP, LOAD32_U),
    I32_STORE(0x36, "i32.store", MEMARG, "ai:", MVP, STORE32),
    I64_STORE(0x37, "i64.store", MEMARG, "al:", MVP, STORE64),
    F32_STORE(0x38, "f32.store", MEMARG, "af:", MVP, STORE32),
    F64_STORE(0x39, "f64.store", MEMARG, "ad:", MVP, STORE64),
    I32_STORE8(0x3A, "i32.store8", MEMARG, "ai:", MVP, STORE8),
    I32_STORE16(0x3B, "i32.store16", MEMARG, "ai:", MVP, STORE16),
    I64_STORE8(0x3C, "i64.store8", MEMARG, "al:", MVP, STORE8),
    I64_STORE16(0x3D, "i64.store16", MEMARG, "al:", MVP, STORE16),
    I64_STORE32(0x3E, "i64.store32", MEMARG, "al:", MVP, STORE32),
    MEMORY_SIZE(0x3F, "memory.size", MEMORY, ":a", MVP, READS),
    MEMORY_GROW(0x40, "memory.grow", MEMORY, "a:a", MVP, GROWS),
    MEMORY_INIT(0xFC0008, "memory.init", DATA_MEMORY, "aii:", BULK_MEMORY, WRITES),
    DATA_DROP(0xFC0009, "data.drop", DATA, ":", BULK_MEMORY, WRITES),
    MEMORY_COPY(0xFC000A, "memory.copy", MEMORY_MEMORY, "abm:", BULK_MEMORY, WRITES),
    MEMORY_FILL(0xFC000B, "memory.fill", MEMORY, "aia:", BULK_MEMORY, WRITES),

    // Reference (5.4.6)
    REF_NULL(0xD0, "ref.null", HEAP_TYPE, Form.REF_NULL, REFERENCE_TYPES),
    REF_IS_NULL(0xD1, "ref.is_null", NONE, "r:i", REFERENCE_TYPES, PURE),
    REF_FUNC(0xD2, "ref.func", FUNCTION, Form.REF_FUNC, REFERENCE_TYPES),
    REF_EQ(0xD3, "ref.eq", NONE, "qq:i", GC, PURE),
    REF_AS_NON_NULL(0xD4, "ref.as_non_null", NONE, Form.REF_AS_NON_NULL, TYPED_REFERENCES),
    BR_ON_NULL(0xD5, "br_on_null", LABEL, Form.BR_ON_NULL, TYPED_REFERENCES),
    BR_ON_NON_NULL(0xD6, "br_on_non_null", LABEL, Form.BR_ON_NON_NULL, TYPED_REFERENCES),

    // Structures, arrays and i31 (5.4.7)
    STRUCT_NEW(0xFB0000, "struct.new", TYPE, Form.OBJECT, GC),
    STRUCT_NEW_DEFAULT(0xFB0001, "struct.new_default", TYPE, Form.OBJECT, GC),
    STRUCT_GET(0xFB0002, "struct.get", TYPE_FIELD, Form.OBJECT, GC),
    STRUCT_GET_S(0xFB0003, "struct.get_s", TYPE_FIELD, Form.OBJECT, GC),
    STRUCT_GET_U(0xFB0004, "struct.get_u", TYPE_FIELD, Form.OBJECT, GC),
    STRUCT_SET(0xFB0005, "struct.set", TYPE_FIELD, Form.OBJECT, GC),
    ARRAY_NEW(0xFB0006, "array.new", TYPE, Form.OBJECT, GC),
    ARRAY_NEW_DEFAULT(0xFB0007, "array.new_default", TYPE, Form.OBJECT, GC),
    ARRAY_NEW_FIXED(0xFB0008, "array.new_fixed", TYPE_COUNT, Form.OBJECT, GC),
    ARRAY_NEW_DATA(0xFB0009, "array.new_data", TYPE_DATA, Form.OBJECT, GC),
    ARRAY_NEW_ELEM(0xFB000A, "array.new_elem", TYPE_ELEMENT, Form.OBJECT, GC),
    ARRAY_GET(0xFB000B, "array.get", TYPE, Form.OBJECT, GC),
    ARRAY_GET_S(0xFB000C, "array.get_s", TYPE, Form.OBJECT, GC),
    ARRAY_GET_U(0xFB000D, "array.get_u", TYPE, Form.OBJECT, GC),
    ARRAY_SET(0xFB000E, "array.set", TYPE, Form.OBJECT, GC),
    ARRAY_LEN(0xFB000F, "array.len", NONE, "y:i", GC, TRAPS),
    ARRAY_FILL(0xFB0010, "array.fill", TYPE, Form.OBJECT, GC),
    ARRAY_COPY(0xFB0011, "array.copy", TYPE_TYPE, Form.OBJECT, GC),
    ARRAY_INIT_DATA(0xFB0012, "array.init_data", TYPE_DATA, Form.OBJECT, GC),
    ARRAY_INIT_ELEM(0xFB0013, "array.init_elem", TYPE_ELEMENT, Form.OBJECT, GC),
    REF_TEST(0xFB0014, "ref.test", NON_NULL_TYPE, Form.OBJECT, GC),
    REF_TEST_NULL(0xFB0015, "ref.test", NULLABLE_TYPE, Form.OBJECT, GC),
    REF_CAST(0xFB0016, "ref.cast", NON_NULL_TYPE, Form.OBJECT, GC),
    REF_CAST_NULL(0xFB0017, "ref.cast", NULLABLE_TYPE, Form.OBJECT, GC),
    BR_ON_CAST(0xFB0018, "br_on_cast", CAST, Form.BR_ON_CAST, GC),
    BR_ON_CAST_FAIL(0xFB0019, "br_on_cast_fail", CAST, Form.BR_ON_CAST, GC),
    ANY_CONVERT_EXTERN(0xFB001A, "any.convert_extern", NONE, Form.OBJECT, GC),
    EXTERN_CONVERT_ANY(0xFB001B, "extern.convert_any", NONE, Form.OBJECT, GC),
    REF_I31(0xFB001C, "ref.i31", NONE, "i:J", GC, CONSTANT),
    I31_GET_S(0xFB001D, "i31.get_s", NONE, "j:i", GC, TRAPS),
    I31_GET_U(0xFB001E, "i31.get_u", NONE, "j:i", GC, TRAPS),

    // Numeric (5.4.8)
    I32_CONST(0x41, "i32.const", I32, ":i", MVP, CONSTANT),
    I64_CONST(0x42, "i64.const", I64, ":l", MVP, CONSTANT),
    F32_CONST(0x43, "f32.const", F32, ":f", MVP, CONSTANT),
    F64_CONST(0x44, "f64.const", F64, ":d", MVP, CONSTANT),
    I32_EQZ(0x45, "i32.eqz", NONE, "i:i", MVP, PURE),
    I32_EQ(0x46, "i32.eq", NONE, "ii:i", MVP, PURE),
    I32_NE(0x47, "i32.ne", NONE, "ii:i", MVP, PURE),
    I32_LT_S(0x48, "i32.lt_s", NONE, "ii:i", MVP, PURE),
    I32_LT_U(0x49, "i32.lt_u", NONE, "ii:i", MVP, PURE),
    I32_GT_S(0x4A, "i32.gt_s", NONE, "ii:i", MVP, PURE),
    I32_GT_U(0x4B, "i32.gt_u", NONE, "ii:i", MVP, PURE),
    I32_LE_S(0x4C, "i32.le_s", NONE, "ii:i", MVP, PURE),
    I32_LE_U(0x4D, "i32.le_u", NONE, "ii:i", MVP, PURE),
    I32_GE_S(0x4E, "i32.ge_s", NONE, "ii:i", MVP, PURE),
    I32_GE_U(0x4F, "i32.ge_u", NONE, "ii:i", MVP, PURE),
    I64_EQZ(0x50, "i64.eqz", NONE, "l:i", MVP, PURE),
    I64_EQ(0x51, "i64.eq", NONE, "ll:i", MVP, PURE),
    I64_NE(0x52, "i64.ne", NONE, "ll:i", MVP, PURE),
    I64_LT_S(0x53, "i64.lt_s", NONE, "ll:i", MVP, PURE),
    I64_LT_U(0x54, "i64.lt_u", NONE, "ll:i", MVP, PURE),
    I64_GT_S(0x55, "i64.gt_s", NONE, "ll:i", MVP, PURE),
    I64_GT_U(0x56, "i64.gt_u", NONE, "ll:i", MVP, PURE),
    I64_LE_S(0x57, "i64.le_s", NONE, "ll:i", MVP, PURE),
    I64_LE_U(0x58, "i64.le_u", NONE, "ll:i", MVP, PURE),
    I64_GE_S(0x59, "i64.ge_s", NONE, "ll:i", MVP, PURE),
    I64_GE_U(0x5A, "i64.ge_u", NONE, "ll:i", MVP, PURE),
    F32_EQ(0x5B, "f32.eq", NONE, "ff:i", MVP, PURE),
    F32_NE(0x5C, "f32.ne", NONE, "ff:i", MVP, PURE),
    F32_LT(0x5D, "f32.lt", NONE, "ff:i", MVP, PURE),
    F32_GT(0x5E, "f32.gt", NONE, "ff:i", MVP, PURE),
    F32_LE(0x5F, "f32.le", NONE, "ff:i", MVP, PURE),
    F32_GE(0x60, "f32.ge", NONE, "ff:i", MVP, PURE),
    F64_EQ(0x61, "f64.eq", NONE, "dd:i", MVP, PURE),
    F64_NE(0x62, "f64.ne", NONE, "dd:i", MVP, PURE),
    F64_LT(0x63, "f64.lt", NONE, "dd:i", MVP, PURE),
    F64_GT(0x64, "f64.gt", NONE, "dd:i", MVP, PURE),
    F64_LE(0x65, "f64.le", NONE, "dd:i", MVP, PURE),
    F64_GE(0x66, "f64.ge", NONE, "dd:i", MVP, PURE),
    I32_CLZ(0x67, "i32.clz", NONE, "i:i", MVP, PURE),
    I32_CTZ(0x68, "i32.ctz", NONE, "i:i", MVP, PURE),
    I32_POPCNT(0x69, "i32.popcnt", NONE, "i:i", MVP, PURE),
    I32_ADD(0x6A, "i32.add", NONE, "ii:i", MVP, CONSTANT),
    I32_SUB(0x6B, "i32.sub", NONE, "ii:i", MVP, CONSTANT),
    I32_MUL(0x6C, "i32.mul", NONE, "ii:i", MVP, CONSTANT),
    I32_DIV_S(0x6D, "i32.div_s", NONE, "ii:i", MVP, TRAPS),
    I32_DIV_U(0x6E, "i32.div_u", NONE, "ii:i", MVP, TRAPS),
    I32_REM_S(0x6F, "i32.rem_s", NONE, "ii:i", MVP, TRAPS),
    I32_REM_U(0x70, "i32.rem_u", NONE, "ii:i", MVP, TRAPS),
    I32_AND(0x71, "i32.and", NONE, "ii:i", MVP, PURE),
    I32_OR(0x72, "i32.or", NONE, "ii:i", MVP, PURE),
    I32_XOR(0x73, "i32.xor", NONE, "ii:i", MVP, PURE),
    I32_SHL(0x74, "i32.shl", NONE, "ii:i", MVP, PURE),
    I32_SHR_S(0x75, "i32.shr_s", NONE, "ii:i", MVP, PURE),
    I32_SHR_U(0x76, "i32.shr_u", NONE, "ii:i", MVP, PURE),
    I32_ROTL(0x77, "i32.rotl", NONE, "ii:i", MVP, PURE),
    I32_ROTR(0x78, "i32.rotr", NONE, "ii:i", MVP, PURE),
    I64_CLZ(0x79, "i64.clz", NONE, "l:l", MVP, PURE),
    I64_CTZ(0x7A, "i64.ctz", NONE, "l:l", MVP, PURE),
    I64_POPCNT(0x7B, "i64.popcnt", NONE, "l:l", MVP, PURE),
    I64_ADD(0x7C, "i64.add", NONE, "ll:l", MVP, CONSTANT),
    I64_SUB(0x7D, "i64.sub", NONE, "ll:l", MVP, CONSTANT),
    I64_MUL(0x7E, "i64.mul", NONE, "ll:l", MVP, CONSTANT),
    I64_DIV_S(0x7F, "i64.div_s", NONE, "ll:l", MVP, TRAPS),
    I64_DIV_U(0x80, "i64.div_u", NONE, "ll:l", MVP, TRAPS),
    I64_REM_S(0x81, "i64.rem_s", NONE, "ll:l", MVP, TRAPS),
    I64_REM_U(0x82, "i64.rem_u", NONE, "ll:l", MVP, TRAPS),
    I64_AND(0x83, "i64.and", NONE, "ll:l", MVP, PURE),
    I64_OR(0x84, "i64.or", NONE, "ll:l", MVP, PURE),
    I64_XOR(0x85, "i64.xor", NONE, "ll:l", MVP, PURE),
    I64_SHL(0x86, "i64.shl", NONE, "ll:l", MVP, PURE),
    I64_SHR_S(0x87, "i64.shr_s", NONE, "ll:l", MVP, PURE),
    I64_SHR_U(0x88, "i64.shr_u", NONE, "ll:l", MVP, PURE),
    I64_ROTL(0x89, "i64.rotl", NONE, "ll:l", MVP, PURE),
    I64_ROTR(0x8A, "i64.rotr", NONE, "ll:l", MVP, PURE),
    F32_ABS(0x8B, "f32.abs", NONE, "f:f", MVP, PURE),
    F32_NEG(0x8C, "f32.neg", NONE, "f:f", MVP, PURE),
    F32_CEIL(0x8D, "f32.ceil", NONE, "f:f", MVP, PURE),
    F32_FLOOR(0x8E, "f32.floor", NONE, "f:f", MVP, PURE),
    F32_TRUNC(0x8F, "f32.trunc", NONE, "f:f", MVP, PURE),
    F32_NEAREST(0x90, "f32.nearest", NONE, "f:f", MVP, PURE),
    F32_SQRT(0x91, "f32.sqrt", NONE, "f:f", MVP, PURE),
    F32_ADD(0x92, "f32.add", NONE, "ff:f", MVP, PURE),
    F32_SUB(0x93, "f32.sub", NONE, "ff:f", MVP, PURE),
    F32_MUL(0x94, "f32.mul", NONE, "ff:f", MVP, PURE),
    F32_DIV(0x95, "f32.div", NONE, "ff:f", MVP, PURE),
    F32_MIN(0x96, "f32.min", NONE, "ff:f", MVP, PURE),
    F32_MAX(0x97, "f32.max", NONE, "ff:f", MVP, PURE),
    F32_COPYSIGN(0x98, "f32.copysign", NONE, "ff:f", MVP, PURE),
    F64_ABS(0x99, "f64.abs", NONE, "d:d", MVP, PURE),
    F64_NEG(0x9A, "f64.neg", NONE, "d:d", MVP, PURE),
    F64_CEIL(0x9B, "f64.ceil", NONE, "d:d", MVP, PURE),
    F64_FLOOR(0x9C, "f64.floor", NONE, "d:d", MVP, PURE),
    F64_TRUNC(0x9D, "f64.trunc", NONE, "d:d", MVP, PURE),
    F64_NEAREST(0x9E, "f64.nearest", NONE, "d:d", MVP, PURE),
    F64_SQRT(0x9F, "f64.sqrt", NONE, "d:d", MVP, PURE),
    F64_ADD(0xA0, "f64.add", NONE, "dd:d", MVP, PURE),
    F64_SUB(0xA1, "f64.sub", NONE, "dd:d", MVP, PURE),
    F64_MUL(0xA2, "f64.mul", NONE, "dd:d", MVP, PURE),
    F64_DIV(0xA3, "f64.div", NONE, "dd:d", MVP, PURE),
    F64_MIN(0xA4, "f64.min", NONE, "dd:d", MVP, PURE),
    F64_MAX(0xA5, "f64.max", NONE, "dd:d", MVP, PURE),
    F64_COPYSIGN(0xA6, "f64.copysign", NONE, "dd:d", MVP, PURE),
    I32_WRAP_I64(0xA7, "i32.wrap_i64", NONE, "l:i", MVP, PURE),
    I32_TRUNC_F32_S(0xA8, "i32.trunc_f32_s", NONE, "f:i", MVP, TRAPS),
    I32_TRUNC_F32_U(0xA9, "i32.trunc_f32_u", NONE, "f:i", MVP, TRAPS),
    I32_TRUNC_F64_S(0xAA, "i32.trunc_f64_s", NONE, "d:i", MVP, TRAPS),
    I32_TRUNC_F64_U(0xAB, "i32.trunc_f64_u", NONE, "d:i", MVP, TRAPS),
    I64_EXTEND_I32_S(0xAC, "i64.extend_i32_s", NONE, "i:l", MVP, PURE),
    I64_EXTEND_I32_U(0xAD, "i64.extend_i32_u", NONE, "i:l", MVP, PURE),
    I64_TRUNC_F32_S(0xAE, "i64.trunc_f32_s", NONE, "f:l", MVP, TRAPS),
    I64_TRUNC_F32_U(0xAF, "i64.trunc_f32_u", NONE, "f:l", MVP, TRAPS),
    I64_TRUNC_F64_S(0xB0, "i64.trunc_f64_s", NONE, "d:l", MVP, TRAPS),
    I64_TRUNC_F64_U(0xB1, "i64.trunc_f64_u", NONE, "d:l", MVP, TRAPS),
    F32_CONVERT_I32_S(0xB2, "f32.convert_i32_s", NONE, "i:f", MVP, PURE),
    F32_CONVERT_I32_U(0xB3, "f32.convert_i32_u", NONE, "i:f", MVP, PURE),
    F32_CONVERT_I64_S(0xB4, "f32.convert_i64_s", NONE, "l:f", MVP, PURE),
    F32_CONVERT_I64_U(0xB5, "f32.convert_i64_u", NONE, "l:f", MVP, PURE),
    F32_DEMOTE_F64(0xB6, "f32.demote_f64", NONE, "d:f", MVP, PURE),
    F64_CONVERT_I32_S(0xB7, "f64.convert_i32_s", NONE, "i:d", MVP, PURE),
    F64_CONVERT_I32_U(0xB8, "f64.convert_i32_u", NONE, "i:d", MVP, PURE),
    F64_CONVERT_I64_S(0xB9, "f64.convert_i64_s", NONE, "l:d", MVP, PURE),
    F64_CONVERT_I64_U(0xBA, "f64.convert_i64_u", NONE, "l:d", MVP, PURE),
    F64_PROMOTE_F32(0xBB, "f64.promote_f32", NONE, "f:d", MVP, PURE),
    I32_REINTERPRET_F32(0xBC, "i32.reinterpret_f32", NONE, "f:i", MVP, PURE),
    I64_REINTERPRET_F64(0xBD, "i64.reinterpret_f64", NONE, "d:l", MVP, PURE),
    F32_REINTERPRET_I32(0xBE, "f32.reinterpret_i32", NONE, "i:f", MVP, PURE),
    F64_REINTERPRET_I64(0xBF, "f64.reinterpret_i64", NONE, "l:d", MVP, PURE),
    I32_EXTEND8_S(0xC0, "i32.extend8_s", NONE, "i:i", SIGN_EXTENSION, PURE),
    I32_EXTEND16_S(0xC1, "i32.extend16_s", NONE, "i:i", SIGN_EXTENSION, PURE),
    I64_EXTEND8_S(0xC2, "i64.extend8_s", NONE, "l:l", SIGN_EXTENSION, PURE),
    I64_EXTEND16_S(0xC3, "i64.extend16_s", NONE, "l:l", SIGN_EXTENSION, PURE),
    I64_EXTEND32_S(0xC4, "i64.extend32_s", NONE, "l:l", SIGN_EXTENSION, PURE),
    I32_TRUNC_SAT_F32_S(0xFC0000, "i32.trunc_sat_f32_s", NONE, "f:i", SATURATING_CONVERSIONS, PURE),
    I32_TRUNC_SAT_F32_U(0xFC0001, "i32.trunc_sat_f32_u", NONE, "f:i", SATURATING_CONVERSIONS, PURE),
    I32_TRUNC_SAT_F64_S(0xFC0002, "i32.trunc_sat_f64_s", NONE, "d:i", SATURATING_CONVERSIONS, PURE),
    I32_TRUNC_SAT_F64_U(0xFC0003, "i32.trunc_sat_f64_u", NONE, "d:i", SATURATING_CONVERSIONS, PURE),
    I64_TRUNC_SAT_F32_S(0xFC0004, "i64.trunc_sat_f32_s", NONE, "f:l", SATURATING_CONVERSIONS, PURE),
    I64_TRUNC_SAT_F32_U(0xFC0005, "i64.trunc_sat_f32_u", NONE, "f:l", SATURATING_CONVERSIONS, PURE),
    I64_TRUNC_SAT_F64_S(0xFC0006, "i64.trunc_sat_f64_s", NONE, "d:l", SATURATING_CONVERSIONS, PURE),
    I64_TRUNC_SAT_F64_U(0xFC0007, "i64.trunc_sat_f64_u", NONE, "d:l", SATURATING_CONVERSIONS, PURE),
    I64_ADD128(0xFC0013, "i64.add128", NONE, "llll:ll", WIDE_ARITHMETIC, PURE),
    I64_SUB128(0xFC0014, "i64.sub128", NONE, "llll:ll", WIDE_ARITHMETIC, PURE),
    I64_MUL_WIDE_S(0xFC0015, "i64.mul_wide_s", NONE, "ll:ll", WIDE_ARITHMETIC, PURE),
    I64_MUL_WIDE_U(0xFC0016, "i64.mul_wide_u", NONE, "ll:ll", WIDE_ARITHMETIC, PURE),

    // Atomic (proposal "threads")
    MEMORY_ATOMIC_NOTIFY(0xFE0000, "memory.atomic.notify", MEMARG, "ai:i", THREADS, ATOMIC32),
    MEMORY_ATOMIC_WAIT32(0xFE0001, "memory.atomic.wait32", MEMARG, "ail:i", THREADS, ATOMIC32),
    MEMORY_ATOMIC_WAIT64(0xFE0002, "memory.atomic.wait64", MEMARG, "all:i", THREADS, ATOMIC64),
    ATOMIC_FENCE(0xFE0003, "atomic.fence", ZERO, ":", THREADS, FENCE),
    I32_ATOMIC_LOAD(0xFE0010, "i32.atomic.load", MEMARG, "a:i", THREADS, ATOMIC32),
    I64_ATOMIC_LOAD(0xFE0011, "i64.atomic.load", MEMARG, "a:l", THREADS, ATOMIC64),
    I32_ATOMIC_LOAD8_U(0xFE0012, "i32.atomic.load8_u", MEMARG, "a:i", THREADS, ATOMIC8),
    I32_ATOMIC_LOAD16_U(0xFE0013, "i32.atomic.load16_u", MEMARG, "a:i", THREADS, ATOMIC16),
    I64_ATOMIC_LOAD8_U(0xFE0014, "i64.atomic.load8_u", MEMARG, "a:l", THREADS, ATOMIC8),
    I64_ATOMIC_LOAD16_U(0xFE0015, "i64.atomic.load16_u", MEMARG, "a:l", THREADS, ATOMIC16),
    I64_ATOMIC_LOAD32_U(0xFE0016, "i64.atomic.load32_u", MEMARG, "a:l", THREADS, ATOMIC32),
    I32_ATOMIC_STORE(0xFE0017, "i32.atomic.store", MEMARG, "ai:", THREADS, ATOMIC32),
    I64_ATOMIC_STORE(0xFE0018, "i64.atomic.store", MEMARG, "al:", THREADS, ATOMIC64),
    I32_ATOMIC_STORE8(0xFE0019, "i32.atomic.store8", MEMARG, "ai:", THREADS, ATOMIC8),
    I32_ATOMIC_STORE16(0xFE001A, "i32.atomic.store16", MEMARG, "ai:", THREADS, ATOMIC16),
    I64_ATOMIC_STORE8(0xFE001B, "i64.atomic.store8", MEMARG, "al:", THREADS, ATOMIC8),
    I64_ATOMIC_STORE16(0xFE001C, "i64.atomic.store16", MEMARG, "al:", THREADS, ATOMIC16),
    I64_ATOMIC_STORE32(0xFE001D, "i64.atomic.store32", MEMARG, "al:", THREADS, ATOMIC32),
    I32_ATOMIC_RMW_ADD(0xFE001E, "i32.atomic.rmw.add", MEMARG, "ai:i", THREADS, ATOMIC32),
    I64_ATOMIC_RMW_ADD(0xFE001F, "i64.atomic.rmw.add", MEMARG, "al:l", THREADS, ATOMIC64),
    I32_ATOMIC_RMW8_ADD_U(0xFE0020, "i32.atomic.rmw8.add_u", MEMARG, "ai:i", THREADS, ATOMIC8),
    I32_ATOMIC_RMW16_ADD_U(0xFE0021, "i32.atomic.rmw16.add_u", MEMARG, "ai:i", THREADS, ATOMIC16),
    I64_ATOMIC_RMW8_ADD_U(0xFE0022, "i64.atomic.rmw8.add_u", MEMARG, "al:l", THREADS, ATOMIC8),
    I64_ATOMIC_RMW16_ADD_U(0xFE0023, "i64.atomic.rmw16.add_u", MEMARG, "al:l", THREADS, ATOMIC16),
    I64_ATOMIC_RMW32_ADD_U(0xFE0024, "i64.atomic.rmw32.add_u", MEMARG, "al:l", THREADS, ATOMIC32),
    I32_ATOMIC_RMW_SUB(0xFE0025, "i32.atomic.rmw.sub", MEMARG, "ai:i", THREADS, ATOMIC32),
    I64_ATOMIC_RMW_SUB(0xFE0026, "i64.atomic.rmw.sub", MEMARG, "al:l", THREADS, ATOMIC64),
    I32_ATOMIC_RMW8_SUB_U(0xFE0027, "i32.atomic.rmw8.sub_u", MEMARG, "ai:i", THREADS, ATOMIC8),
    I32_ATOMIC_RMW16_SUB_U(0xFE0028, "i32.atomic.rmw16.sub_u", MEMARG, "ai:i", THREADS, ATOMIC16),
    I64_ATOMIC_RMW8_SUB_U(0xFE0029, "i64.atomic.rmw8.sub_u", MEMARG, "al:l", THREADS, ATOMIC8),
    I64_ATOMIC_RMW16_SUB_U(0xFE002A, "i64.atomic.rmw16.sub_u", MEMARG, "al:l", THREADS, ATOMIC16),
    I64_ATOMIC_RMW32_SUB_U(0xFE002B, "i64.atomic.rmw32.sub_u", MEMARG, "al:l", THREADS, ATOMIC32),
    I32_ATOMIC_RMW_AND(0xFE002C, "i32.atomic.rmw.and", MEMARG, "ai:i", THREADS, ATOMIC32),
    I64_ATOMIC_RMW_AND(0xFE002D, "i64.atomic.rmw.and", MEMARG, "al:l", THREADS, ATOMIC64),
    I32_ATOMIC_RMW8_AND_U(0xFE002E, "i32.atomic.rmw8.and_u", MEMARG, "ai:i", THREADS, ATOMIC8),
    I32_ATOMIC_RMW16_AND_U(0xFE002F, "i32.atomic.rmw16.and_u", MEMARG, "ai:i", THREADS, ATOMIC16),
    I64_ATOMIC_RMW8_AND_U(0xFE0030, "i64.atomic.rmw8.and_u", MEMARG, "al:l", THREADS, ATOMIC8),
    I64_ATOMIC_RMW16_AND_U(0xFE0031, "i64.atomic.rmw16.and_u", MEMARG, "al:l", THREADS, ATOMIC16),
    I64_ATOMIC_RMW32_AND_U(0xFE0032, "i64.atomic.rmw32.and_u", MEMARG, "al:l", THREADS, ATOMIC32),
    I32_ATOMIC_RMW_OR(0xFE0033, "i32.atomic.rmw.or", MEMARG, "ai:i", THREADS, ATOMIC32),
    I64_ATOMIC_RMW_OR(0xFE0034, "i64.atomic.rmw.or", MEMARG, "al:l", THREADS, ATOMIC64),
    I32_ATOMIC_RMW8_OR_U(0xFE0035, "i32.atomic.rmw8.or_u", MEMARG, "ai:i", THREADS, ATOMIC8),
    I32_ATOMIC_RMW16_OR_U(0xFE0036, "i32.atomic.rmw16.or_u", MEMARG, "ai:i", THREADS, ATOMIC16),
    I64_ATOMIC_RMW8_OR_U(0xFE0037, "i64.atomic.rmw8.or_u", MEMARG, "al:l", THREADS, ATOMIC8),
    I64_ATOMIC_RMW16_OR_U(0xFE0038, "i64.atomic.rmw16.or_u", MEMARG, "al:l", THREADS, ATOMIC16),
    I64_ATOMIC_RMW32_OR_U(0xFE0039, "i64.atomic.rmw32.or_u", MEMARG, "al:l", THREADS, ATOMIC32),
    I32_ATOMIC_RMW_XOR(0xFE003A, "i32.atomic.rmw.xor", MEMARG, "ai:i", THREADS, ATOMIC32),
    I64_ATOMIC_RMW_XOR(0xFE003B, "i64.atomic.rmw.xor", MEMARG, "al:l", THREADS, ATOMIC64),
    I32_ATOMIC_RMW8_XOR_U(0xFE003C, "i32.atomic.rmw8.xor_u", MEMARG, "ai:i", THREADS, ATOMIC8),
    I32_ATOMIC_RMW16_XOR_U(0xFE003D, "i32.atomic.rmw16.xor_u", MEMARG, "ai:i", THREADS, ATOMIC16),
    I64_ATOMIC_RMW8_XOR_U(0xFE003E, "i64.atomic.rmw8.xor_u", MEMARG, "al:l", THREADS, ATOMIC8),
    I64_ATOMIC_RMW16_XOR_U(0xFE003F, "i64.atomic.rmw16.xor_u", MEMARG, "al:l", THREADS, ATOMIC16),
    I64_ATOMIC_RMW32_XOR_U(0xFE0040, "i64.atomic.rmw32.xor_u", MEMARG, "al:l", THREADS, ATOMIC32),
    I32_ATOMIC_RMW_XCHG(0xFE0041, "i32.atomic.rmw.xchg", MEMARG, "ai:i", THREADS, ATOMIC32),
    I64_ATOMIC_RMW_XCHG(0xFE0042, "i64.atomic.rmw.xchg", MEMARG, "al:l", THREADS, ATOMIC64),
    I32_ATOMIC_RMW8_XCHG_U(0xFE0043, "i32.atomic.rmw8.xchg_u", MEMARG, "ai:i", THREADS, ATOMIC8),
    I32_ATOMIC_RMW16_XCHG_U(0xFE0044, "i32.atomic.rmw16.xchg_u", MEMARG, "ai:i", THREADS, ATOMIC16),
    I64_ATOMIC_RMW8_XCHG_U(0xFE0045, "i64.atomic.rmw8.xchg_u", MEMARG, "al:l", THREADS, ATOMIC8),
    I64_ATOMIC_RMW16_XCHG_U(0xFE0046, "i64.atomic.rmw16.xchg_u", MEMARG, "al:l", THREADS, ATOMIC16),
    I64_ATOMIC_RMW32_XCHG_U(0xFE0047, "i64.atomic.rmw32.xchg_u", MEMARG, "al:l", THREADS, ATOMIC32),
    I32_ATOMIC_RMW_CMPXCHG(0xFE0048, "i32.atomic.rmw.cmpxchg", MEMARG, "aii:i", THREADS, ATOMIC32),
    I64_ATOMIC_RMW_CMPXCHG(0xFE0049, "i64.atomic.rmw.cmpxchg", MEMARG, "all:l", THREADS, ATOMIC64),
    I32_ATOMIC_RMW8_CMPXCHG_U(0xFE004A, "i32.atomic.rmw8.cmpxchg_u", MEMARG, "aii:i", THREADS, ATOMIC8),
    I32_ATOMIC_RMW16_CMPXCHG_U(0xFE004B, "i32.atomic.rmw16.cmpxchg_u", MEMARG, "aii:i", THREADS, ATOMIC16),
    I64_ATOMIC_RMW8_CMPXCHG_U(0xFE004C, "i64.atomic.rmw8.cmpxchg_u", MEMARG, "all:l", THREADS, ATOMIC8),
    I64_ATOMIC_RMW16_CMPXCHG_U(0xFE004D, "i64.atomic.rmw16.cmpxchg_u", MEMARG, "all:l", THREADS, ATOMIC16),
    I64_ATOMIC_RMW32_CMPXCHG_U(0xFE004E, "i64.atomic.rmw32.cmpxchg_u", MEMARG, "all:l", THREADS, ATOMIC32),

    // Vector (5.4.9)
    V128_LOAD(0xFD0000, "v128.load", MEMARG, "a:v", SIMD, LOAD128),
    V128_LOAD8X8_S(0xFD0001, "v128.load8x8_s", MEMARG, "a:v", SIMD, LOAD64),
    V128_LOAD8X8_U(0xFD0002, "v128.load8x8_u", MEMARG, "a:v", SIMD, LOAD64),
    V128_LOAD16X4_S(0xFD0003, "v128.load16x4_s", MEMARG, "a:v", SIMD, LOAD64),
    V128_LOAD16X4_U(0xFD0004, "v128.load16x4_u", MEMARG, "a:v", SIMD, LOAD64),
    V128_LOAD32X2_S(0xFD0005, "v128.load32x2_s", MEMARG, "a:v", SIMD, LOAD64),
    V128_LOAD32X2_U(0xFD0006, "v128.load32x2_u", MEMARG, "a:v", SIMD, LOAD64),
    V128_LOAD8_SPLAT(0xFD0007, "v128.load8_splat", MEMARG, "a:v", SIMD, LOAD8_U),
    V128_LOAD16_SPLAT(0xFD0008, "v128.load16_splat", MEMARG, "a:v", SIMD, LOAD16_U),
    V128_LOAD32_SPLAT(0xFD0009, "v128.load32_splat", MEMARG, "a:v", SIMD, LOAD32_U),
    V128_LOAD64_SPLAT(0xFD000A, "v128.load64_splat", MEMARG, "a:v", SIMD, LOAD64),
    V128_STORE(0xFD000B, "v128.store", MEMARG, "av:", SIMD, STORE128),
    V128_CONST(0xFD000C, "v128.const", V128, ":v", SIMD, CONSTANT),
    I8X16_SHUFFLE(0xFD000D, "i8x16.shuffle", SHUFFLE, "vv:v", SIMD, PURE),
    I8X16_SWIZZLE(0xFD000E, "i8x16.swizzle", NONE, "vv:v", SIMD, PURE),
    I8X16_SPLAT(0xFD000F, "i8x16.splat", NONE, "i:v", SIMD, LANEWISE),
    I16X8_SPLAT(0xFD0010, "i16x8.splat", NONE, "i:v", SIMD, LANEWISE),
    I32X4_SPLAT(0xFD0011, "i32x4.splat", NONE, "i:v", SIMD, LANEWISE),
    I64X2_SPLAT(0xFD0012, "i64x2.splat", NONE, "l:v", SIMD, LANEWISE),
    F32X4_SPLAT(0xFD0013, "f32x4.splat", NONE, "f:v", SIMD, LANEWISE),
    F64X2_SPLAT(0xFD0014, "f64x2.splat", NONE, "d:v", SIMD, LANEWISE),
    I8X16_EXTRACT_LANE_S(0xFD0015, "i8x16.extract_lane_s", LANE, "v:i", SIMD, PURE),
    I8X16_EXTRACT_LANE_U(0xFD0016, "i8x16.extract_lane_u", LANE, "v:i", SIMD, PURE),
    I8X16_REPLACE_LANE(0xFD0017, "i8x16.replace_lane", LANE, "vi:v", SIMD, PURE),
    I16X8_EXTRACT_LANE_S(0xFD0018, "i16x8.extract_lane_s", LANE, "v:i", SIMD, PURE),
    I16X8_EXTRACT_LANE_U(0xFD0019, "i16x8.extract_lane_u", LANE, "v:i", SIMD, PURE),
    I16X8_REPLACE_LANE(0xFD001A, "i16x8.replace_lane", LANE, "vi:v", SIMD, PURE),
    I32X4_EXTRACT_LANE(0xFD001B, "i32x4.extract_lane", LANE, "v:i", SIMD, PURE),
    I32X4_REPLACE_LANE(0xFD001C, "i32x4.replace_lane", LANE, "vi:v", SIMD, PURE),
    I64X2_EXTRACT_LANE(0xFD001D, "i64x2.extract_lane", LANE, "v:l", SIMD, PURE),
    I64X2_REPLACE_LANE(0xFD001E, "i64x2.replace_lane", LANE, "vl:v", SIMD, PURE),
    F32X4_EXTRACT_LANE(0xFD001F, "f32x4.extract_lane", LANE, "v:f", SIMD, PURE),
    F32X4_REPLACE_LANE(0xFD0020, "f32x4.replace_lane", LANE, "vf:v", SIMD, PURE),
    F64X2_EXTRACT_LANE(0xFD0021, "f64x2.extract_lane", LANE, "v:d", SIMD, PURE),
    F64X2_REPLACE_LANE(0xFD0022, "f64x2.replace_lane", LANE, "vd:v", SIMD, PURE),
    I8X16_EQ(0xFD0023, "i8x16.eq", NONE, "vv:v", SIMD, LANEWISE),
    I8X16_NE(0xFD0024, "i8x16.ne", NONE, "vv:v", SIMD, LANEWISE),
    I8X16_LT_S(0xFD0025, "i8x16.lt_s", NONE, "vv:v", SIMD, LANEWISE),
    I8X16_LT_U(0xFD0026, "i8x16.lt_u", NONE, "vv:v", SIMD, LANEWISE),
    I8X16_GT_S(0xFD0027, "i8x16.gt_s", NONE, "vv:v", SIMD, LANEWISE),
    I8X16_GT_U(0xFD0028, "i8x16.gt_u", NONE, "vv:v", SIMD, LANEWISE),
    I8X16_LE_S(0xFD0029, "i8x16.le_s", NONE, "vv:v", SIMD, LANEWISE),
    I8X16_LE_U(0xFD002A, "i8x16.le_u", NONE, "vv:v", SIMD, LANEWISE),
    I8X16_GE_S(0xFD002B, "i8x16.ge_s", NONE, "vv:v", SIMD, LANEWISE),
    I8X16_GE_U(0xFD002C, "i8x16.ge_u", NONE, "vv:v", SIMD, LANEWISE),
    I16X8_EQ(0xFD002D, "i16x8.eq", NONE, "vv:v", SIMD, LANEWISE),
    I16X8_NE(0xFD002E, "i16x8.ne", NONE, "vv:v", SIMD, LANEWISE),
    I16X8_LT_S(0xFD002F, "i16x8.lt_s", NONE, "vv:v", SIMD, LANEWISE),
    I16X8_LT_U(0xFD0030, "i16x8.lt_u", NONE, "vv:v", SIMD, LANEWISE),
    I16X8_GT_S(0xFD0031, "i16x8.gt_s", NONE, "vv:v", SIMD, LANEWISE),
    I16X8_GT_U(0xFD0032, "i16x8.gt_u", NONE, "vv:v", SIMD, LANEWISE),
    I16X8_LE_S(0xFD0033, "i16x8.le_s", NONE, "vv:v", SIMD, LANEWISE),
    I16X8_LE_U(0xFD0034, "i16x8.le_u", NONE, "vv:v", SIMD, LANEWISE),
    I16X8_GE_S(0xFD0035, "i16x8.ge_s", NONE, "vv:v", SIMD, LANEWISE),
    I16X8_GE_U(0xFD0036, "i16x8.ge_u", NONE, "vv:v", SIMD, LANEWISE),
    I32X4_EQ(0xFD0037, "i32x4.eq", NONE, "vv:v", SIMD, LANEWISE),
    I32X4_NE(0xFD0038, "i32x4.ne", NONE, "vv:v", SIMD, LANEWISE),
    I32X4_LT_S(0xFD0039, "i32x4.lt_s", NONE, "vv:v", SIMD, LANEWISE),
    I32X4_LT_U(0xFD003A, "i32x4.lt_u", NONE, "vv:v", SIMD, LANEWISE),
    I32X4_GT_S(0xFD003B, "i32x4.gt_s", NONE, "vv:v", SIMD, LANEWISE),
    I32X4_GT_U(0xFD003C, "i32x4.gt_u", NONE, "vv:v", SIMD, LANEWISE),
    I32X4_LE_S(0xFD003D, "i32x4.le_s", NONE, "vv:v", SIMD, LANEWISE),
    I32X4_LE_U(0xFD003E, "i32x4.le_u", NONE, "vv:v", SIMD, LANEWISE),
    I32X4_GE_S(0xFD003F, "i32x4.ge_s", NONE, "vv:v", SIMD, LANEWISE),
    I32X4_GE_U(0xFD0040, "i32x4.ge_u", NONE, "vv:v", SIMD, LANEWISE),
    F32X4_EQ(0xFD0041, "f32x4.eq", NONE, "vv:v", SIMD, LANEWISE),
    F32X4_NE(0xFD0042, "f32x4.ne", NONE, "vv:v", SIMD, LANEWISE),
    F32X4_LT(0xFD0043, "f32x4.lt", NONE, "vv:v", SIMD, LANEWISE),
    F32X4_GT(0xFD0044, "f32x4.gt", NONE, "vv:v", SIMD, LANEWISE),
    F32X4_LE(0xFD0045, "f32x4.le", NONE, "vv:v", SIMD, LANEWISE),
    F32X4_GE(0xFD0046, "f32x4.ge", NONE, "vv:v", SIMD, LANEWISE),
    F64X2_EQ(0xFD0047, "f64x2.eq", NONE, "vv:v", SIMD, LANEWISE),
    F64X2_NE(0xFD0048, "f64x2.ne", NONE, "vv:v", SIMD, LANEWISE),
    F64X2_LT(0xFD0049, "f64x2.lt", NONE, "vv:v", SIMD, LANEWISE),
    F64X2_GT(0xFD004A, "f64x2.gt", NONE, "vv:v", SIMD, LANEWISE),
    F64X2_LE(0xFD004B, "f64x2.le", NONE, "vv:v", SIMD, LANEWISE),
    F64X2_GE(0xFD004C, "f64x2.ge", NONE, "vv:v", SIMD, LANEWISE),
    V128_NOT(0xFD004D, "v128.not", NONE, "v:v", SIMD, LANEWISE),
    V128_AND(0xFD004E, "v128.and", NONE, "vv:v", SIMD, LANEWISE),
    V128_ANDNOT(0xFD004F, "v128.andnot", NONE, "vv:v", SIMD, LANEWISE),
    V128_OR(0xFD0050, "v128.or", NONE, "vv:v", SIMD, LANEWISE),
    V128_XOR(0xFD0051, "v128.xor", NONE, "vv:v", SIMD, LANEWISE),
    V128_BITSELECT(0xFD0052, "v128.bitselect", NONE, "vvv:v", SIMD, LANEWISE),
    V128_ANY_TRUE(0xFD0053, "v128.any_true", NONE, "v:i", SIMD, PURE),
    V128_LOAD8_LANE(0xFD0054, "v128.load8_lane", MEMARG_LANE, "av:v", SIMD, LOAD8_U),
    V128_LOAD16_LANE(0xFD0055, "v128.load16_lane", MEMARG_LANE, "av:v", SIMD, LOAD16_U),
    V128_LOAD32_LANE(0xFD0056, "v128.load32_lane", MEMARG_LANE, "av:v", SIMD, LOAD32_U),
    V128_LOAD64_LANE(0xFD0057, "v128.load64_lane", MEMARG_LANE, "av:v", SIMD, LOAD64),
    V128_STORE8_LANE(0xFD0058, "v128.store8_lane", MEMARG_LANE, "av:", SIMD, STORE8),
    V128_STORE16_LANE(0xFD0059, "v128.store16_lane", MEMARG_LANE, "av:", SIMD, STORE16),
    V128_STORE32_LANE(0xFD005A, "v128.store32_lane", MEMARG_LANE, "av:", SIMD, STORE32),
    V128_STORE64_LANE(0xFD005B, "v128.store64_lane", MEMARG_LANE, "av:", SIMD, STORE64),
    V128_LOAD32_ZERO(0xFD005C, "v128.load32_zero", MEMARG, "a:v", SIMD, LOAD32_U),
    V128_LOAD64_ZERO(0xFD005D, "v128.load64_zero", MEMARG, "a:v", SIMD, LOAD64),
    F32X4_DEMOTE_F64X2_ZERO(0xFD005E, "f32x4.demote_f64x2_zero", NONE, "v:v", SIMD, PURE),
    F64X2_PROMOTE_LOW_F32X4(0xFD005F, "f64x2.promote_low_f32x4", NONE, "v:v", SIMD, PURE),
    I8X16_ABS(0xFD0060, "i8x16.abs", NONE, "v:v", SIMD, LANEWISE),
    I8X16_NEG(0xFD0061, "i8x16.neg", NONE, "v:v", SIMD, LANEWISE),
    I8X16_POPCNT(0xFD0062, "i8x16.popcnt", NONE, "v:v", SIMD, LANEWISE),
    I8X16_ALL_TRUE(0xFD0063, "i8x16.all_true", NONE, "v:i", SIMD, PURE),
    I8X16_BITMASK(0xFD0064, "i8x16.bitmask", NONE, "v:i", SIMD, PURE),
    I8X16_NARROW_I16X8_S(0xFD0065, "i8x16.narrow_i16x8_s", NONE, "vv:v", SIMD, PURE),
    I8X16_NARROW_I16X8_U(0xFD0066, "i8x16.narrow_i16x8_u", NONE, "vv:v", SIMD, PURE),
    F32X4_CEIL(0xFD0067, "f32x4.ceil", NONE, "v:v", SIMD, LANEWISE),
    F32X4_FLOOR(0xFD0068, "f32x4.floor", NONE, "v:v", SIMD, LANEWISE),
    F32X4_TRUNC(0xFD0069, "f32x4.trunc", NONE, "v:v", SIMD, LANEWISE),
    F32X4_NEAREST(0xFD006A, "f32x4.nearest", NONE, "v:v", SIMD, LANEWISE),
    I8X16_SHL(0xFD006B, "i8x16.shl", NONE, "vi:v", SIMD, LANEWISE),
    I8X16_SHR_S(0xFD006C, "i8x16.shr_s", NONE, "vi:v", SIMD, LANEWISE),
    I8X16_SHR_U(0xFD006D, "i8x16.shr_u", NONE, "vi:v", SIMD, LANEWISE),
    I8X16_ADD(0xFD006E, "i8x16.add", NONE, "vv:v", SIMD, LANEWISE),
    I8X16_ADD_SAT_S(0xFD006F, "i8x16.add_sat_s", NONE, "vv:v", SIMD, LANEWISE),
    I8X16_ADD_SAT_U(0xFD0070, "i8x16.add_sat_u", NONE, "vv:v", SIMD, LANEWISE),
    I8X16_SUB(0xFD0071, "i8x16.sub", NONE, "vv:v", SIMD, LANEWISE),
    I8X16_SUB_SAT_S(0xFD0072, "i8x16.sub_sat_s", NONE, "vv:v", SIMD, LANEWISE),
    I8X16_SUB_SAT_U(0xFD0073, "i8x16.sub_sat_u", NONE, "vv:v", SIMD, LANEWISE),
    F64X2_CEIL(0xFD0074, "f64x2.ceil", NONE, "v:v", SIMD, LANEWISE),
    F64X2_FLOOR(0xFD0075, "f64x2.floor", NONE, "v:v", SIMD, LANEWISE),
    I8X16_MIN_S(0xFD0076, "i8x16.min_s", NONE, "vv:v", SIMD, LANEWISE),
    I8X16_MIN_U(0xFD0077, "i8x16.min_u", NONE, "vv:v", SIMD, LANEWISE),
    I8X16_MAX_S(0xFD0078, "i8x16.max_s", NONE, "vv:v", SIMD, LANEWISE),
    I8X16_MAX_U(0xFD0079, "i8x16.max_u", NONE, "vv:v", SIMD, LANEWISE),
    F64X2_TRUNC(0xFD007A, "f64x2.trunc", NONE, "v:v", SIMD, LANEWISE),
    I8X16_AVGR_U(0xFD007B, "i8x16.avgr_u", NONE, "vv:v", SIMD, LANEWISE),
    I16X8_EXTADD_PAIRWISE_I8X16_S(0xFD007C, "i16x8.extadd_pairwise_i8x16_s", NONE, "v:v", SIMD, LANEWISE),
    I16X8_EXTADD_PAIRWISE_I8X16_U(0xFD007D, "i16x8.extadd_pairwise_i8x16_u", NONE, "v:v", SIMD, LANEWISE),
    I32X4_EXTADD_PAIRWISE_I16X8_S(0xFD007E, "i32x4.extadd_pairwise_i16x8_s", NONE, "v:v", SIMD, LANEWISE),
    I32X4_EXTADD_PAIRWISE_I16X8_U(0xFD007F, "i32x4.extadd_pairwise_i16x8_u", NONE, "v:v", SIMD, LANEWISE),
    I16X8_ABS(0xFD0080, "i16x8.abs", NONE, "v:v", SIMD, LANEWISE),
    I16X8_NEG(0xFD0081, "i16x8.neg", NONE, "v:v", SIMD, LANEWISE),
    I16X8_Q15MULR_SAT_S(0xFD0082, "i16x8.q15mulr_sat_s", NONE, "vv:v", SIMD, LANEWISE),
    I16X8_ALL_TRUE(0xFD0083, "i16x8.all_true", NONE, "v:i", SIMD, PURE),
    I16X8_BITMASK(0xFD0084, "i16x8.bitmask", NONE, "v:i", SIMD, PURE),
    I16X8_NARROW_I32X4_S(0xFD0085, "i16x8.narrow_i32x4_s", NONE, "vv:v", SIMD, PURE),
    I16X8_NARROW_I32X4_U(0xFD0086, "i16x8.narrow_i32x4_u", NONE, "vv:v", SIMD, PURE),
    I16X8_EXTEND_LOW_I8X16_S(0xFD0087, "i16x8.extend_low_i8x16_s", NONE, "v:v", SIMD, PURE),
    I16X8_EXTEND_HIGH_I8X16_S(0xFD0088, "i16x8.extend_high_i8x16_s", NONE, "v:v", SIMD, PURE),
    I16X8_EXTEND_LOW_I8X16_U(0xFD0089, "i16x8.extend_low_i8x16_u", NONE, "v:v", SIMD, PURE),
    I16X8_EXTEND_HIGH_I8X16_U(0xFD008A, "i16x8.extend_high_i8x16_u", NONE, "v:v", SIMD, PURE),
    I16X8_SHL(0xFD008B, "i16x8.shl", NONE, "vi:v", SIMD, LANEWISE),
    I16X8_SHR_S(0xFD008C, "i16x8.shr_s", NONE, "vi:v", SIMD, LANEWISE),
    I16X8_SHR_U(0xFD008D, "i16x8.shr_u", NONE, "vi:v", SIMD, LANEWISE),
    I16X8_ADD(0xFD008E, "i16x8.add", NONE, "vv:v", SIMD, LANEWISE),
    I16X8_ADD_SAT_S(0xFD008F, "i16x8.add_sat_s", NONE, "vv:v", SIMD, LANEWISE),
    I16X8_ADD_SAT_U(0xFD0090, "i16x8.add_sat_u", NONE, "vv:v", SIMD, LANEWISE),
    I16X8_SUB(0xFD0091, "i16x8.sub", NONE, "vv:v", SIMD, LANEWISE),
    I16X8_SUB_SAT_S(0xFD0092, "i16x8.sub_sat_s", NONE, "vv:v", SIMD, LANEWISE),
    I16X8_SUB_SAT_U(0xFD0093, "i16x8.sub_sat_u", NONE, "vv:v", SIMD, LANEWISE),
    F64X2_NEAREST(0xFD0094, "f64x2.nearest", NONE, "v:v", SIMD, LANEWISE),
    I16X8_MUL(0xFD0095, "i16x8.mul", NONE, "vv:v", SIMD, LANEWISE),
    I16X8_MIN_S(0xFD0096, "i16x8.min_s", NONE, "vv:v", SIMD, LANEWISE),
    I16X8_MIN_U(0xFD0097, "i16x8.min_u", NONE, "vv:v", SIMD, LANEWISE),
    I16X8_MAX_S(0xFD0098, "i16x8.max_s", NONE, "vv:v", SIMD, LANEWISE),
    I16X8_MAX_U(0xFD0099, "i16x8.max_u", NONE, "vv:v", SIMD, LANEWISE),
    I16X8_AVGR_U(0xFD009B, "i16x8.avgr_u", NONE, "vv:v", SIMD, LANEWISE),
    I16X8_EXTMUL_LOW_I8X16_S(0xFD009C, "i16x8.extmul_low_i8x16_s", NONE, "vv:v", SIMD, PURE),
    I16X8_EXTMUL_HIGH_I8X16_S(0xFD009D, "i16x8.extmul_high_i8x16_s", NONE, "vv:v", SIMD, PURE),
    I16X8_EXTMUL_LOW_I8X16_U(0xFD009E, "i16x8.extmul_low_i8x16_u", NONE, "vv:v", SIMD, PURE),
    I16X8_EXTMUL_HIGH_I8X16_U(0xFD009F, "i16x8.extmul_high_i8x16_u", NONE, "vv:v", SIMD, PURE),
    I32X4_ABS(0xFD00A0, "i32x4.abs", NONE, "v:v", SIMD, LANEWISE),
    I32X4_NEG(0xFD00A1, "i32x4.neg", NONE, "v:v", SIMD, LANEWISE),
    I32X4_ALL_TRUE(0xFD00A3, "i32x4.all_true", NONE, "v:i", SIMD, PURE),
    I32X4_BITMASK(0xFD00A4, "i32x4.bitmask", NONE, "v:i", SIMD, PURE),
    I32X4_EXTEND_LOW_I16X8_S(0xFD00A7, "i32x4.extend_low_i16x8_s", NONE, "v:v", SIMD, PURE),
    I32X4_EXTEND_HIGH_I16X8_S(0xFD00A8, "i32x4.extend_high_i16x8_s", NONE, "v:v", SIMD, PURE),
    I32X4_EXTEND_LOW_I16X8_U(0xFD00A9, "i32x4.extend_low_i16x8_u", NONE, "v:v", SIMD, PURE),
    I32X4_EXTEND_HIGH_I16X8_U(0xFD00AA, "i32x4.extend_high_i16x8_u", NONE, "v:v", SIMD, PURE),
    I32X4_SHL(0xFD00AB, "i32x4.shl", NONE, "vi:v", SIMD, LANEWISE),
    I32X4_SHR_S(0xFD00AC, "i32x4.shr_s", NONE, "vi:v", SIMD, LANEWISE),
    I32X4_SHR_U(0xFD00AD, "i32x4.shr_u", NONE, "vi:v", SIMD, LANEWISE),
    I32X4_ADD(0xFD00AE, "i32x4.add", NONE, "vv:v", SIMD, LANEWISE),
    I32X4_SUB(0xFD00B1, "i32x4.sub", NONE, "vv:v", SIMD, LANEWISE),
    I32X4_MUL(0xFD00B5, "i32x4.mul", NONE, "vv:v", SIMD, LANEWISE),
    I32X4_MIN_S(0xFD00B6, "i32x4.min_s", NONE, "vv:v", SIMD, LANEWISE),
    I32X4_MIN_U(0xFD00B7, "i32x4.min_u", NONE, "vv:v", SIMD, LANEWISE),
    I32X4_MAX_S(0xFD00B8, "i32x4.max_s", NONE, "vv:v", SIMD, LANEWISE),
    I32X4_MAX_U(0xFD00B9, "i32x4.max_u", NONE, "vv:v", SIMD, LANEWISE),
    I32X4_DOT_I16X8_S(0xFD00BA, "i32x4.dot_i16x8_s", NONE, "vv:v", SIMD, LANEWISE),
    I32X4_EXTMUL_LOW_I16X8_S(0xFD00BC, "i32x4.extmul_low_i16x8_s", NONE, "vv:v", SIMD, PURE),
    I32X4_EXTMUL_HIGH_I16X8_S(0xFD00BD, "i32x4.extmul_high_i16x8_s", NONE, "vv:v", SIMD, PURE),
    I32X4_EXTMUL_LOW_I16X8_U(0xFD00BE, "i32x4.extmul_low_i16x8_u", NONE, "vv:v", SIMD, PURE),
    I32X4_EXTMUL_HIGH_I16X8_U(0xFD00BF, "i32x4.extmul_high_i16x8_u", NONE, "vv:v", SIMD, PURE),
    I64X2_ABS(0xFD00C0, "i64x2.abs", NONE, "v:v", SIMD, LANEWISE),
    I64X2_NEG(0xFD00C1, "i64x2.neg", NONE, "v:v", SIMD, LANEWISE),
    I64X2_ALL_TRUE(0xFD00C3, "i64x2.all_true", NONE, "v:i", SIMD, PURE),
    I64X2_BITMASK(0xFD00C4, "i64x2.bitmask", NONE, "v:i", SIMD, PURE),
    I64X2_EXTEND_LOW_I32X4_S(0xFD00C7, "i64x2.extend_low_i32x4_s", NONE, "v:v", SIMD, PURE),
    I64X2_EXTEND_HIGH_I32X4_S(0xFD00C8, "i64x2.extend_high_i32x4_s", NONE, "v:v", SIMD, PURE),
    I64X2_EXTEND_LOW_I32X4_U(0xFD00C9, "i64x2.extend_low_i32x4_u", NONE, "v:v", SIMD, PURE),
    I64X2_EXTEND_HIGH_I32X4_U(0xFD00CA, "i64x2.extend_high_i32x4_u", NONE, "v:v", SIMD, PURE),
    I64X2_SHL(0xFD00CB, "i64x2.shl", NONE, "vi:v", SIMD, LANEWISE),
    I64X2_SHR_S(0xFD00CC, "i64x2.shr_s", NONE, "vi:v", SIMD, LANEWISE),
    I64X2_SHR_U(0xFD00CD, "i64x2.shr_u", NONE, "vi:v", SIMD, LANEWISE),
    I64X2_ADD(0xFD00CE, "i64x2.add", NONE, "vv:v", SIMD, LANEWISE),
    I64X2_SUB(0xFD00D1, "i64x2.sub", NONE, "vv:v", SIMD, LANEWISE),
    I64X2_MUL(0xFD00D5, "i64x2.mul", NONE, "vv:v", SIMD, LANEWISE),
    I64X2_EQ(0xFD00D6, "i64x2.eq", NONE, "vv:v", SIMD, LANEWISE),
    I64X2_NE(0xFD00D7, "i64x2.ne", NONE, "vv:v", SIMD, LANEWISE),
    I64X2_LT_S(0xFD00D8, "i64x2.lt_s", NONE, "vv:v", SIMD, LANEWISE),
    I64X2_GT_S(0xFD00D9, "i64x2.gt_s", NONE, "vv:v", SIMD, LANEWISE),
    I64X2_LE_S(0xFD00DA, "i64x2.le_s", NONE, "vv:v", SIMD, LANEWISE),
    I64X2_GE_S(0xFD00DB, "i64x2.ge_s", NONE, "vv:v", SIMD, LANEWISE),
    I64X2_EXTMUL_LOW_I32X4_S(0xFD00DC, "i64x2.extmul_low_i32x4_s", NONE, "vv:v", SIMD, PURE),
    I64X2_EXTMUL_HIGH_I32X4_S(0xFD00DD, "i64x2.extmul_high_i32x4_s", NONE, "vv:v", SIMD, PURE),
    I64X2_EXTMUL_LOW_I32X4_U(0xFD00DE, "i64x2.extmul_low_i32x4_u", NONE, "vv:v", SIMD, PURE),
    I64X2_EXTMUL_HIGH_I32X4_U(0xFD00DF, "i64x2.extmul_high_i32x4_u", NONE, "vv:v", SIMD, PURE),
    F32X4_ABS(0xFD00E0, "f32x4.abs", NONE, "v:v", SIMD, LANEWISE),
    F32X4_NEG(0xFD00E1, "f32x4.neg", NONE, "v:v", SIMD, LANEWISE),
    F32X4_SQRT(0xFD00E3, "f32x4.sqrt", NONE, "v:v", SIMD, LANEWISE),
    F32X4_ADD(0xFD00E4, "f32x4.add", NONE, "vv:v", SIMD, LANEWISE),
    F32X4_SUB(0xFD00E5, "f32x4.sub", NONE, "vv:v", SIMD, LANEWISE),
    F32X4_MUL(0xFD00E6, "f32x4.mul", NONE, "vv:v", SIMD, LANEWISE),
    F32X4_DIV(0xFD00E7, "f32x4.div", NONE, "vv:v", SIMD, LANEWISE),
    F32X4_MIN(0xFD00E8, "f32x4.min", NONE, "vv:v", SIMD, LANEWISE),
    F32X4_MAX(0xFD00E9, "f32x4.max", NONE, "vv:v", SIMD, LANEWISE),
    F32X4_PMIN(0xFD00EA, "f32x4.pmin", NONE, "vv:v", SIMD, LANEWISE),
    F32X4_PMAX(0xFD00EB, "f32x4.pmax", NONE, "vv:v", SIMD, LANEWISE),
    F64X2_ABS(0xFD00EC, "f64x2.abs", NONE, "v:v", SIMD, LANEWISE),
    F64X2_NEG(0xFD00ED, "f64x2.neg", NONE, "v:v", SIMD, LANEWISE),
    F64X2_SQRT(0xFD00EF, "f64x2.sqrt", NONE, "v:v", SIMD, LANEWISE),
    F64X2_ADD(0xFD00F0, "f64x2.add", NONE, "vv:v", SIMD, LANEWISE),
    F64X2_SUB(0xFD00F1, "f64x2.sub", NONE, "vv:v", SIMD, LANEWISE),
    F64X2_MUL(0xFD00F2, "f64x2.mul", NONE, "vv:v", SIMD, LANEWISE),
    F64X2_DIV(0xFD00F3, "f64x2.div", NONE, "vv:v", SIMD, LANEWISE),
    F64X2_MIN(0xFD00F4, "f64x2.min", NONE, "vv:v", SIMD, LANEWISE),
    F64X2_MAX(0xFD00F5, "f64x2.max", NONE, "vv:v", SIMD, LANEWISE),
    F64X2_PMIN(0xFD00F6, "f64x2.pmin", NONE, "vv:v", SIMD, LANEWISE),
    F64X2_PMAX(0xFD00F7, "f64x2.pmax", NONE, "vv:v", SIMD, LANEWISE),
    I32X4_TRUNC_SAT_F32X4_S(0xFD00F8, "i32x4.trunc_sat_f32x4_s", NONE, "v:v", SIMD, LANEWISE),
    I32X4_TRUNC_SAT_F32X4_U(0xFD00F9, "i32x4.trunc_sat_f32x4_u", NONE, "v:v", SIMD, LANEWISE),
    F32X4_CONVERT_I32X4_S(0xFD00FA, "f32x4.convert_i32x4_s", NONE, "v:v", SIMD, LANEWISE),
    F32X4_CONVERT_I32X4_U(0xFD00FB, "f32x4.convert_i32x4_u", NONE, "v:v", SIMD, LANEWISE),
    I32X4_TRUNC_SAT_F64X2_S_ZERO(0xFD00FC, "i32x4.trunc_sat_f64x2_s_zero", NONE, "v:v", SIMD, PURE),
    I32X4_TRUNC_SAT_F64X2_U_ZERO(0xFD00FD, "i32x4.trunc_sat_f64x2_u_zero", NONE, "v:v", SIMD, PURE),
    F64X2_CONVERT_LOW_I32X4_S(0xFD00FE, "f64x2.convert_low_i32x4_s", NONE, "v:v", SIMD, PURE),
    F64X2_CONVERT_LOW_I32X4_U(0xFD00FF, "f64x2.convert_low_i32x4_u", NONE, "v:v", SIMD, PURE),
    // Relaxed vector (5.4.9)
    I8X16_RELAXED_SWIZZLE(0xFD0100, "i8x16.relaxed_swizzle", NONE, "vv:v", RELAXED_SIMD, PURE),
    I32X4_RELAXED_TRUNC_F32X4_S(0xFD0101, "i32x4.relaxed_trunc_f32x4_s", NONE, "v:v", RELAXED_SIMD, LANEWISE),
    I32X4_RELAXED_TRUNC_F32X4_U(0xFD0102, "i32x4.relaxed_trunc_f32x4_u", NONE, "v:v", RELAXED_SIMD, LANEWISE),
    I32X4_RELAXED_TRUNC_F64X2_S_ZERO(0xFD0103, "i32x4.relaxed_trunc_f64x2_s_zero", NONE, "v:v", RELAXED_SIMD, PURE),
    I32X4_RELAXED_TRUNC_F64X2_U_ZERO(0xFD0104, "i32x4.relaxed_trunc_f64x2_u_zero", NONE, "v:v", RELAXED_SIMD, PURE),
    F32X4_RELAXED_MADD(0xFD0105, "f32x4.relaxed_madd", NONE, "vvv:v", RELAXED_SIMD, LANEWISE),
    F32X4_RELAXED_NMADD(0xFD0106, "f32x4.relaxed_nmadd", NONE, "vvv:v", RELAXED_SIMD, LANEWISE),
    F64X2_RELAXED_MADD(0xFD0107, "f64x2.relaxed_madd", NONE, "vvv:v", RELAXED_SIMD, LANEWISE),
    F64X2_RELAXED_NMADD(0xFD0108, "f64x2.relaxed_nmadd", NONE, "vvv:v", RELAXED_SIMD, LANEWISE),
    I8X16_RELAXED_LANESELECT(0xFD0109, "i8x16.relaxed_laneselect", NONE, "vvv:v", RELAXED_SIMD, LANEWISE),
    I16X8_RELAXED_LANESELECT(0xFD010A, "i16x8.relaxed_laneselect", NONE, "vvv:v", RELAXED_SIMD, LANEWISE),
    I32X4_RELAXED_LANESELECT(0xFD010B, "i32x4.relaxed_laneselect", NONE, "vvv:v", RELAXED_SIMD, LANEWISE),
    I64X2_RELAXED_LANESELECT(0xFD010C, "i64x2.relaxed_laneselect", NONE, "vvv:v", RELAXED_SIMD, LANEWISE),
    F32X4_RELAXED_MIN(0xFD010D, "f32x4.relaxed_min", NONE, "vv:v", RELAXED_SIMD, LANEWISE),
    F32X4_RELAXED_MAX(0xFD010E, "f32x4.relaxed_max", NONE, "vv:v", RELAXED_SIMD, LANEWISE),
    F64X2_RELAXED_MIN(0xFD010F, "f64x2.relaxed_min", NONE, "vv:v", RELAXED_SIMD, LANEWISE),
    F64X2_RELAXED_MAX(0xFD0110, "f64x2.relaxed_max", NONE, "vv:v", RELAXED_SIMD, LANEWISE),
    I16X8_RELAXED_Q15MULR_S(0xFD0111, "i16x8.relaxed_q15mulr_s", NONE, "vv:v", RELAXED_SIMD, LANEWISE),
    I16X8_RELAXED_DOT_I8X16_I7X16_S(0xFD0112, "i16x8.relaxed_dot_i8x16_i7x16_s", NONE, "vv:v", RELAXED_SIMD, LANEWISE),
    I32X4_RELAXED_DOT_I8X16_I7X16_ADD_S(
            0xFD0113, "i32x4.relaxed_dot_i8x16_i7x16_add_s", NONE, "vvv:v", RELAXED_SIMD, LANEWISE);

    private static final int VECTOR_BYTES = 16;
    private static final int FIRST_PREFIX = 0xFB;
    private static final int LAST_PREFIX = 0xFE;
    private static final Opcode[] SINGLE = new Opcode[256];
    private static final Opcode[][] PREFIXED = new Opcode[LAST_PREFIX - FIRST_PREFIX + 1][0];

    static {
        for (Opcode opcode : values()) {
            if (opcode.prefix() == 0) {
                SINGLE[opcode.code] = opcode;
            } else {
                put(opcode, opcode.prefix() - FIRST_PREFIX, opcode.code & 0xFFFF);
            }
        }
    }

    private final int code;
    private final String mnemonic;
    private final Immediate immediate;
    private final Form form;
    private final Signature signature;

    /** By addressing; empty without a signature. */
    private final Signature[] signatures;

    private final Feature feature;
    private final Effect effect;
    private final int heightChange;
    private final Relation relation;
    private final int lanes;

    /** A regular instruction. */
    Opcode(int code, String mnemonic, Immediate immediate, String signature, Feature feature, Effect effect) {
        this(code, mnemonic, immediate, effect.form(immediate), Signature.parse(signature), feature, effect);
    }

    /** An instruction of a form of its own. */
    Opcode(int code, String mnemonic, Immediate immediate, Form form, Feature feature) {
        this(code, mnemonic, immediate, form, null, feature, null);
    }

    Opcode(
            int code,
            String mnemonic,
            Immediate immediate,
            Form form,
            Signature signature,
            Feature feature,
            Effect effect) {
        this.code = code;
        this.mnemonic = mnemonic;
        this.immediate = immediate;
        this.form = form;
        this.signature = signature;
        this.signatures = signature == null ? new Signature[0] : signature.variants();
        this.feature = feature;
        this.effect = effect;
        this.heightChange = signature == null
                ? 0
                : signature.results().size() - signature.operands().size();
        this.relation = form == Form.NUMERIC
                        && signature.isNumeric()
                        && signature.text().endsWith(":i")
                ? Relation.of(mnemonic)
                : null;
        this.lanes = countLanes();
    }

    private int countLanes() {
        return switch (immediate) {
            case LANE -> Integer.parseInt(mnemonic.substring(mnemonic.indexOf('x') + 1, mnemonic.indexOf('.')));
            case MEMARG_LANE -> VECTOR_BYTES / effect.width();
            case SHUFFLE -> 2 * VECTOR_BYTES;
            default -> 0;
        };
    }

    private static void put(Opcode opcode, int table, int sub) {
        if (sub >= PREFIXED[table].length) {
            PREFIXED[table] = Arrays.copyOf(PREFIXED[table], sub + 1);
        }
        PREFIXED[table][sub] = opcode;
    }

    /** The instruction of a one-byte opcode, or {@code null}. */
    public static Opcode ofByte(int code) {
        return SINGLE[code];
    }

    /** Whether an opcode's first byte says that a sub-opcode follows. */
    public static boolean isPrefix(int code) {
        return code >= FIRST_PREFIX && code <= LAST_PREFIX;
    }

    /** The instruction of an unsigned sub-opcode after a byte that {@link #isPrefix is a prefix}, or {@code null}. */
    public static Opcode ofPrefixed(int prefix, int sub) {
        Opcode[] table = PREFIXED[prefix - FIRST_PREFIX];
        return sub >= 0 && sub < table.length ? table[sub] : null;
    }

    /** The code: one byte, or {@code prefix << 16 | sub-opcode}. */
    public int code() {
        return code;
    }

    /** The prefix byte, or 0. */
    public int prefix() {
        return code >>> 16;
    }

    /** The name in the text format. */
    public String mnemonic() {
        return mnemonic;
    }

    /** The shape of what follows the opcode. */
    public Immediate immediate() {
        return immediate;
    }

    /** The kind of instruction. */
    public Form form() {
        return form;
    }

    /** The operand and result types; {@code null} for an instruction of a form of its own. Addresses have 32 bits. */
    public Signature signature() {
        return signature;
    }

    /** The operand and result types of a regular instruction, for addresses of some widths. */
    public Signature signature(Addressing addressing) {
        return signatures[addressing.ordinal()];
    }

    /** The feature that the instruction belongs to. */
    public Feature feature() {
        return feature;
    }

    /** What it does besides giving its results; {@code null} for an instruction of a form of its own. */
    public Effect effect() {
        return effect;
    }

    /**
     * What a comparison asks of its operands, which are numbers of one type; if it has one operand, the other is 0.
     * {@code null} for what is no comparison.
     */
    public Relation relation() {
        return relation;
    }

    /** By how much a regular instruction changes the number of operands. */
    public int heightChange() {
        return heightChange;
    }

    /** Whether it is a load that makes a vector, or a store that takes one. */
    public boolean accessesVector() {
        return (form == Form.LOAD || form == Form.STORE) && signature.hasVector();
    }

    /** Log2 of the bytes of memory that an access, atomic or not, is of; 0 for others. */
    public int naturalAlignment() {
        boolean accesses = form == Form.LOAD || form == Form.STORE || form == Form.ATOMIC;
        return accesses && effect.width() > 0 ? Integer.numberOfTrailingZeros(effect.width()) : 0;
    }

    /** How many lanes the immediates may name; 0 if they name none. */
    public int lanes() {
        return lanes;
    }

    @Override
    public String toString() {
        return mnemonic;
    }
}
