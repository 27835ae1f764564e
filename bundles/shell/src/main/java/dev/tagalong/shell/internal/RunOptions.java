package dev.tagalong.shell.internal;

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
 * @param program the program's name
 * @param arguments what follows the name
 */
record RunOptions(boolean trace, boolean quiet, Map<String, String> variables, String program, List<String> arguments) {

    static final String USAGE = "usage: run [-t|--trace] [-q|--quiet] [-e|--env NAME=VALUE]... PROGRAM [ARGUMENT]...";

    /**
     * Options end at the program's name: what follows belongs to the program.
     *
     * @throws CommandFailure if an option is unknown or the name is missing
     */
    static RunOptions parse(String... words) {
        boolean trace = false;
        boolean quiet = false;
        Map<String, String> variables = new LinkedHashMap<>();
        int i = 0;
        for (; i < words.length && words[i].startsWith("-"); i++) {
            switch (words[i]) {
                case "-t", "--trace" -> trace = true;
                case "-q", "--quiet" -> quiet = true;
                case "-e", "--env" -> define(variables, ++i < words.length ? words[i] : "");
                default -> throw new CommandFailure("unknown option " + words[i] + "; " + USAGE);
            }
        }
        if (i >= words.length) {
            throw new CommandFailure(USAGE);
        }
        return new RunOptions(
                trace, quiet, variables, words[i], Arrays.asList(words).subList(i + 1, words.length));
    }

    private static void define(Map<String, String> variables, String definition) {
        int equals = definition.indexOf('=');
        if (equals < 1) {
            throw new CommandFailure("-e needs NAME=VALUE; " + USAGE);
        }
        variables.put(definition.substring(0, equals), definition.substring(equals + 1));
    }
}
