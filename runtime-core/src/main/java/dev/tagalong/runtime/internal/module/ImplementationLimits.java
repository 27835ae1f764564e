package dev.tagalong.runtime.internal.module;

/**
 * How much of each thing a module may have (specification, appendix 7.2): the figures of the WebAssembly JavaScript
 * interface, so that what browsers load is loaded here. Time and memory for any binary stay in proportion to its size.
 */
public final class ImplementationLimits {

    /** Types, functions, imports, exports, globals and segments, each. */
    public static final int ENTRIES = 1_000_000;

    /** Tables, and memories, imported and defined. */
    public static final int TABLES_AND_MEMORIES = 100_000;

    /** Elements of an element segment. */
    public static final int ELEMENTS = 10_000_000;

    /** Parameters of a function type. */
    public static final int PARAMETERS = 1_000;

    /** Results of a function type. */
    public static final int RESULTS = 1_000;

    /** Types of a recursion group. */
    public static final int GROUP_TYPES = 1_000_000;

    /** Fields of a structure. */
    public static final int FIELDS = 10_000;

    /** Operands of an {@code array.new_fixed}. */
    public static final int FIXED_ELEMENTS = 10_000;

    /** Declared locals of a function. */
    public static final int LOCALS = 50_000;

    /** Bytes of a function body. */
    public static final int BODY_BYTES = 7_654_321;

    /** Labels of a {@code br_table}, without the default. */
    public static final int BR_TABLE_LABELS = 65_520;

    /** Operands on the stack at one time in one function, else a two-byte instruction could add a thousand. */
    public static final int OPERANDS = 1_000_000;

    /**
     * How many operands per byte of a binary validation looks at for calls, blocks and branches of long types, on top of
     * {@link #OPERAND_CHECKS}.
     */
    public static final int OPERAND_CHECKS_PER_BYTE = 64;

    /** The fixed part of that number. */
    public static final int OPERAND_CHECKS = 50_000_000;

    private ImplementationLimits() {}
}
