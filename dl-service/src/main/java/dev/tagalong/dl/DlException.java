package dev.tagalong.dl;

/** A failed linker operation; the message is the text that {@code dlerror} would give a program. */
public class DlException extends RuntimeException {

    /** A failure with its text. */
    public DlException(String message) {
        super(message);
    }

    /** A failure with its text and cause. */
    public DlException(String message, Throwable cause) {
        super(message, cause);
    }
}
