package dev.tagalong.runtime.internal.binary;

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

    /** The first index: label, function, local, global, table, memory, segment or type; for MEMARG the memory. */
    public int index;

    /** The second index: the table of {@code call_indirect} and {@code table.init}, the source of copies, a memory. */
    public int index2;

    /** Log2 of a memory argument's alignment. */
    public int align;

    /** A memory argument's offset, unsigned 32 bits for now. */
    public long memoryOffset;

    /** A constant: an integer sign-extended, or the raw bits of a floating-point number (f32 in the low 32 bits). */
    public long constant;

    /** The block type as a signed 33-bit number: {@link #EMPTY_BLOCK}, another negative number for a value type's code,
     * or a type index. */
    public long blockType;

    /** The labels of {@code br_table}, the default last. */
    public int[] labels;

    /** The value type's codes of a typed {@code select}, or the heap type's code of {@code ref.null}, sign-extended. */
    public long typeCode;

    /** Moves to the next instruction. */
    public Opcode next() {
        throw new UnsupportedOperationException();
    }
}
