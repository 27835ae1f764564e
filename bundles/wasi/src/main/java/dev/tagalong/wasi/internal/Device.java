package dev.tagalong.wasi.internal;

import dev.tagalong.runtime.Instance;
import java.security.SecureRandom;

/** A device of POSIX systems that has no file here: what is written to it is gone. */
final class Device extends Descriptor {

    /** What it reads as. */
    enum Kind {
        /** Its end: {@code /dev/null}. */
        NULL,
        /** Zeros: {@code /dev/zero}. */
        ZERO,
        /** Bytes fit for keys: {@code /dev/urandom}. */
        RANDOM
    }

    private static final long OFFERED = Rights.READ
            | Rights.WRITE
            | Rights.SYNC
            | Rights.DATASYNC
            | Rights.SET_FLAGS
            | Rights.FILESTAT_GET
            | Rights.POLL;

    private static final int CHUNK = 8192;
    private static final SecureRandom RANDOM_SOURCE = new SecureRandom();

    private final Kind kind;

    Device(Kind kind) {
        super(OFFERED, OFFERED, 0, 0);
        this.kind = kind;
    }

    @Override
    FileType type() {
        return FileType.CHARACTER_DEVICE;
    }

    /** Other than a terminal, it is on a device and has a number. */
    @Override
    FileStat stat() {
        return new FileStat(1, 1L + kind.ordinal(), type(), 1, 0, 0, 0);
    }

    @Override
    int read(Instance caller, IoVectors buffers) {
        require(Rights.READ);
        if (kind == Kind.NULL) {
            return 0;
        }
        byte[] chunk = new byte[(int) Math.min(CHUNK, buffers.byteSize())];
        int done = 0;
        while (done < buffers.byteSize()) {
            int part = (int) Math.min(chunk.length, buffers.byteSize() - done);
            if (kind == Kind.RANDOM) {
                RANDOM_SOURCE.nextBytes(chunk);
            }
            buffers.scatter(chunk, part);
            done += part;
            caller.checkpoint();
        }
        return done;
    }

    @Override
    int write(Instance caller, IoVectors buffers) {
        require(Rights.WRITE);
        return (int) buffers.byteSize();
    }

    @Override
    void flush() {
        // Nothing is kept.
    }
}
