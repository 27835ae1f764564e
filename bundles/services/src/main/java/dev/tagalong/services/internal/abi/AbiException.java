package dev.tagalong.services.internal.abi;

import dev.tagalong.services.MarshallingException;

/** A value that cannot cross; where, is for the caller to add. */
final class AbiException extends MarshallingException {

    private static final long serialVersionUID = 1;

    AbiException(String message) {
        super(message, null);
    }

    AbiException(String message, Throwable cause) {
        super(message, cause);
    }
}
