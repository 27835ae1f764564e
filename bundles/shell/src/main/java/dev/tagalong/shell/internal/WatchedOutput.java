package dev.tagalong.shell.internal;

import java.io.IOException;
import java.io.OutputStream;

/**
 * An output stream that remembers how it failed first, for whoever has to say at the end that output was lost. Each failure
 * is thrown, too. Closing it leaves the stream below open. Safe for any thread.
 */
final class WatchedOutput extends OutputStream {

    /** The exit status that a shell shows for a program which SIGPIPE has ended: 128 and the signal's number. */
    static final int BROKEN_PIPE_STATUS = 141;

    /** What the operating system says of a pipe that nobody reads. */
    static final String BROKEN_PIPE = "Broken pipe";

    /** Whoever does not mind so many failures in a row will mind none. */
    private static final int MOST_FAILURES = 10_000;

    private final OutputStream stream;
    private final Runnable onMany;
    private IOException first;
    private int inARow;

    /**
     * Watches a stream.
     *
     * @param onMany is run each time that as many writes in a row have failed as a careful writer would not try
     */
    WatchedOutput(OutputStream stream, Runnable onMany) {
        this.stream = stream;
        this.onMany = onMany;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
            stream.write(bytes, offset, length);
        } catch (IOException e) {
            failed(e);
            throw e;
        }
        succeeded();
    }

    @Override
    public void flush() throws IOException {
        try {
            stream.flush();
        } catch (IOException e) {
            failed(e);
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        flush();
    }

    private void failed(IOException e) {
        boolean many;
        synchronized (this) {
            first = first == null ? e : first;
            many = ++inARow % MOST_FAILURES == 0;
        }
        if (many) {
            onMany.run();
        }
    }

    private synchronized void succeeded() {
        inARow = 0;
    }

    /** How it failed first; {@code null} if it has not. */
    synchronized IOException failure() {
        return first;
    }

    /** Whether it failed, and first because nobody reads what is written. */
    boolean isBrokenPipe() {
        IOException failure = failure();
        return failure != null && BROKEN_PIPE.equals(failure.getMessage());
    }
}
