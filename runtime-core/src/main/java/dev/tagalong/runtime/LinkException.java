package dev.tagalong.runtime;

import java.io.Serial;

/**
 * An instantiation that fails before anything of the module ran: an import that nobody supplies or that is of another
 * type, or a limit that the module's own memories or tables exceed.
 */
public final class LinkException extends EngineException {

    @Serial
    private static final long serialVersionUID = 1;

    /** A link error with a text that names module, symbol and types. */
    public LinkException(String message) {
        super(message, null, true);
    }

    /** A link error with its cause. */
    public LinkException(String message, Throwable cause) {
        super(message, cause, true);
    }
}
