package dev.tagalong.runtime;

import dev.tagalong.runtime.text.PlainText;
import java.io.Serial;

/**
 * The root of what the engine throws: a module that cannot be used ({@link ModuleException}), a link that fails
 * ({@link LinkException}), a {@link Trap}, an exception of a program ({@link WasmException}), a snapshot that cannot be
 * ({@link SnapshotException}). There are no others.
 */
public abstract class EngineException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    /**
     * For the package, so that there are no others. Names and texts of modules are in the message, so it is made plain:
     * one line, whatever is in it.
     */
    EngineException(String message, Throwable cause, boolean writableStackTrace) {
        super(PlainText.of(message), cause, false, writableStackTrace);
    }
}
