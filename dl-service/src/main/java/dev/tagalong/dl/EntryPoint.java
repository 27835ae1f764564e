package dev.tagalong.dl;

import dev.tagalong.runtime.Module;
import dev.tagalong.runtime.type.ExportType;
import dev.tagalong.runtime.type.ExternalType;
import dev.tagalong.runtime.type.FunctionType;
import dev.tagalong.runtime.type.ValueType;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The exported function with which a program begins, and what makes a module a program: WASI's {@code _start} for a command, or
 * C's {@code main} under the names that clang gives it, with and without parameters. Immutable.
 *
 * @param name the export's name, one of {@link #NAMES} as far as this finds it
 * @param type its type, which {@link #fits} or not
 */
public record EntryPoint(String name, FunctionType type) {

    /** WASI's entry point of a command. */
    public static final String START = "_start";

    /** The names, the best first. */
    public static final List<String> NAMES = List.of(START, "main", "__main_void", "__main_argc_argv");

    private static final List<ValueType> ARGC_ARGV = List.of(ValueType.I32, ValueType.I32);
    private static final List<ValueType> STATUS = List.of(ValueType.I32);

    private static final FunctionType PLAIN = FunctionType.of(List.of(), List.of());
    private static final FunctionType WITH_STATUS = FunctionType.of(List.of(), STATUS);
    private static final FunctionType WITH_ARGUMENTS = FunctionType.of(ARGC_ARGV, STATUS);

    /**
     * The entry point of a module.
     *
     * @return the best that {@link #fits}, or else the best by its name; nothing if the module is no program
     */
    public static Optional<EntryPoint> of(Module module) {
        Map<String, ExternalType> exports = new HashMap<>();
        for (ExportType export : module.exports()) {
            exports.put(export.name(), export.type());
        }
        return among(exports);
    }

    /** The entry point of a module that has these symbols, as {@link #of(Module)}. */
    public static Optional<EntryPoint> of(Collection<Symbol> symbols) {
        Map<String, ExternalType> exports = new HashMap<>();
        symbols.forEach(symbol -> exports.put(symbol.name(), symbol.type()));
        return among(exports);
    }

    private static Optional<EntryPoint> among(Map<String, ExternalType> exports) {
        List<EntryPoint> named = NAMES.stream()
                .filter(name -> exports.get(name) instanceof ExternalType.Func)
                .map(name -> new EntryPoint(name, ((ExternalType.Func) exports.get(name)).type()))
                .toList();
        return named.stream()
                .filter(EntryPoint::fits)
                .findFirst()
                .or(() -> named.stream().findFirst());
    }

    /** Whether it can be called: without parameters, with or without a status, or with {@code (argc, argv)} and a status. */
    public boolean fits() {
        return type == PLAIN || hasStatus();
    }

    /** Whether what it answers is the exit status. */
    public boolean hasStatus() {
        return type == WITH_STATUS || takesArguments();
    }

    /** Whether it takes {@code argc} and {@code argv}. */
    public boolean takesArguments() {
        return type == WITH_ARGUMENTS;
    }
}
