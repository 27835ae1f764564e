package dev.tagalong.shell.internal;

import dev.tagalong.dl.DlException;
import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.text.PlainText;

/** A command that could not do what it was asked; shells print {@link #toString()}, which is the text alone. */
final class CommandFailure extends RuntimeException {

    CommandFailure(String message) {
        this(message, null);
    }

    CommandFailure(String message, Throwable cause) {
        super(PlainText.lines(message), cause, false, false);
    }

    static CommandFailure of(DlException e) {
        return new CommandFailure(e.getMessage(), e);
    }

    /** With the WebAssembly backtrace. */
    static CommandFailure of(Trap trap) {
        return new CommandFailure(trap.describe(), trap);
    }

    @Override
    public String toString() {
        return getMessage();
    }
}
