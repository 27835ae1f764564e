package dev.tagalong.wasi.internal;

import dev.tagalong.runtime.Instance;
import java.io.IOException;
import java.io.OutputStream;

/** Standard output or standard error. */
final class StandardOutput extends Descriptor {

    private static final long OFFERED =
            Rights.WRITE | Rights.SYNC | Rights.DATASYNC | Rights.SET_FLAGS | Rights.FILESTAT_GET | Rights.POLL;

    private static final int CHUNK = 1 << 14;

    private final OutputStream stream;
    private final FileType type;

    StandardOutput(OutputStream stream, boolean terminal) {
        super(OFFERED, OFFERED, 0, 0);
        this.stream = stream;
        this.type = FileType.ofStream(terminal);
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
    int read(Instance caller, IoVectors buffers) {
        throw new ErrnoException(Errno.EBADF);
    }

    /** Buffers that are small together are one write to the stream, so that lines of two programs do not mix. */
    @Override
    synchronized int write(Instance caller, IoVectors buffers) throws IOException {
        require(Rights.WRITE);
        byte[] chunk = new byte[(int) Math.min(buffers.byteSize(), CHUNK)];
        int written = 0;
        try {
            for (int length = buffers.gather(chunk); length > 0; length = buffers.gather(chunk)) {
                stream.write(chunk, 0, length);
                written += length;
                caller.checkpoint();
            }
        } catch (IOException e) {
            // POSIX: what was written is reported, and the next write has the error.
            if (written == 0) {
                throw e;
            }
        }
        // A buffer that cannot hand on what it took has lost it.
        stream.flush();
        return written;
    }

    @Override
    void flush() throws IOException {
        stream.flush();
    }
}
