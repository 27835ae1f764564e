package dev.tagalong.runtime;

/** The root of what the engine throws: a module that cannot be used, a link that fails, a trap. */
public abstract sealed class WasmException extends RuntimeException permits ModuleException, LinkException, Trap {

    WasmException(String message, Throwable cause, boolean writableStackTrace) {
        super(message, cause, false, writableStackTrace);
    }
}
