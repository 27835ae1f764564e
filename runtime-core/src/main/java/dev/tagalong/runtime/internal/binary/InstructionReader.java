package dev.tagalong.runtime.internal.binary;

import dev.tagalong.runtime.ModuleException;
import dev.tagalong.runtime.internal.module.Fault;
import dev.tagalong.runtime.internal.module.ImplementationLimits;
import dev.tagalong.runtime.internal.opcode.CatchClause;
import dev.tagalong.runtime.internal.opcode.Feature;
import dev.tagalong.runtime.internal.opcode.Immediate;
import dev.tagalong.runtime.internal.opcode.Opcode;

/**
 * Reads the instructions of a body or constant expression one at a time: {@link #next()} moves to an instruction and fills
 * the fields that its immediate shape has. One reader serves validator, interpreter and compiler; after validation no
 * read fails.
 *
 * <p>Fields are public for speed and valid until the next call. Not safe for several threads.
 */
public final class InstructionReader {

    /** The block type {@code 0x40}: no parameters, no results. */
    public static final long EMPTY_BLOCK = -64;

    /** The offset of the present instruction's opcode in the binary. */
    public int offset;

    /** The first index: label, function, local, global, table, memory, segment, type or lane; for MEMARG the memory. */
    public int index;

    /**
     * The second index: the table of {@code call_indirect} and {@code table.init}, the source of copies, a memory, the lane of
     * an access, a field, a segment after a type, or the number of operands of {@code array.new_fixed}.
     */
    public int index2;

    /** Log2 of a memory argument's alignment. */
    public int align;

    /** A memory argument's offset, unsigned; validation admits those of 32 bits only for a 32-bit memory. */
    public long memoryOffset;

    /**
     * A constant: an integer sign-extended, or the raw bits of a floating-point number (f32 in the low 32 bits), or the low
     * half of a vector or of the indices of a shuffle.
     */
    public long constant;

    /** The high half of a vector, or of the indices of a shuffle. */
    public long constantHigh;

    /** The block type as a signed 33-bit number: {@link #EMPTY_BLOCK}, a value type's code, or a type index. */
    public long blockType;

    /** The labels of {@code br_table}, the default last. */
    public int[] labels;

    /** The clauses of {@code try_table}, in order. */
    public CatchClause[] catches;

    /**
     * A type's code as {@link ValueTypes} knows it: of a heap type that of the references to it, of a typed {@code select} the
     * first type's, the number of types being {@link #index}, of a cast that casts to.
     */
    public long typeCode;

    /** The code of the type that a branch on a cast casts from. */
    public long sourceCode;

    private static final int MEMORY_INDEX_FLAG = 0x40;

    /** The flags of a branch on a cast. */
    private static final int SOURCE_NULLABLE = 1;

    private static final int TARGET_NULLABLE = 2;

    private final ByteReader in;

    /**
     * A reader of a function body's instructions.
     *
     * @param from the offset of the first opcode in the binary
     * @param to the offset after the last instruction
     */
    public InstructionReader(byte[] binary, int from, int to) {
        this(binary, from, to, "code");
    }

    /** A reader of instructions in the section that messages shall name. */
    public InstructionReader(byte[] binary, int from, int to, String section) {
        this.in = new ByteReader(binary, from, to, section);
    }

    /** Whether there is another instruction before the end of the range. */
    public boolean hasNext() {
        return in.position < in.limit;
    }

    /** The offset after the present instruction. */
    public int position() {
        return in.position;
    }

    /** The section's name in messages. */
    public String section() {
        return in.section;
    }

    /**
     * Moves to the next instruction and reads its immediates.
     *
     * @throws dev.tagalong.runtime.ModuleException if it is malformed or of a feature that the engine does not offer
     */
    public Opcode next() {
        offset = in.position;
        int code = in.u8();
        Opcode opcode = Opcode.ofByte(code);
        if (opcode == null) {
            opcode = prefixed(code);
        }
        if (!opcode.feature().offered()) {
            throw Fault.unsupported(opcode.feature(), in.section, offset);
        }
        immediates(opcode.immediate());
        return opcode;
    }

    private Opcode prefixed(int prefix) {
        String hex = Integer.toHexString(prefix | 0x100).substring(1);
        if (!Opcode.isPrefix(prefix)) {
            throw new ModuleException(
                    ModuleException.Reason.MALFORMED, Fault.ILLEGAL_OPCODE.wording() + " " + hex, in.section, offset);
        }
        int sub = in.u32();
        Opcode opcode = Opcode.ofPrefixed(prefix, sub);
        if (opcode != null) {
            return opcode;
        }
        Feature feature = Feature.of(prefix, sub);
        if (feature == null) {
            throw Fault.ILLEGAL_OPCODE.at(in.section, offset, hex + " " + Integer.toHexString(sub));
        }
        throw Fault.unsupported(feature, in.section, offset);
    }

