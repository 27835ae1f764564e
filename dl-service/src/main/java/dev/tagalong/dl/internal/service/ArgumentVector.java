package dev.tagalong.dl.internal.service;

import dev.tagalong.dl.DlException;
import dev.tagalong.dl.internal.resolve.LinkedInstance;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.Memory;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The {@code argc} and {@code argv} of C's {@code main}: pointers to the arguments and a null pointer, then the arguments, each
 * with a zero byte.
 *
 * @param texts the arguments as C has them, the program's name first
 * @param address where the pointers are in the program's memory; 0 if nothing is there
 */
record ArgumentVector(List<byte[]> texts, int address) {

    /** For a program without room. */
    static final ArgumentVector NONE = new ArgumentVector(List.of(), 0);

    /**
     * Takes memory of a program for its arguments.
     *
     * @throws DlException if there are arguments and the program has no room for them
     */
    static ArgumentVector place(LinkedInstance program) {
        List<byte[]> texts = program.instance().environment().arguments().stream()
                .map(argument -> (argument + '\0').getBytes(StandardCharsets.UTF_8))
                .toList();
        long size =
                pointers(texts) + texts.stream().mapToLong(text -> text.length).sum();
        Memory memory = memory(program.instance());
        int address = memory == null || size > Integer.MAX_VALUE / 2 ? 0 : program.lastingMemory(memory, (int) size);
        if (address != 0) {
            return new ArgumentVector(texts, address);
        }
        if (texts.size() > 1) {
            throw new DlException(program.label() + " takes arguments and has no room for them: "
                    + (memory == null
                            ? "it has no memory"
                            : "its memory cannot grow, and it exports neither malloc with free nor __stack_pointer"));
        }
        // Only its name is lost, and few programs ask for that.
        return NONE;
    }

    private static long pointers(List<byte[]> texts) {
        return (texts.size() + 1L) * Integer.BYTES;
    }

    private static Memory memory(Instance program) {
        try {
            return program.memory();
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** {@code argc}. */
    int count() {
        return texts.size();
    }

    /** Writes pointers and arguments. */
    void write(Instance program) {
        if (address == 0) {
            return;
        }
        Memory memory = program.memory();
        long pointer = Integer.toUnsignedLong(address);
        long text = pointer + pointers(texts);
        for (byte[] bytes : texts) {
            memory.writeInt(pointer, (int) text);
            memory.write(text, bytes, 0, bytes.length);
            pointer += Integer.BYTES;
            text += bytes.length;
        }
        memory.writeInt(pointer, 0);
    }
}
