package dev.tagalong.wasi.internal;

import dev.tagalong.runtime.ProcessEnvironment;
import dev.tagalong.runtime.ProcessEnvironment.Preopen;
import dev.tagalong.runtime.ProcessEnvironment.StandardStream;
import java.io.Closeable;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * A program's open descriptors by number: at first 0, 1 and 2, the standard streams, and from 3 on its directories. Safe for
 * the program's threads.
 */
final class DescriptorTable implements Closeable {

    private static final int MOST = 1024;
    private static final int FIRST_DIRECTORY = 3;

    private static final System.Logger LOG = System.getLogger(DescriptorTable.class.getName());

    private final Map<Integer, Descriptor> open = new HashMap<>();

    /** Those that a program begins with. */
    private final Map<Integer, Descriptor> first;

    /** Whether the program has asked for a descriptor that a directory may have. */
    private boolean directoriesTold;

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
        first = Map.copyOf(open);
    }

    /** How the open descriptors differ from those that a program begins with; {@code null} if they do not. */
    synchronized String change() {
        for (Map.Entry<Integer, Descriptor> entry : open.entrySet()) {
            if (entry.getValue() != first.get(entry.getKey())) {
                return "descriptor " + entry.getKey() + " is open, which it has opened itself";
            }
        }
        return open.size() == first.size() ? null : "it has closed a descriptor that it began with";
    }

    /** Whether the program knows which directories it has. */
    synchronized boolean directoriesTold() {
        return directoriesTold;
    }

    /** Checks that one more can be opened. */
    synchronized void requireRoom() {
        if (open.size() >= MOST) {
            throw new ErrnoException(Errno.EMFILE);
        }
    }

    /** Gives a descriptor the lowest free number. */
    synchronized int add(Descriptor descriptor) {
        return add(descriptor, 0);
    }

    /**
     * Gives a descriptor the lowest free number from {@code least} on.
     *
     * @throws ErrnoException {@code EINVAL} if that is no number of a descriptor
     */
    synchronized int add(Descriptor descriptor, int least) {
        if (least < 0 || least >= MOST) {
            throw new ErrnoException(Errno.EINVAL);
        }
        int fd = least;
        while (open.containsKey(fd)) {
            fd++;
        }
        open.put(fd, descriptor);
        return fd;
    }

    /** Closes all, the standard streams only for the program. */
    @Override
    public void close() {
        Set<Descriptor> all;
        synchronized (this) {
            all = Set.copyOf(open.values());
            open.clear();
        }
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
    synchronized Descriptor get(int fd) {
        directoriesTold |= fd >= FIRST_DIRECTORY;
        Descriptor descriptor = open.get(fd);
        if (descriptor == null) {
            throw new ErrnoException(Errno.EBADF);
        }
        return descriptor;
    }

    /**
     * Gives the descriptor of a number another number, too.
     *
     * @return what had that and is to be closed, or {@code null}
     */
    synchronized Descriptor duplicate(int from, int to) {
        Descriptor descriptor = get(from);
        if (to < 0 || to >= MOST) {
            throw new ErrnoException(Errno.EBADF);
        }
        Descriptor replaced = open.put(to, descriptor);
        return replaced == null || holds(replaced) ? null : replaced;
    }

    /** Whether a descriptor has a number. */
    synchronized boolean holds(Descriptor descriptor) {
        return open.containsValue(descriptor);
    }

    /** Closes a number; the host's stream stays open. */
    synchronized Descriptor remove(int fd) {
        Descriptor descriptor = get(fd);
        open.remove(fd);
        return descriptor;
    }

    /** Gives the descriptor {@code from} the number {@code to}, which is open too; what was there is answered. */
    synchronized Descriptor renumber(int from, int to) {
        Descriptor replaced = get(to);
        if (from == to) {
            return replaced;
        }
        open.put(to, remove(from));
        return replaced;
    }
}
