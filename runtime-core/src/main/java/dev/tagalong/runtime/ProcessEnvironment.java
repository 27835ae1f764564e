package dev.tagalong.runtime;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a program is told of the world: POSIX's argument list, environment variables, standard streams, and directories. The
 * engine only carries it from whoever starts the program to the host functions that serve it.
 *
 * <p>Immutable; made with a {@link #builder()}, and changed copies with {@link #toBuilder()}. The streams are used, and not
 * closed, by what runs the program.
 */
public final class ProcessEnvironment {

    /** The standard streams, in the order of their descriptors: 0, 1, 2. */
    public enum StandardStream {
        /** Descriptor 0. */
        INPUT,
        /** Descriptor 1. */
        OUTPUT,
        /** Descriptor 2. */
        ERROR
    }

    /**
     * A directory that a program may use, with all that is below it and nothing else.
     *
     * @param guestPath the path by which the program knows it, such as {@code /data} or {@code .}; not empty
     * @param directory the directory, of any file system that Java knows: a disk's, a zip file's, one in memory. It is opened
     *     when the program first uses the host functions that serve it
     * @param readOnly whether the program may change nothing in it
     */
    public record Preopen(String guestPath, Path directory, boolean readOnly) {
        /** Checks that nothing is missing. */
        public Preopen {
            requireText(guestPath, "a directory's path for the program");
            Objects.requireNonNull(directory, "directory");
            if (guestPath.isEmpty()) {
                throw new IllegalArgumentException("the directory " + directory
                        + " has an empty path for the program; it needs one, such as /data");
            }
        }

        private static final String READ_ONLY = ":ro";

        /** What begins with a drive's letter has a colon that is part of the directory. */
        private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:[\\\\/].*");

        /**
         * Reads {@code DIRECTORY[:GUEST-PATH][:ro]}; without a guest path the program knows the directory by its own.
         *
         * @throws IllegalArgumentException if it names no directory that could be, existing or not
         */
        public static Preopen parse(String text) {
            boolean readOnly = text.endsWith(READ_ONLY);
            String both = readOnly ? text.substring(0, text.length() - READ_ONLY.length()) : text;
            int colon = both.lastIndexOf(':');
            if (colon < 0 || colon == 1 && DRIVE.matcher(both).matches()) {
                return new Preopen(both, directory(both), readOnly);
            }
            return new Preopen(both.substring(colon + 1), directory(both.substring(0, colon)), readOnly);
        }

        private static Path directory(String text) {
            if (text.isEmpty()) {
                throw new IllegalArgumentException("a directory is wanted: DIRECTORY[:GUEST-PATH][:ro]");
            }
            try {
                return Path.of(text);
            } catch (InvalidPathException e) {
                throw new IllegalArgumentException("not a directory: " + e.getMessage(), e);
            }
        }
    }

    /** No arguments, variables or directories; input at its end, output discarded. */
    public static final ProcessEnvironment EMPTY = builder().build();

    private final List<String> arguments;
    private final Map<String, String> variables;
    private final InputStream input;
    private final OutputStream output;
    private final OutputStream error;
    private final Set<StandardStream> terminals;
    private final List<Preopen> preopens;

    private ProcessEnvironment(Builder builder) {
        arguments = List.copyOf(builder.arguments);
        variables = Collections.unmodifiableMap(new LinkedHashMap<>(builder.variables));
        input = builder.input;
        output = builder.output;
        error = builder.error;
        terminals = Collections.unmodifiableSet(EnumSet.copyOf(builder.terminals));
        preopens = List.copyOf(builder.preopens);
    }

    /**
     * One without directories, whose streams are no terminals.
     *
     * @throws IllegalArgumentException as the methods of {@link Builder}
     */
    public ProcessEnvironment(
            List<String> arguments,
            Map<String, String> variables,
            InputStream input,
            OutputStream output,
            OutputStream error) {
        this(builder()
                .arguments(arguments)
                .variables(variables)
                .input(input)
                .output(output)
                .error(error));
    }

    /** Begins with what {@link #EMPTY} has. */
    public static Builder builder() {
        return new Builder();
    }

    /** Begins with what this one has. */
    public Builder toBuilder() {
        Builder builder = builder()
                .arguments(arguments)
                .variables(variables)
                .input(input)
                .output(output)
                .error(error)
                .preopens(preopens);
        builder.terminals.addAll(terminals);
        return builder;
    }

    /** The argument list; the first is by custom the program's name. */
    public List<String> arguments() {
        return arguments;
    }

    /** The environment variables, in the order in which they were given. */
    public Map<String, String> variables() {
        return variables;
    }

    /** Standard input. */
    public InputStream input() {
        return input;
    }

    /** Standard output. */
    public OutputStream output() {
        return output;
    }

    /** Standard error. */
    public OutputStream error() {
        return error;
    }

    /** Whether a standard stream is a terminal (POSIX: {@code isatty}). C libraries write to one line by line. */
    public boolean isTerminal(StandardStream stream) {
        return terminals.contains(stream);
    }

    /** The directories that the program may use, in their order. */
    public List<Preopen> preopens() {
        return preopens;
    }

    private static void requireText(String text, String what) {
        Objects.requireNonNull(text, what);
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(
                    what + " holds a zero byte, at " + text.indexOf('\0') + ": " + text.replace('\0', '\u2400'));
        }
    }

    /**
     * Collects what a program is told. Not thread-safe. What a program could not be told is an
     * {@link IllegalArgumentException}: texts with a zero byte, variables whose name is empty or holds {@code =}, two directories
     * of one path.
     */
    public static final class Builder {

        private final List<String> arguments = new ArrayList<>();
        private final Map<String, String> variables = new LinkedHashMap<>();
        private final Set<StandardStream> terminals = EnumSet.noneOf(StandardStream.class);
        private final List<Preopen> preopens = new ArrayList<>();
        private InputStream input = InputStream.nullInputStream();
        private OutputStream output = OutputStream.nullOutputStream();
        private OutputStream error = OutputStream.nullOutputStream();

        private Builder() {}

        /** Sets the argument list. */
        public Builder arguments(List<String> list) {
            for (int i = 0; i < list.size(); i++) {
                requireText(list.get(i), "argument " + i);
            }
            List<String> copy = List.copyOf(list);
            arguments.clear();
            arguments.addAll(copy);
            return this;
        }

        /** Sets an environment variable. */
        public Builder variable(String name, String value) {
            requireText(name, "the name of an environment variable");
            requireText(value, "the environment variable " + name);
            if (name.isEmpty() || name.indexOf('=') >= 0) {
                throw new IllegalArgumentException(
                        "the name of an environment variable is not empty and holds no '=', unlike '" + name + "'");
            }
            variables.put(name, value);
            return this;
        }

        /** Sets environment variables; others stay. */
        public Builder variables(Map<String, String> added) {
            added.forEach(this::variable);
            return this;
        }

        /** Sets standard input. */
        public Builder input(InputStream stream) {
            input = Objects.requireNonNull(stream, "input");
            return this;
        }

        /** Sets standard output. What it throws as an {@link java.io.IOException} is an error number to the program. */
        public Builder output(OutputStream stream) {
            output = Objects.requireNonNull(stream, "output");
            return this;
        }

        /** Sets standard error. What it throws as an {@link java.io.IOException} is an error number to the program. */
        public Builder error(OutputStream stream) {
            error = Objects.requireNonNull(stream, "error");
            return this;
        }

        /** Says of a stream whether it is a terminal; without that it is none. */
        public Builder terminal(StandardStream stream, boolean isTerminal) {
            if (isTerminal) {
                terminals.add(stream);
            } else {
                terminals.remove(stream);
            }
            return this;
        }

        /**
         * Adds a directory that the program may use.
         *
         * @param guestPath the path by which the program knows it
         * @param directory the directory, of any file system
         * @param readOnly whether the program may change nothing in it
         */
        public Builder preopen(String guestPath, Path directory, boolean readOnly) {
            if (preopens.stream().anyMatch(other -> other.guestPath().equals(guestPath))) {
                throw new IllegalArgumentException("two directories have the path " + guestPath + " for the program");
            }
            preopens.add(new Preopen(guestPath, directory, readOnly));
            return this;
        }

        /** Adds directories. */
        public Builder preopens(Collection<Preopen> added) {
            added.forEach(p -> preopen(p.guestPath(), p.directory(), p.readOnly()));
            return this;
        }

        /** What was collected. */
        public ProcessEnvironment build() {
            return new ProcessEnvironment(this);
        }
    }
}
