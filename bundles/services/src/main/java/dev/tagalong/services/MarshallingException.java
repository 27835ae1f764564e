package dev.tagalong.services;

/**
 * A value that could not cross between Java and a module: it has no counterpart, or what the module gave is none. The message
 * names the method and the parameter, or the result.
 */
public class MarshallingException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** With a message and a cause, which may be {@code null}. */
    public MarshallingException(String message, Throwable cause) {
        super(message, cause);
    }
}
