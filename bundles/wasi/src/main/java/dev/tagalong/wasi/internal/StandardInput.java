package dev.tagalong.wasi.internal;

import dev.tagalong.runtime.Instance;
import java.io.IOException;
import java.io.InputStream;

/** Standard input. */
final class StandardInput extends Descriptor {

    private static final long OFFERED = Rights.READ | Rights.SET_FLAGS | Rights.FILESTAT_GET | Rights.POLL;

    private static final int CHUNK = 1 << 16;

    private final InputStream stream;
    private final InputSource source;
    private final FileType type;

    StandardInput(InputStream stream, boolean terminal, InputSource source) {
        super(OFFERED, OFFERED, 0, 0);
        this.stream = stream;
        this.type = FileType.ofStream(terminal);
        this.source = source;
    }

    @Override
    FileType type() {
        return type;
    }

    /** Something without number, size or times. */
    @Override
    FileStat stat() {
        return FileStat.of(type);
    }

    @Override
    int read(Instance caller, IoVectors buffers) throws IOException {
        require(Rights.READ);
        if (buffers.byteSize() == 0) {
            return 0;
        }
        byte[] chunk = new byte[(int) Math.min(buffers.byteSize(), CHUNK)];
        boolean wait = (flags() & NONBLOCK) == 0;
        int length = source.read(caller, stream, chunk, wait);
        if (length == InputSource.NOTHING_YET) {
            throw new ErrnoException(Errno.EAGAIN);
        }
        buffers.scatter(chunk, length);
        return length;
    }

    @Override
    int write(Instance caller, IoVectors buffers) {
        throw new ErrnoException(Errno.EBADF);
    }

    @Override
    void flush() {
        // Nothing is ever written.
    }

    /** How many bytes can be read at once, as {@link InputSource#readiness} has it. */
    int readiness() {
        return source.readiness(stream);
    }

    /** Gives what is there the time to be found, as {@link InputSource#awaitWhatIsThere} does. */
    void awaitWhatIsThere(Instance caller) {
        source.awaitWhatIsThere(caller);
    }

    /** Waits until {@link #readiness} may have changed, at most for {@code millis}. */
    void awaitChange(long millis) {
        source.awaitChange(millis);
    }
}
