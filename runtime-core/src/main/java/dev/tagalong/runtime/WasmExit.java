package dev.tagalong.runtime;

import java.io.Serial;

/**
 * Thrown by a host function that ends the program, such as a process exit: unwinds all WebAssembly frames unchanged.
 */
public final class WasmExit extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    private final int status;

    /** The end of a program with an exit status. */
    public WasmExit(int status) {
        super("exit status " + status, null, false, false);
        this.status = status;
    }

    /** The exit status. */
    public int status() {
        return status;
    }
}
