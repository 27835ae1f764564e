package dev.tagalong.emscripten.internal;

import java.util.function.IntSupplier;

/** A system call fails. */
final class ErrnoException extends RuntimeException {

    private final int errno;

    /** With one of {@link Errno}. */
    ErrnoException(int errno) {
        super("errno " + errno, null, false, false);
        this.errno = errno;
    }

    /** What a system call answers: the result, or the negative error number. */
    static int answer(IntSupplier call) {
        try {
            return call.getAsInt();
        } catch (ErrnoException e) {
            return -e.errno;
        }
    }
}
