package dev.tagalong.wasi.internal;

import dev.tagalong.runtime.ProcessEnvironment;
import java.util.HashMap;
import java.util.Map;

/** A program's open descriptors by number: at first 0, 1 and 2, the standard streams. */
final class DescriptorTable {

    private final Map<Integer, Descriptor> open = new HashMap<>();

    DescriptorTable(ProcessEnvironment environment, InputSources inputs) {
        open.put(0, new StandardInput(environment.input(), inputs.of(environment.input())));
        open.put(1, new StandardOutput(environment.output()));
        open.put(2, new StandardOutput(environment.error()));
    }

    /**
     * The open descriptor of a number.
     *
     * @throws ErrnoException {@code EBADF} if there is none
     */
    Descriptor get(int fd) {
        Descriptor descriptor = open.get(fd);
        if (descriptor == null) {
            throw new ErrnoException(Errno.EBADF);
        }
        return descriptor;
    }

    /** Closes a number; the host's stream stays open. */
    Descriptor remove(int fd) {
        Descriptor descriptor = get(fd);
        open.remove(fd);
        return descriptor;
    }

    /** Gives the descriptor {@code from} the number {@code to}, which is open too; what was there is answered. */
    Descriptor renumber(int from, int to) {
        Descriptor replaced = get(to);
        if (from == to) {
            return replaced;
        }
        open.put(to, remove(from));
        return replaced;
    }
}
