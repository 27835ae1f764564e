package dev.tagalong.runtime.internal.opcode;

/**
 * The kinds of instructions. Regular ones share a few forms, and their rows say the rest; an instruction whose types or
 * whose way on depends on its context has a form of its own. Code that treats instructions differently goes over the forms,
 * without a {@code default} that answers for a new one.
 */
public enum Form {
    /** Regular: the result is the immediate. */
    CONST,
    /** Regular: the results depend on the operands only. */
    NUMERIC,
    /** Regular: reads bytes of a memory. */
    LOAD,
    /** Regular: writes bytes of a memory. */
    STORE,
    /** Regular: reads or changes memories, tables or segments as wholes, or single entries of a table. */
    BULK,
    /** Regular: accesses bytes of a memory that threads may share, as one with regard to the others. */
    ATOMIC,

    UNREACHABLE,
    NOP,
    BLOCK,
    LOOP,
    IF,
    ELSE,
    END,
    BR,
    BR_IF,
    BR_TABLE,
    RETURN,
    CALL,
    CALL_INDIRECT,
    CALL_REF,
    RETURN_CALL,
    RETURN_CALL_INDIRECT,
    RETURN_CALL_REF,
    /** A branch if the topmost operand is null, which is dropped then. */
    BR_ON_NULL,
    /** A branch with the topmost operand if that is not null; else it is dropped. */
    BR_ON_NON_NULL,
    /** A branch with the topmost operand if that is, or is not, of a type. */
    BR_ON_CAST,
    DROP,
    SELECT,
    LOCAL_GET,
    LOCAL_SET,
    LOCAL_TEE,
    GLOBAL_GET,
    GLOBAL_SET,
    REF_NULL,
    REF_FUNC,
    TRY_TABLE,
    THROW,
    THROW_REF,
    /** Of the legacy exceptions, as CATCH, CATCH_ALL, DELEGATE and RETHROW. */
    TRY,
    CATCH,
    CATCH_ALL,
    /** It ends a {@code try}, as END does. */
    DELEGATE,
    RETHROW,
    REF_AS_NON_NULL,
    /** Of structures, arrays and casts: the types of the operands, and of the result if there is one, are told with it. */
    OBJECT,

    /** Of a feature that the engine does not offer; the reader of instructions refuses it. */
    NOT_OFFERED;

    /** Whether it begins a block. */
    public boolean opensBlock() {
        return this == BLOCK || this == LOOP || this == IF || this == TRY_TABLE || this == TRY;
    }

    /** Whether it ends a part of a block, and begins the next one. */
    public boolean dividesBlock() {
        return this == ELSE || this == CATCH || this == CATCH_ALL;
    }

    /** Whether it ends a block. */
    public boolean closesBlock() {
        return this == END || this == DELEGATE;
    }
}
