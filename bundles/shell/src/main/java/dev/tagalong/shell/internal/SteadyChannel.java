package dev.tagalong.shell.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/**
 * A session's output as a channel that stays open. Java's own channel over a stream closes both when the thread that writes is
 * interrupted: a Ctrl-C while a command prints would be the end of all that the session shows.
 */
final class SteadyChannel implements WritableByteChannel {

    private final OutputStream out;

    SteadyChannel(OutputStream out) {
        this.out = out;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        byte[] bytes = new byte[source.remaining()];
        source.get(bytes);
        out.write(bytes);
        return bytes.length;
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public void close() {
        // The stream is its owner's.
    }
}
