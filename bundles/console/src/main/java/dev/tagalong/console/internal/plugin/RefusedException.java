package dev.tagalong.console.internal.plugin;

/** Something is not done; the message says why, for the one who asked. */
public final class RefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    /** A refusal with its reason. */
    public RefusedException(String message) {
        super(message);
    }
}
