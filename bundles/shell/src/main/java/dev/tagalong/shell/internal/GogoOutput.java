package dev.tagalong.shell.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;

/** A stream of Gogo's, which tells that it has failed but not how, as one that throws. */
final class GogoOutput extends OutputStream {

    private final PrintStream stream;
    private final String failure;

    /**
     * Over a stream.
     *
     * @param failure the message of what is thrown
     */
    GogoOutput(PrintStream stream, String failure) {
        this.stream = stream;
        this.failure = failure;
    }

    @Override
    public void write(int b) throws IOException {
        stream.write(b);
        check();
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        stream.write(bytes, offset, length);
        check();
    }

    @Override
    public void flush() throws IOException {
        check();
    }

    /** The stream below is whoever's made it. */
    @Override
    public void close() throws IOException {
        flush();
    }

    private void check() throws IOException {
        if (stream.checkError()) {
            throw new IOException(failure);
        }
    }
}
