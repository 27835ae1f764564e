package dev.tagalong.runtime;

/** Why a computation was abandoned, with the wording of the specification's test suite where it has one. */
public enum TrapKind {
    /** The {@code unreachable} instruction was executed. */
    UNREACHABLE("unreachable"),
    /** An access past the end of a memory. */
    OUT_OF_BOUNDS_MEMORY("out of bounds memory access"),
    /** An atomic access at an address that is no multiple of its width. */
    UNALIGNED_ATOMIC("unaligned atomic"),
    /** A thread waits for a change of a memory that is not shared. */
    EXPECTED_SHARED_MEMORY("expected shared memory"),
    /** An access past the end of a table. */
    OUT_OF_BOUNDS_TABLE("out of bounds table access"),
    /** An indirect call through an index that is neither in the table nor a live tagged index. */
    UNDEFINED_ELEMENT("undefined element"),
    /** An indirect call through a null entry. */
    UNINITIALIZED_ELEMENT("uninitialized element"),
    /** An indirect call to a function of another type. */
    INDIRECT_CALL_TYPE_MISMATCH("indirect call type mismatch"),
    /** A call of a null function reference. */
    NULL_FUNCTION_REFERENCE("null function reference"),
    /** A null reference where there must be another. */
    NULL_REFERENCE("null reference"),
    /** An access to a structure through a null reference. */
    NULL_STRUCTURE_REFERENCE("null structure reference"),
    /** An access to an array through a null reference. */
    NULL_ARRAY_REFERENCE("null array reference"),
    /** A null reference where there must be an {@code i31}. */
    NULL_I31_REFERENCE("null i31 reference"),
    /** An access past the end of an array. */
    OUT_OF_BOUNDS_ARRAY("out of bounds array access"),
    /** A reference to an object that is not of the type that it is cast to. */
    CAST_FAILURE("cast failure"),
    /** A division by zero. */
    INTEGER_DIVIDE_BY_ZERO("integer divide by zero"),
    /** A result that the integer type cannot hold. */
    INTEGER_OVERFLOW("integer overflow"),
    /** A NaN converted to an integer. */
    INVALID_CONVERSION("invalid conversion to integer"),
    /** {@code throw_ref} of a null reference. */
    NULL_EXCEPTION("null exception reference"),
    /** More calls under way than the instance's limit, or than the thread's stack can hold. */
    CALL_STACK_EXHAUSTED("call stack exhausted"),
    /** The call's deadline passed. */
    DEADLINE_EXCEEDED("deadline exceeded"),
    /** The instance was cancelled from outside. */
    CANCELLED("cancelled"),
    /** The instance, with those of its group, has used its processor time of this period. */
    CPU_BUDGET_EXHAUSTED("CPU budget exhausted"),
    /** The Java heap could not hold what the program asked for. */
    OUT_OF_MEMORY("out of memory"),
    /** The program threw an exception that no code of it caught; in reports only, as no trap is thrown. */
    UNCAUGHT_EXCEPTION("uncaught exception"),
    /** A host function threw an exception; it is the trap's cause. */
    HOST_ERROR("host function failed");

    private final String message;

    TrapKind(String message) {
        this.message = message;
    }

    /** The wording. */
    public String message() {
        return message;
    }
}
