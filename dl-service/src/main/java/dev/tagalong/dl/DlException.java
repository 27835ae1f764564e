package dev.tagalong.dl;

import dev.tagalong.runtime.text.PlainText;
import java.io.Serial;

/** A failed linker operation; the message is the text that {@code dlerror} would give a program. */
public class DlException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    /** A failure with its text. */
    public DlException(String message) {
        super(PlainText.lines(message));
    }

    /** A failure with its text and cause. */
    public DlException(String message, Throwable cause) {
        super(PlainText.lines(message), cause);
    }
}
