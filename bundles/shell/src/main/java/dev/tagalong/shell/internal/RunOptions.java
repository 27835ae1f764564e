package dev.tagalong.shell.internal;

import dev.tagalong.runtime.ProcessEnvironment.Preopen;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The command line of {@code wasm:run}.
 *
 * @param trace whether to print what the program asks of the linker
 * @param quiet whether to keep the exit status for the shell alone, unless tracing
 * @param variables the environment variables that the program sees
 * @param directories the directories that it may use
 * @param program the program's name
 * @param arguments what follows the name
 */
record RunOptions(
        boolean trace,
        boolean quiet,
        Map<String, String> variables,
        List<Preopen> directories,
        String program,
        List<String> arguments) {

    static final String SYNOPSIS = "[-t|--trace] [-q|--quiet] [-e|--env NAME=VALUE]..."
            + " [-d|--dir DIRECTORY[:GUEST-PATH][:ro]]... PROGRAM [ARGUMENT]...";

    static final String USAGE = "usage: run " + SYNOPSIS;

    /**
     * Options end at the program's name: what follows belongs to the program.
     *
     * @throws CommandFailure if an option is unknown or the name is missing
     */
    static RunOptions parse(String... words) {
        boolean trace = false;
        boolean quiet = false;
        Map<String, String> variables = new LinkedHashMap<>();
        List<Preopen> directories = new ArrayList<>();
        int i = 0;
        for (; i < words.length && words[i].startsWith("-"); i++) {
            switch (words[i]) {
                case "-t", "--trace" -> trace = true;
                case "-q", "--quiet" -> quiet = true;
                case "-e", "--env" -> define(variables, ++i < words.length ? words[i] : "");
                case "-d", "--dir" -> directories.add(directory(++i < words.length ? words[i] : ""));
                default -> throw new CommandFailure("unknown option " + words[i] + "; " + USAGE);
            }
        }
        if (i >= words.length) {
            throw new CommandFailure(USAGE);
        }
        return new RunOptions(
                trace,
                quiet,
                variables,
                directories,
                words[i],
                Arrays.asList(words).subList(i + 1, words.length));
    }

    private static void define(Map<String, String> variables, String definition) {
        int equals = definition.indexOf('=');
        if (equals < 1) {
            throw new CommandFailure("-e needs NAME=VALUE; " + USAGE);
        }
        variables.put(definition.substring(0, equals), definition.substring(equals + 1));
    }

    private static Preopen directory(String text) {
        try {
            Preopen preopen = Preopen.parse(text);
            if (!Files.isDirectory(preopen.directory())) {
                throw new CommandFailure("-d needs a directory, and '" + preopen.directory() + "' is none; " + USAGE);
            }
            return preopen;
        } catch (IllegalArgumentException e) {
            throw new CommandFailure("-d: " + e.getMessage());
        }
    }
}
