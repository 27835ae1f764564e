package dev.tagalong.runtime;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a program is told of the world: POSIX's argument list, environment variables and standard streams. The engine
 * only carries it from whoever starts the program to the host functions that serve it.
 *
 * @param arguments the argument list; the first is by custom the program's name
 * @param variables the environment variables
 * @param input standard input
 * @param output standard output
 * @param error standard error
 */
public record ProcessEnvironment(
        List<String> arguments,
        Map<String, String> variables,
        InputStream input,
        OutputStream output,
        OutputStream error) {

    /** No arguments or variables; input at its end, output discarded. */
    public static final ProcessEnvironment EMPTY = new ProcessEnvironment(
            List.of(),
            Map.of(),
            InputStream.nullInputStream(),
            OutputStream.nullOutputStream(),
            OutputStream.nullOutputStream());

    /** Copies the collections. */
    public ProcessEnvironment {
        arguments = List.copyOf(arguments);
        variables = Map.copyOf(variables);
        Objects.requireNonNull(input, "input");
        Objects.requireNonNull(output, "output");
        Objects.requireNonNull(error, "error");
    }
}
