package dev.tagalong.dl.internal.natives;

import dev.tagalong.runtime.Instance;
import java.nio.charset.StandardCharsets;

/**
 * What {@code dlerror} has to say to one instance: the text of the last failure, until it is asked for. Used only by the
 * thread that runs the instance.
 */
final class ErrorState {

    private final TextBuffer buffer = new TextBuffer();
    private String last;

    void set(String text) {
        last = text;
    }

    /** The address of the last failure's text in the instance's memory, once; 0 if there was none since. */
    int take(Instance caller) {
        String text = last;
        last = null;
        return text == null ? 0 : buffer.place(caller, text.getBytes(StandardCharsets.UTF_8));
    }
}
