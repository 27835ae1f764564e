package dev.tagalong.shell.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.ArrayList;
import java.util.List;

/**
 * The terminal as a program's standard input, while the shell that owns it waits for the program. A thread of this process
 * that has begun to read a terminal cannot be called back: it would take what the user types next, once the program has
 * been cancelled, and to interrupt it closes the shell's own channel. Nor does the shell's stream tell the end of input
 * (Ctrl-D). So a child process reads, on the same terminal: one read, which is ended by ending the child.
 */
final class TerminalInput extends InputStream {

    /** No more than fits a pipe, since the child's output is read when it has ended. */
    private static final int MOST_BYTES = 4096;

    /** A process that a signal ended, Ctrl-C's for one, has this and the signal's number as status. */
    private static final int SIGNALLED = 128;

    private final List<String> reader;

    /** The terminal of this process. */
    TerminalInput() {
        this(List.of("dd", "count=1"));
    }

    /** For tests: with another command, to which {@code bs=} and a number of bytes are added. */
    TerminalInput(List<String> reader) {
        this.reader = reader;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    /**
     * Reads a line, or what fits of it.
     *
     * @throws InterruptedIOException if the thread is interrupted meanwhile, or the user presses Ctrl-C; nothing was read
     */
    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        List<String> command = new ArrayList<>(reader);
        command.add("bs=" + Math.min(length, MOST_BYTES));
        Process child = new ProcessBuilder(command)
                .redirectInput(Redirect.INHERIT)
                .redirectError(Redirect.DISCARD)
                .start();
        try {
            int status = child.waitFor();
            if (status > SIGNALLED) {
                throw new InterruptedIOException("the read was interrupted");
            }
            if (status != 0) {
                throw new IOException(reader.get(0) + " could not read the terminal: status " + status);
            }
            byte[] got = child.getInputStream().readNBytes(Math.min(length, MOST_BYTES));
            System.arraycopy(got, 0, target, offset, got.length);
            return got.length == 0 ? -1 : got.length;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the thread was interrupted while it waited for the terminal");
        } finally {
            child.destroy();
        }
    }
}
