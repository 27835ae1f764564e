package dev.tagalong.wasi.internal;

import dev.tagalong.runtime.ProcessEnvironment;
import dev.tagalong.runtime.ProcessEnvironment.Preopen;
import dev.tagalong.runtime.ProcessEnvironment.StandardStream;
import java.io.Closeable;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A program's open descriptors by number: at first 0, 1 and 2, the standard streams, and from 3 on its directories. */
final class DescriptorTable implements Closeable {

    private static final int MOST = 1024;

    private static final System.Logger LOG = System.getLogger(DescriptorTable.class.getName());

    private final Map<Integer, Descriptor> open = new HashMap<>();

    DescriptorTable(ProcessEnvironment environment, InputSources inputs) {
        open.put(
                0,
                new StandardInput(
                        environment.input(),
                        environment.isTerminal(StandardStream.INPUT),
                        inputs.of(environment.input())));
        open.put(1, new StandardOutput(environment.output(), environment.isTerminal(StandardStream.OUTPUT)));
        open.put(2, new StandardOutput(environment.error(), environment.isTerminal(StandardStream.ERROR)));
        for (Preopen preopen : environment.preopens()) {
            try {
                add(DirectoryDescriptor.preopened(
                        Directory.open(preopen.directory()), preopen.guestPath(), preopen.readOnly()));
            } catch (IOException e) {
                close();
                throw new IllegalArgumentException(
                        "the directory " + preopen.directory() + " cannot be given to the program: " + e, e);
            }
        }
    }

    /** Checks that one more can be opened. */
    void requireRoom() {
        if (open.size() >= MOST) {
            throw new ErrnoException(Errno.EMFILE);
        }
    }

    /** Gives a descriptor the lowest free number. */
    int add(Descriptor descriptor) {
        int fd = 0;
        while (open.containsKey(fd)) {
            fd++;
        }
        open.put(fd, descriptor);
        return fd;
    }

    /** Closes all, the standard streams only for the program. */
    @Override
    public void close() {
        List<Descriptor> all = List.copyOf(open.values());
        open.clear();
        for (Descriptor descriptor : all) {
            try {
                descriptor.close();
            } catch (IOException e) {
                LOG.log(System.Logger.Level.DEBUG, "a descriptor of a program that ended could not be closed", e);
            }
        }
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
