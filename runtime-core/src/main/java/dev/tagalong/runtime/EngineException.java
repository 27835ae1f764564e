package dev.tagalong.runtime;

import dev.tagalong.runtime.text.PlainText;
import java.io.Serial;

/** The root of what the engine throws: a module that cannot be used, a link that fails, a trap. */
public abstract sealed class EngineException extends RuntimeException permits ModuleException, LinkException, Trap {

    @Serial
    private static final long serialVersionUID = 1;

    /** Names and texts of modules are in the message, so it is made plain: one line, whatever is in it. */
    EngineException(String message, Throwable cause, boolean writableStackTrace) {
        super(PlainText.of(message), cause, false, writableStackTrace);
    }
}
