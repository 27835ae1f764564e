package dev.tagalong.emscripten.internal;

import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.Memory;
import java.nio.charset.StandardCharsets;

/**
 * Memory of a program, lent to functions of WASI that take texts and give answers there. It is the memory's end, which is put back
 * on close: nothing of the program runs meanwhile, and what it gets is to be written after the close. Of a program with
 * threads it is what the calling thread's stack will use next, as only that thread does.
 */
final class Loan implements AutoCloseable {

    private final Memory memory;
    private final long start;
    private final byte[] before;
    private int used;

    private Loan(Memory memory, long start, int size) {
        this.memory = memory;
        this.start = start;
        this.before = new byte[size];
        memory.read(start, before, 0, before.length);
    }

    /**
     * Takes so many bytes.
     *
     * @throws ErrnoException if the memory is smaller
     */
    static Loan of(Instance caller, int size) {
        Memory memory = caller.memory();
        if (memory.type().shared()) {
            return new Loan(memory, onStack(caller, size), 0);
        }
        if (memory.byteSize() < size + (long) Long.BYTES) {
            throw new ErrnoException(Errno.NOMEM);
        }
        long start = (memory.byteSize() - size) & -Long.BYTES;
        return new Loan(memory, start, (int) (memory.byteSize() - start));
    }

    private static long onStack(Instance caller, int size) {
        long present = Integer.toUnsignedLong(Runtime.of(caller).saveStack());
        long start = (present - size) & -Long.BYTES;
        if (start <= Pthread.of(caller).stackLow()) {
            throw new ErrnoException(Errno.NOMEM);
        }
        return start;
    }

    /** What a loan for this text takes. */
    static int sizeOf(byte[] text) {
        return text.length + Long.BYTES;
    }

    /** The address of so many bytes of it, aligned to 8. */
    int place(int size) {
        int address = (int) (start + used);
        used += (size + Long.BYTES - 1) & -Long.BYTES;
        return address;
    }

    /** The address of a copy of a text. */
    int place(byte[] text) {
        int address = place(text.length);
        memory.write(Integer.toUnsignedLong(address), text, 0, text.length);
        return address;
    }

    int readInt(int address) {
        return memory.readInt(Integer.toUnsignedLong(address));
    }

    byte[] read(int address, int length) {
        byte[] bytes = new byte[length];
        memory.read(Integer.toUnsignedLong(address), bytes, 0, length);
        return bytes;
    }

    String text(int address, int length) {
        return new String(read(address, length), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        memory.write(start, before, 0, before.length);
    }
}