    private void immediates(Immediate shape) {
        switch (shape) {
            case NONE -> {}
            case ZERO -> zero();
            case LABEL, TYPE, FUNCTION, LOCAL, GLOBAL, TABLE, ELEMENT, MEMORY, DATA, TAG -> index = in.u32();
            case TYPE_TABLE,
                    TABLE_TABLE,
                    ELEMENT_TABLE,
                    MEMORY_MEMORY,
                    DATA_MEMORY,
                    TYPE_FIELD,
                    TYPE_COUNT,
                    TYPE_DATA,
                    TYPE_ELEMENT,
                    TYPE_TYPE -> {
                index = in.u32();
                index2 = in.u32();
            }
            case MEMARG -> memoryArgument();
            case MEMARG_LANE -> {
                memoryArgument();
                index2 = in.u8();
            }
            case LANE -> index = in.u8();
            case BLOCK -> blockType = readBlockType();
            case TRY_TABLE -> {
                blockType = readBlockType();
                catches = readCatches();
            }
            case BR_TABLE -> labels = readLabels();
            case HEAP_TYPE, NULLABLE_TYPE -> typeCode = ValueTypes.readHeapType(in, true);
            case NON_NULL_TYPE -> typeCode = ValueTypes.readHeapType(in, false);
            case CAST -> cast();
            case SELECT_TYPES -> selectTypes();
            case I32 -> constant = in.signed(32);
            case I64 -> constant = in.signed(64);
            case F32 -> constant = in.fixed32() & 0xFFFF_FFFFL;
            case F64 -> constant = in.fixed64();
            case V128, SHUFFLE -> {
                constant = in.fixed64();
                constantHigh = in.fixed64();
            }
        }
    }

    private void zero() {
        int at = in.position;
        if (in.u8() != 0) {
            throw Fault.ZERO_BYTE.at(in.section, at);
        }
    }

    private void memoryArgument() {
        int at = in.position;
        int flags = in.u32();
        if ((flags & MEMORY_INDEX_FLAG) != 0) {
            index = in.u32();
            flags -= MEMORY_INDEX_FLAG;
        } else {
            index = 0;
        }
        if (flags < 0 || flags >= MEMORY_INDEX_FLAG) {
            throw Fault.MEMOP_FLAGS.at(in.section, at);
        }
        align = flags;
        memoryOffset = in.u64();
    }

    private long readBlockType() {
        int at = in.position;
        int first = in.u8();
        if (first == 0x40) {
            return EMPTY_BLOCK;
        }
        in.position = at;
        if (first > 0x40 && first < 0x80) {
            return ValueTypes.readCode(in);
        }
        long type = in.signed(33);
        if (type < 0) {
            throw Fault.BLOCK_TYPE.at(in.section, at);
        }
        return type;
    }

    private CatchClause[] readCatches() {
        int count = in.count(ImplementationLimits.BR_TABLE_LABELS, "clauses of try_table");
        CatchClause[] read = new CatchClause[count];
        for (int i = 0; i < count; i++) {
            read[i] = readCatch();
        }
        return read;
    }

    private CatchClause readCatch() {
        int at = in.position;
        int kind = in.u8();
        if (kind > 3) {
            throw Fault.CATCH_KIND.at(in.section, at, Integer.toString(kind));
        }
        boolean all = (kind & 2) != 0;
        int tagAt = in.position;
        int tag = all ? CatchClause.ALL : in.u32();
        if (!all && tag < 0) {
            throw Fault.UNKNOWN_TAG.of(tag, in.section, tagAt);
        }
        return new CatchClause(tag, (kind & 1) != 0, in.u32());
    }

    private void cast() {
        int at = in.position;
        int flags = in.u8();
        if (flags > (TARGET_NULLABLE | SOURCE_NULLABLE)) {
            throw Fault.CAST_FLAGS.at(in.section, at, Integer.toString(flags));
        }
        index = in.u32();
        sourceCode = ValueTypes.readHeapType(in, (flags & SOURCE_NULLABLE) != 0);
        typeCode = ValueTypes.readHeapType(in, (flags & TARGET_NULLABLE) != 0);
    }

    private int[] readLabels() {
        int count = in.count(ImplementationLimits.BR_TABLE_LABELS, "labels in br_table") + 1;
        int[] read = new int[count];
        for (int i = 0; i < count; i++) {
            read[i] = in.u32();
        }
        return read;
    }

    private void selectTypes() {
        index = in.count(ImplementationLimits.RESULTS, "types in select");
        typeCode = 0;
        for (int i = 0; i < index; i++) {
            long code = ValueTypes.readCode(in);
            typeCode = i == 0 ? code : typeCode;
        }
    }
}
