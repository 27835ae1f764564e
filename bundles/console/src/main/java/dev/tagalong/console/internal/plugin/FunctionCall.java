package dev.tagalong.console.internal.plugin;

import dev.tagalong.dl.Library;
import dev.tagalong.dl.Linker;
import dev.tagalong.runtime.Function;
import dev.tagalong.runtime.type.FunctionType;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A call of a library's function: opens it, calls, closes.
 *
 * @param linker who has the library
 * @param module the module's name, for people
 * @param query what the linker finds it under
 * @param function the function's name
 * @param arguments the arguments as they were typed
 */
public record FunctionCall(Linker linker, String module, String query, String function, List<String> arguments)
        implements DeadlineCall.Body {

    @Override
    public DeadlineCall.Ending run() {
        try (Library open = linker.open(query)) {
            Function target = open.function(function);
            return new DeadlineCall.Ending(
                    false, text(target.type(), target.call(Arguments.parse(target.type(), arguments))));
        }
    }

    private static String text(FunctionType type, Object result) {
        return switch (type.results().size()) {
            case 0 -> "no result";
            case 1 -> text(result);
            default -> Arrays.stream((Object[]) result).map(FunctionCall::text).collect(Collectors.joining(", "));
        };
    }

    private static String text(Object value) {
        if (value instanceof Function target) {
            String owner = target.owner() == null ? "" : target.owner().name() + "!";
            return "funcref " + owner + target.name();
        }
        return String.valueOf(value);
    }

    /** Such as {@code app.wasm!add(2, 3)}. */
    @Override
    public String toString() {
        return module + "!" + function + "(" + String.join(", ", arguments) + ")";
    }
}
