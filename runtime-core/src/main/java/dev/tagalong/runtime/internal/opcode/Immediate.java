package dev.tagalong.runtime.internal.opcode;

/** The shapes of an instruction's immediates in the binary format (specification, section 5.4). */
public enum Immediate {
    /** Nothing. */
    NONE,
    /** A zero byte. */
    ZERO,
    /** A block type (5.4.1). */
    BLOCK,
    /** A label index. */
    LABEL,
    /** A vector of label indices and a default one. */
    BR_TABLE,
    /** A block type and a vector of catch clauses. */
    TRY_TABLE,
    /** A tag index. */
    TAG,
    /** A type index. */
    TYPE,
    /** A function index. */
    FUNCTION,
    /** A type index, then a table index. */
    TYPE_TABLE,
    /** A local index. */
    LOCAL,
    /** A global index. */
    GLOBAL,
    /** A table index. */
    TABLE,
    /** A target and a source table index. */
    TABLE_TABLE,
    /** An element segment index, then a table index. */
    ELEMENT_TABLE,
    /** An element segment index. */
    ELEMENT,
    /** Alignment, memory index if its flag is set, and offset. */
    MEMARG,
    /** As MEMARG, then the index of a lane. */
    MEMARG_LANE,
    /** A memory index. */
    MEMORY,
    /** A target and a source memory index. */
    MEMORY_MEMORY,
    /** A data segment index, then a memory index. */
    DATA_MEMORY,
    /** A data segment index. */
    DATA,
    /** A type index, then a field index. */
    TYPE_FIELD,
    /** A type index, then how many operands there are. */
    TYPE_COUNT,
    /** A type index, then a data segment index. */
    TYPE_DATA,
    /** A type index, then an element segment index. */
    TYPE_ELEMENT,
    /** A target and a source type index. */
    TYPE_TYPE,
    /** A heap type, whose null reference is meant. */
    HEAP_TYPE,
    /** A heap type, of which null references are meant as well. */
    NULLABLE_TYPE,
    /** A heap type, of which null references are not meant. */
    NON_NULL_TYPE,
    /** Flags that say which types are nullable, a label index, and the heap types before and after a cast. */
    CAST,
    /** A vector of value types. */
    SELECT_TYPES,
    /** A signed 32-bit LEB128 number. */
    I32,
    /** A signed 64-bit LEB128 number. */
    I64,
    /** Four bytes of an IEEE 754 number. */
    F32,
    /** Eight bytes of an IEEE 754 number. */
    F64,
    /** The sixteen bytes of a vector. */
    V128,
    /** The index of a lane. */
    LANE,
    /** Sixteen indices of lanes of two vectors. */
    SHUFFLE
}
