package dev.tagalong.runtime.internal.call;

import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.TrapKind;
import dev.tagalong.runtime.internal.opcode.Opcode;

/**
 * The traps that the JVM's own checks stand for in generated code. Which one it is, the instruction tells; where
 * that is not known, the trap is of the kind that the exception alone tells.
 */
final class JvmExceptions {

    private JvmExceptions() {}

    /**
     * The trap that something thrown stands for; {@code null} if it is none.
     *
     * @param at the instruction that generated code threw it at; {@code null} if it came from elsewhere
     * @param detail what the trap says if it may have come from anywhere, else {@code null}
     */
    static Trap trap(Throwable thrown, Opcode at, String detail) {
        boolean anywhere = detail != null;
        if (thrown instanceof IndexOutOfBoundsException) {
            return new Trap(isArray(at) ? TrapKind.OUT_OF_BOUNDS_ARRAY : TrapKind.OUT_OF_BOUNDS_MEMORY, detail, thrown);
        }
        if (thrown instanceof ArithmeticException) {
            return new Trap(TrapKind.INTEGER_DIVIDE_BY_ZERO, detail, thrown);
        }
        if (thrown instanceof NullPointerException) {
            TrapKind kind = anywhere ? TrapKind.NULL_REFERENCE : ofNull(at);
            return kind == null ? null : new Trap(kind, detail, thrown);
        }
        if (thrown instanceof ClassCastException) {
            return anywhere || isCast(at) ? new Trap(TrapKind.CAST_FAILURE, detail, thrown) : null;
        }
        if (thrown instanceof StackOverflowError) {
            return new Trap(TrapKind.CALL_STACK_EXHAUSTED, "the thread's stack is full", thrown);
        }
        if (thrown instanceof OutOfMemoryError) {
            return new Trap(TrapKind.OUT_OF_MEMORY, thrown.getMessage(), thrown);
        }
        return null;
    }

    private static boolean isArray(Opcode at) {
        return at != null && at.mnemonic().startsWith("array.");
    }

    private static boolean isCast(Opcode at) {
        return at == Opcode.REF_CAST || at == Opcode.REF_CAST_NULL;
    }

    private static TrapKind ofNull(Opcode at) {
        if (isArray(at)) {
            return TrapKind.NULL_ARRAY_REFERENCE;
        }
        if (isCast(at)) {
            return TrapKind.CAST_FAILURE;
        }
        return at != null && at.mnemonic().startsWith("struct.") ? TrapKind.NULL_STRUCTURE_REFERENCE : null;
    }
}
