package dev.tagalong.runtime.internal.interpret;

import dev.tagalong.runtime.internal.binary.InstructionReader;
import java.util.Arrays;

/** Writes instructions. It remembers the last one, as long as nothing can jump behind it, so that it can be changed. */
final class CodeWriter {

    private static final int NONE = -1;

    private int[] code = new int[64];
    private int length;

    /** Where the last instruction begins, if it is one that computes a number. */
    private int last = NONE;

    private final OffsetTable.Builder offsets = new OffsetTable.Builder();

    /** Is at the instruction that is lowered now. */
    private final InstructionReader in;

    CodeWriter(InstructionReader in) {
        this.in = in;
    }

    /** Where the next instruction begins. */
    int position() {
        return length;
    }

    /** Writes an instruction that has other effects than a number in slot {@code a}. */
    void emit(int op, int a, int b, int c) {
        write(op, a, b, c);
        last = NONE;
    }

    /** Writes an instruction that computes a number into slot {@code a}. */
    void emitValue(int op, int a, int b, int c) {
        write(op, a, b, c);
        last = length - Op.WORDS;
    }

    private void write(int op, int a, int b, int c) {
        offsets.add(length, in.offset);
        reserve(Op.WORDS);
        code[length] = op;
        code[length + 1] = a;
        code[length + 2] = b;
        code[length + 3] = c;
        length += Op.WORDS;
    }

    /** Adds the words of a long instruction, filled up to whole instructions. */
    void extend(int... words) {
        int size = (words.length + Op.WORDS - 1) / Op.WORDS * Op.WORDS;
        reserve(size);
        System.arraycopy(words, 0, code, length, words.length);
        Arrays.fill(code, length + words.length, length + size, 0);
        length += size;
    }

    private void reserve(int words) {
        if (code.length - length < words) {
            code = Arrays.copyOf(code, Math.max(code.length * 2, length + words));
        }
    }

    /** Something may jump here. */
    void barrier() {
        last = NONE;
    }

    /** The number of the last instruction if it computes slot {@code slot}, else -1. */
    int lastInto(int slot) {
        return last != NONE && code[last + 1] == slot ? code[last] : NONE;
    }

    /** Operand b of the last instruction. */
    int lastB() {
        return code[last + 2];
    }

    /** Operand c of the last instruction. */
    int lastC() {
        return code[last + 3];
    }

    /** Makes the last instruction compute another slot. */
    void retarget(int slot) {
        code[last + 1] = slot;
        last = NONE;
    }

    /** Takes the last instruction back. */
    void takeBack() {
        length = last;
        last = NONE;
    }

    /** Changes a word. */
    void set(int at, int word) {
        code[at] = word;
    }

    /** A word. */
    int get(int at) {
        return code[at];
    }

    /**
     * The code, and room for two instructions more. For the words of an instruction and of one that may follow it, HotSpot
     * makes one bounds check; were the last instruction the array's end, that check would fail there, and the compiled
     * loop be given up.
     */
    int[] code() {
        return Arrays.copyOf(code, length + 2 * Op.WORDS);
    }

    OffsetTable offsets() {
        return offsets.build();
    }
}
