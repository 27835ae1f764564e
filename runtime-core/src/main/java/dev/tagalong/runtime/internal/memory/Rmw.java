package dev.tagalong.runtime.internal.memory;

/** What an atomic read-modify-write instruction makes of what it reads and its operand. */
public enum Rmw {
    ADD,
    SUB,
    AND,
    OR,
    XOR,
    /** The operand. */
    XCHG;

    int apply(int old, int operand) {
        return switch (this) {
            case ADD -> old + operand;
            case SUB -> old - operand;
            case AND -> old & operand;
            case OR -> old | operand;
            case XOR -> old ^ operand;
            case XCHG -> operand;
        };
    }

    long apply(long old, long operand) {
        return switch (this) {
            case ADD -> old + operand;
            case SUB -> old - operand;
            case AND -> old & operand;
            case OR -> old | operand;
            case XOR -> old ^ operand;
            case XCHG -> operand;
        };
    }
}
