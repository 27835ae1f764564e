package dev.tagalong.dl;

import dev.tagalong.runtime.text.PlainText;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * A request of a running instance and its answer. {@link Object#toString()} gives the line of a trace, such as
 * {@code dlsym(1, "test_func") = 0x00010001}, without the caller.
 */
public sealed interface LinkEvent {

    /** The name of the program or library that asked. */
    String caller();

    /**
     * {@code dlopen} gave a handle.
     *
     * @param caller who asked
     * @param library the name that was asked for, or {@code null} where the caller opened itself
     * @param flags the flags that were given
     * @param id the handle id, 1 to 65,535
     */
    record Opened(String caller, String library, int flags, int id) implements LinkEvent {
        @Override
        public String toString() {
            return "dlopen(" + quote(library) + ", " + OpenFlags.toString(flags) + ") = " + id;
        }
    }

    /**
     * {@code dlsym} gave a function pointer.
     *
     * @param caller who asked
     * @param handle the handle that was given
     * @param symbol the symbol that was asked for
     * @param taggedIndex the answer
     */
    record Found(String caller, int handle, String symbol, int taggedIndex) implements LinkEvent {
        @Override
        public String toString() {
            return "dlsym(" + handle + ", " + quote(symbol) + ") = " + hexadecimal(taggedIndex);
        }
    }

    /**
     * A call through a tagged index returned.
     *
     * @param caller who called
     * @param taggedIndex the index it called through
     * @param function the function, such as {@code app.wasm!test_func}
     * @param arguments the arguments, boxed
     * @param results the results, boxed
     */
    record Called(String caller, int taggedIndex, String function, List<Object> arguments, List<Object> results)
            implements LinkEvent {

        /** Copies the lists, in which a null reference is {@code null}. */
        public Called {
            arguments = arguments.stream().toList();
            results = results.stream().toList();
        }

        @Override
        public String toString() {
            return PlainText.of(function) + list(arguments) + (results.isEmpty() ? "" : " = " + values(results));
        }
    }

    /**
     * {@code dlclose} gave a reference back.
     *
     * @param caller who asked
     * @param id the handle id
     */
    record Closed(String caller, int id) implements LinkEvent {
        @Override
        public String toString() {
            return "dlclose(" + id + ") = 0";
        }
    }

    /**
     * A request failed.
     *
     * @param caller who asked
     * @param request what was asked for, such as {@code dlopen("nope.wasm", 0)}
     * @param reason why it failed: {@code dlerror}'s text, or the trap's message
     */
    record Failed(String caller, String request, String reason) implements LinkEvent {
        @Override
        public String toString() {
            return PlainText.of(request) + " failed: " + PlainText.lines(reason);
        }
    }

    private static String quote(String text) {
        return text == null ? "NULL" : '"' + PlainText.of(text) + '"';
    }

    private static String hexadecimal(int taggedIndex) {
        return String.format("0x%08x", taggedIndex);
    }

    private static String list(List<Object> arguments) {
        return arguments.stream().map(Objects::toString).collect(Collectors.joining(", ", "(", ")"));
    }

    private static String values(List<Object> results) {
        return results.size() == 1 ? String.valueOf(results.get(0)) : list(results);
    }
}
