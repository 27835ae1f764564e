package dev.tagalong.runtime;

import java.io.Serial;

/**
 * A snapshot that cannot be taken, since a part of the state lies where no snapshot can have it, or that cannot be used: it
 * is damaged, of another module, or larger than the limits.
 */
public final class SnapshotException extends EngineException {

    @Serial
    private static final long serialVersionUID = 1;

    /** With the reason. */
    public SnapshotException(String message) {
        super(message, null, true);
    }

    /** With the reason and its cause. */
    public SnapshotException(String message, Throwable cause) {
        super(message, cause, true);
    }
}
