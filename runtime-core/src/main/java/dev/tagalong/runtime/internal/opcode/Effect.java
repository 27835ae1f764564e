package dev.tagalong.runtime.internal.opcode;

/** What a regular instruction does besides giving its results. */
public enum Effect {
    /** Nothing: the results depend on the operands only. */
    PURE(Form.NUMERIC, 0),
    /** Nothing, and each half of its vector depends on the same halves of its vector operands, and on numbers, only. */
    LANEWISE(Form.NUMERIC, 0),
    /** Nothing, and it may stand in a constant expression (specification, section 3.4.13). */
    CONSTANT(Form.NUMERIC, 0),
    /** It traps for some operands. */
    TRAPS(Form.NUMERIC, 0),

    LOAD8_S(Form.LOAD, Byte.BYTES),
    LOAD8_U(Form.LOAD, Byte.BYTES),
    LOAD16_S(Form.LOAD, Short.BYTES),
    LOAD16_U(Form.LOAD, Short.BYTES),
    LOAD32_S(Form.LOAD, Integer.BYTES),
    LOAD32_U(Form.LOAD, Integer.BYTES),
    /** Four bytes, which fill the result. */
    LOAD32(Form.LOAD, Integer.BYTES),
    /** Eight bytes, which fill the result, or of which a vector is made. */
    LOAD64(Form.LOAD, Long.BYTES),
    /** Sixteen bytes, which are a vector. */
    LOAD128(Form.LOAD, 2 * Long.BYTES),

    STORE8(Form.STORE, Byte.BYTES),
    STORE16(Form.STORE, Short.BYTES),
    STORE32(Form.STORE, Integer.BYTES),
    STORE64(Form.STORE, Long.BYTES),
    STORE128(Form.STORE, 2 * Long.BYTES),

    /** It reads the size or an entry of a memory or table, and may trap. */
    READS(Form.BULK, 0),
    /** It changes memories, tables or segments, may trap, and may take long. */
    WRITES(Form.BULK, 0),
    /** As WRITES, and a memory's bytes may be in another array after it. */
    GROWS(Form.BULK, 0),

    /** It accesses a byte of a memory, at once for all threads. */
    ATOMIC8(Form.ATOMIC, Byte.BYTES),
    /** Likewise two bytes. */
    ATOMIC16(Form.ATOMIC, Short.BYTES),
    /** Likewise four bytes, or it waits for a change of them, or tells others of one. */
    ATOMIC32(Form.ATOMIC, Integer.BYTES),
    /** Likewise eight bytes. */
    ATOMIC64(Form.ATOMIC, Long.BYTES),
    /** It orders the accesses before and after it. */
    FENCE(Form.ATOMIC, 0);

    private final Form form;
    private final int width;
    private final boolean unsigned;

    Effect(Form form, int width) {
        this.form = form;
        this.width = width;
        this.unsigned = name().endsWith("_U");
    }

    /** The form of an instruction with this effect. */
    Form form(Immediate immediate) {
        return this == CONSTANT && immediate != Immediate.NONE ? Form.CONST : form;
    }

    /** How many bytes of memory a load, a store or an atomic access is of; 0 for others. */
    public int width() {
        return width;
    }

    /** Whether a load fills the result up with zeros, and not with the sign. */
    public boolean isUnsigned() {
        return unsigned;
    }

    /** Whether the instruction may trap. */
    public boolean mayTrap() {
        return this != PURE && this != LANEWISE && this != CONSTANT;
    }
}
