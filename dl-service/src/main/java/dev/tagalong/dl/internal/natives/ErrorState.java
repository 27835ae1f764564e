package dev.tagalong.dl.internal.natives;

import dev.tagalong.runtime.HostState;
import dev.tagalong.runtime.Instance;
import java.nio.charset.StandardCharsets;

/**
 * What {@code dlerror} has to say to one program: the text of the last failure, until it is asked for. Used only by the thread
 * that runs the program. What POSIX calls a thread is the program itself here, whichever Java threads carry its calls.
 */
final class ErrorState implements HostState {

    /** A text may name all that is missing, and names can be long; it takes its place in the program's memory. */
    private static final int LONGEST = 16_384;

    private final TextBuffer buffer = new TextBuffer();
    private String last;

    @Override
    public String hindersSnapshot() {
        return null;
    }

    void set(String text) {
        last = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
    }

    /** The address of the last failure's text in the instance's memory, once; 0 if there was none since. */
    int take(Instance caller) {
        String text = last;
        last = null;
        return text == null ? 0 : buffer.place(caller, text.getBytes(StandardCharsets.UTF_8));
    }
}
