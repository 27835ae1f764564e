package dev.tagalong.runtime;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a program is told of the world: POSIX's argument list, environment variables, standard
 * streams, and directories. The engine
 * only carries it from whoever starts the program to the host functions that serve it.
 *
 * @param arguments the argument list; the first is by custom the program's name
 * @param variables the environment variables
 * @param input standard input
 * @param output standard output
 * @param error standard error
 * @param preopens the directories that the program may use, in their order
 */
public record ProcessEnvironment(
        List<String> arguments,
        Map<String, String> variables,
        InputStream input,
        OutputStream output,
        OutputStream error,
        List<Preopen> preopens) {

    /**
     * A directory that a program may use, with all that is below it and nothing else.
     *
     * @param guestPath the path by which the program knows it, such as {@code /data}
     * @param directory the directory, of any file system that Java knows: a disk's, a zip file's, one in memory
     * @param readOnly whether the program may change nothing in it
     */
    public record Preopen(String guestPath, Path directory, boolean readOnly) {
        /** Checks that nothing is missing. */
        public Preopen {
            Objects.requireNonNull(guestPath, "guestPath");
            Objects.requireNonNull(directory, "directory");
        }
    }

    /** No arguments or variables; input at its end, output discarded. */
    public static final ProcessEnvironment EMPTY = new ProcessEnvironment(
            List.of(),
            Map.of(),
            InputStream.nullInputStream(),
            OutputStream.nullOutputStream(),
            OutputStream.nullOutputStream());

    /** One without directories. */
    public ProcessEnvironment(
            List<String> arguments,
            Map<String, String> variables,
            InputStream input,
            OutputStream output,
            OutputStream error) {
        this(arguments, variables, input, output, error, List.of());
    }

    /** The same with other directories. */
    public ProcessEnvironment withPreopens(List<Preopen> directories) {
        return new ProcessEnvironment(arguments, variables, input, output, error, directories);
    }

    /** Copies the collections. */
    public ProcessEnvironment {
        arguments = List.copyOf(arguments);
        variables = Map.copyOf(variables);
        preopens = List.copyOf(preopens);
        Objects.requireNonNull(input, "input");
        Objects.requireNonNull(output, "output");
        Objects.requireNonNull(error, "error");
    }
}
