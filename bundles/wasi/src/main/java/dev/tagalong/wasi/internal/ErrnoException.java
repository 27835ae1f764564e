package dev.tagalong.wasi.internal;

/** Ends a host function with an error number; {@link FunctionTable} turns it into the function's result. */
final class ErrnoException extends RuntimeException {

    private final Errno errno;

    ErrnoException(Errno errno) {
        super(errno.name(), null, false, false);
        this.errno = errno;
    }

    Errno errno() {
        return errno;
    }
}
