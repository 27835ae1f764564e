package dev.tagalong.wasi.internal;

import dev.tagalong.runtime.Instance;
import dev.tagalong.wasi.internal.Snapshot.Whence;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.NonReadableChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.NoSuchFileException;

/** An open file. */
final class FileDescriptor extends Descriptor {

    private static final int APPEND = 1;
    private static final int CHUNK = 1 << 16;

    private final SeekableByteChannel channel;

    /** Where it was found, since Java's channels tell neither times nor number. */
    private final Directory parent;

    private final String name;

    /** {@code null} in an archive, where a file is none before it has been closed. */
    private final FileStat atOpening;

    /** An open file; closing this closes channel and directory. */
    FileDescriptor(SeekableByteChannel channel, Directory parent, String name, long rights, int flags)
            throws IOException {
        super(Rights.FILE, rights, 0, flags);
        this.channel = channel;
        this.parent = parent;
        this.name = name;
        this.atOpening = named();
    }

    /** What has the name, or {@code null} if nothing has. */
    private FileStat named() throws IOException {
        try {
            return parent.stat(name);
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    @Override
    FileDescriptor file(Errno otherwise) {
        return this;
    }

    @Override
    FileType type() {
        return FileType.REGULAR_FILE;
    }

    @Override
    FileStat stat() throws IOException {
        if (atOpening == null) {
            return new FileStat(0, parent.keyless(name), FileType.REGULAR_FILE, 1, channel.size(), 0, 0);
        }
        FileStat now = named();
        return same(now) ? now.with(now.links(), channel.size()) : atOpening.with(0, channel.size());
    }

    /** Whether what has the name now is this file, and not another since. */
    private boolean same(FileStat now) {
        return now != null
                && atOpening != null
                && now.device() == atOpening.device()
                && now.number() == atOpening.number();
    }

    void setTimes(FileTimes times) throws IOException {
        require(Rights.FILESTAT_SET_TIMES);
        if (!same(named())) {
            throw new ErrnoException(Errno.ENOENT);
        }
        parent.setTimes(name, times.modified(), times.accessed());
    }

    @Override
    synchronized int read(Instance caller, IoVectors buffers) throws IOException {
        require(Rights.READ);
        return transferIn(caller, buffers, channel::read);
    }

    @Override
    synchronized int write(Instance caller, IoVectors buffers) throws IOException {
        require(Rights.WRITE);
        if ((flags() & APPEND) != 0) {
            channel.position(channel.size());
        }
        return transferOut(caller, buffers, channel::write);
    }

    /** Reads from a position, which is not that of the descriptor. */
    synchronized int readAt(Instance caller, IoVectors buffers, long offset) throws IOException {
        require(Rights.READ | Rights.SEEK);
        requireOffset(offset);
        if (channel instanceof FileChannel file) {
            long[] at = {offset};
            return transferIn(caller, buffers, chunk -> {
                int count = file.read(chunk, at[0]);
                at[0] += Math.max(count, 0);
                return count;
            });
        }
        return elsewhere(offset, () -> transferIn(caller, buffers, channel::read));
    }

    /** Writes at a position, which is not that of the descriptor; at the end, if it is open for appending. */
    synchronized int writeAt(Instance caller, IoVectors buffers, long offset) throws IOException {
        require(Rights.WRITE | Rights.SEEK);
        requireOffset(offset);
        long where = (flags() & APPEND) != 0 ? channel.size() : offset;
        if (channel instanceof FileChannel file) {
            long[] at = {where};
            return transferOut(caller, buffers, chunk -> {
                int count = file.write(chunk, at[0]);
                at[0] += count;
                return count;
            });
        }
        return elsewhere(where, () -> transferOut(caller, buffers, channel::write));
    }

    private int elsewhere(long offset, IoErrors.Operation<Integer> transfer) throws IOException {
        long position = channel.position();
        try {
            channel.position(offset);
            return transfer.run();
        } finally {
            channel.position(position);
        }
    }

    private static void requireOffset(long offset) {
        if (offset < 0) {
            throw new ErrnoException(Errno.EINVAL);
        }
    }

    /** Moves bytes between a channel and a chunk. */
    @FunctionalInterface
    private interface Transfer {
        int move(ByteBuffer chunk) throws IOException;
    }

    private static int transferIn(Instance caller, IoVectors buffers, Transfer source) throws IOException {
        byte[] chunk = new byte[(int) Math.min(buffers.byteSize(), CHUNK)];
        long left = buffers.byteSize();
        int total = 0;
        try {
            while (left > 0) {
                int count = source.move(ByteBuffer.wrap(chunk, 0, (int) Math.min(left, chunk.length)));
                if (count <= 0) {
                    break;
                }
                buffers.scatter(chunk, count);
                total += count;
                left -= count;
                caller.checkpoint();
            }
        } catch (NonReadableChannelException e) {
            throw new ErrnoException(Errno.EBADF);
        }
        return total;
    }

    private static int transferOut(Instance caller, IoVectors buffers, Transfer sink) throws IOException {
        byte[] chunk = new byte[(int) Math.min(buffers.byteSize(), CHUNK)];
        int total = 0;
        try {
            for (int length = buffers.gather(chunk); length > 0; length = buffers.gather(chunk)) {
                ByteBuffer rest = ByteBuffer.wrap(chunk, 0, length);
                while (rest.hasRemaining()) {
                    total += sink.move(rest);
                }
                caller.checkpoint();
            }
        } catch (NonWritableChannelException e) {
            throw new ErrnoException(Errno.EBADF);
        } catch (IOException e) {
            // POSIX: what was written is reported, and the next write has the error.
            if (total == 0) {
                throw e;
            }
        }
        return total;
    }

    long seek(long offset, Whence whence) throws IOException {
        require(offset == 0 && whence == Whence.CUR ? Rights.TELL : Rights.SEEK);
        long from = switch (whence) {
            case SET -> 0;
            case CUR -> channel.position();
            case END -> channel.size();
        };
        long position = from + offset;
        if (position < 0) {
            throw new ErrnoException(Errno.EINVAL);
        }
        channel.position(position);
        return position;
    }

    long position() throws IOException {
        require(Rights.TELL);
        return channel.position();
    }

    @Override
    long readable() throws IOException {
        return Math.max(0, channel.size() - channel.position());
    }

    /** Makes sure that there is room up to {@code end}, with zeros where nothing was. */
    void allocate(long offset, long length) throws IOException {
        require(Rights.ALLOCATE);
        long end = offset + length;
        if (offset < 0 || length <= 0 || end < 0) {
            throw new ErrnoException(Errno.EINVAL);
        }
        if (end > channel.size()) {
            extend(end);
        }
    }

    void setSize(long size) throws IOException {
        require(Rights.FILESTAT_SET_SIZE);
        if (size < 0) {
            throw new ErrnoException(Errno.EINVAL);
        }
        try {
            if (size > channel.size()) {
                extend(size);
            } else {
                long position = channel.position();
                channel.truncate(size);
                channel.position(position);
            }
        } catch (NonWritableChannelException e) {
            throw new ErrnoException(Errno.EINVAL);
        }
    }

    private void extend(long size) throws IOException {
        elsewhere(size - 1, () -> channel.write(ByteBuffer.allocate(1)));
    }

    @Override
    void flush() throws IOException {
        if (channel instanceof FileChannel file) {
            file.force(true);
        }
    }

    @Override
    void close() throws IOException {
        try {
            channel.close();
        } finally {
            parent.close();
        }
    }
}
