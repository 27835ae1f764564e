package dev.tagalong.wasi.internal;

import dev.tagalong.runtime.Instance;

/**
 * A pipe within one program. A program has one thread, so nothing would ever end a wait at its ends: they never wait, and say
 * {@code EAGAIN}.
 */
final class Pipe {

    /** POSIX systems have as much. */
    private static final int CAPACITY = 1 << 16;

    private final byte[] bytes = new byte[CAPACITY];
    private int start;
    private int length;
    private boolean readable = true;
    private boolean writable = true;

    /** The end that is read. */
    Descriptor reader() {
        return new Reader();
    }

    /** The end that is written. */
    Descriptor writer() {
        return new Writer();
    }

    private int read(IoVectors buffers) {
        if (length == 0 && writable && buffers.byteSize() > 0) {
            throw new ErrnoException(Errno.EAGAIN);
        }
        byte[] chunk = new byte[(int) Math.min(length, buffers.byteSize())];
        for (int i = 0; i < chunk.length; i++) {
            chunk[i] = bytes[(start + i) % CAPACITY];
        }
        start = (start + chunk.length) % CAPACITY;
        length -= chunk.length;
        buffers.scatter(chunk, chunk.length);
        return chunk.length;
    }

    private int write(IoVectors buffers) {
        if (!readable) {
            throw new ErrnoException(Errno.EPIPE);
        }
        if (length == CAPACITY && buffers.byteSize() > 0) {
            throw new ErrnoException(Errno.EAGAIN);
        }
        byte[] chunk = new byte[(int) Math.min(CAPACITY - length, buffers.byteSize())];
        int count = buffers.gather(chunk);
        for (int i = 0; i < count; i++) {
            bytes[(start + length + i) % CAPACITY] = chunk[i];
        }
        length += count;
        return count;
    }

    /** What both ends are. */
    private abstract static class End extends Descriptor {

        private static final long OFFERED = Rights.SET_FLAGS | Rights.FILESTAT_GET | Rights.POLL;

        End(long right) {
            super(OFFERED | right, OFFERED | right, 0, 0);
        }

        @Override
        FileType type() {
            return FileType.UNKNOWN;
        }

        @Override
        FileStat stat() {
            return FileStat.of(type());
        }

        @Override
        void flush() {
            // What is written can be read at once.
        }
    }

    private final class Reader extends End {

        Reader() {
            super(Rights.READ);
        }

        @Override
        int read(Instance caller, IoVectors buffers) {
            require(Rights.READ);
            return Pipe.this.read(buffers);
        }

        @Override
        long readable() {
            return length;
        }

        @Override
        int write(Instance caller, IoVectors buffers) {
            throw new ErrnoException(Errno.EBADF);
        }

        @Override
        void close() {
            readable = false;
        }
    }

    private final class Writer extends End {

        Writer() {
            super(Rights.WRITE);
        }

        @Override
        int read(Instance caller, IoVectors buffers) {
            throw new ErrnoException(Errno.EBADF);
        }

        @Override
        int write(Instance caller, IoVectors buffers) {
            require(Rights.WRITE);
            return Pipe.this.write(buffers);
        }

        @Override
        void close() {
            writable = false;
        }
    }
}
