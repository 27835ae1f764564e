package dev.tagalong.shell.internal;

import dev.tagalong.dl.Library;
import dev.tagalong.dl.Linker;
import dev.tagalong.runtime.Function;
import dev.tagalong.runtime.Instance;
import java.util.List;

/** One call of a library's function. */
final class LibraryCall {

    private final Linker linker;
    private final String library;
    private final String function;
    private final List<String> arguments;

    private volatile Instance running;

    LibraryCall(Linker linker, String library, String function, List<String> arguments) {
        this.linker = linker;
        this.library = library;
        this.function = function;
        this.arguments = arguments;
    }

    /** Opens the library, calls, closes; the results as text. */
    String run() {
        try (Library open = linker.open(library)) {
            Function target = open.function(function);
            Object[] values = Values.parse(target.type(), arguments);
            running = open.instance();
            return Values.format(target.type(), target.call(values));
        } finally {
            running = null;
        }
    }

    /** From another thread: makes the call trap, if it has begun. */
    void cancel(String reason) {
        Instance instance = running;
        if (instance != null) {
            instance.cancel(reason);
        }
    }
}
