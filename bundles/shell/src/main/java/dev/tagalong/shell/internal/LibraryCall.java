package dev.tagalong.shell.internal;

import dev.tagalong.dl.Library;
import dev.tagalong.dl.Linker;
import dev.tagalong.runtime.Function;
import java.util.List;

/** One call of a library's function. */
final class LibraryCall {

    private final Linker linker;
    private final String library;
    private final String function;
    private final List<String> arguments;

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
            return Values.format(target.type(), target.call(values));
        }
    }
}
