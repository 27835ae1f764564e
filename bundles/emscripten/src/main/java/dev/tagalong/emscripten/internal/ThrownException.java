package dev.tagalong.emscripten.internal;

/** An exception of C++ that unwinds WebAssembly frames up to an {@code invoke_*}; its state is in {@link Exceptions}. */
final class ThrownException extends RuntimeException {

    /** With what there is to say if nobody catches it. */
    ThrownException(String message) {
        super(message, null, false, false);
    }
}
