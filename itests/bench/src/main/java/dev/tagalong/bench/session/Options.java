package dev.tagalong.bench.session;

import dev.tagalong.bench.contender.Contender;
import dev.tagalong.bench.contender.Contenders;
import dev.tagalong.bench.process.Gcc;
import dev.tagalong.bench.process.Node;
import dev.tagalong.bench.workload.Workload;
import dev.tagalong.bench.workload.Workloads;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a session measures.
 *
 * @param quick short samples of some workloads
 * @param workloads the ids of the workloads
 * @param contenders the ids of the contenders
 * @param parts which parts run
 * @param directory where the results go
 */
public record Options(boolean quick, Set<String> workloads, Set<String> contenders, Set<Part> parts, Path directory) {

    /** The parts of a session. */
    public enum Part {
        /** Compute, calls, opening and closing. */
        WORKLOADS,
        /** Bytes to first result of a generated module. */
        START,
        /** Programs from the npm registry. */
        PROGRAMS,
        /** First results of those programs, and where the time until then goes. */
        BEGINNING,
        /** Side modules from the npm registry. */
        GRAMMARS,
        /** What a library weighs. */
        FOOTPRINT
    }

    /** What {@code --help} prints. */
    public static String help() {
        return """
                Usage: itests/bench/run [OPTION...]
                  --quick               a few workloads, short samples: some minutes instead of some twenty
                  --workloads=A,B       these workloads only
                  --contenders=A,B      these contenders only
                  --parts=A,B           these parts only: workloads, start, programs, beginning,
                                        grammars, footprint
                  --directory=DIR       where results go (default: itests/bench/target/bench)
                  --list                lists workloads and contenders
                Results: results.md, results.json, results.svg. The exit status is 1 if contenders computed
                different results, 2 for a wrong option.
                JAVA_HOME chooses the JDK that is measured.
                """;
    }

    /** Ids and titles. */
    public static String list() {
        StringBuilder text = new StringBuilder("Workloads (* = also in a quick session):\n");
        for (Workload workload : Workloads.ALL) {
            text.append(
                    String.format("  %s %-16s %s%n", workload.quick() ? "*" : " ", workload.id(), workload.title()));
        }
        text.append("Contenders:\n");
        for (Contender contender : Contenders.ALL) {
            String state =
                    contender.unavailable().map(why -> " - not here: " + why).orElse("");
            text.append(String.format("    %-18s %s%s%n", contender.id(), contender.title(), state));
        }
        return text
                + String.format("    %-18s if node is on the PATH%n    %-18s if gcc is on the PATH%n", Node.ID, Gcc.ID);
    }

    /**
     * Parses the command line.
     *
     * @param home the default directory
     * @throws IllegalArgumentException if an option is unknown, with a text for the user
     */
    public static Options parse(String[] arguments, Path home) {
        boolean quick = Arrays.asList(arguments).contains("--quick");
        Set<String> workloads =
                ids(Workloads.ALL.stream().filter(w -> w.quick() || !quick).map(Workload::id));
        Set<String> contenders = ids(allContenders());
        Set<Part> parts = EnumSet.allOf(Part.class);
        Path directory = home;
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            String name = equals < 0 ? argument : argument.substring(0, equals);
            String value = argument.substring(equals + 1);
            switch (name) {
                case "--quick" -> {}
                case "--workloads" ->
                    workloads = chosen(name, value, ids(Workloads.ALL.stream().map(Workload::id)));
                case "--contenders" -> contenders = chosen(name, value, ids(allContenders()));
                case "--parts" -> parts = parts(value);
                case "--directory" -> directory = Path.of(value).toAbsolutePath();
                default -> throw new IllegalArgumentException("unknown option '" + argument + "'");
            }
        }
        return new Options(quick, workloads, contenders, parts, directory);
    }

    private static Stream<String> allContenders() {
        return Stream.concat(Contenders.ALL.stream().map(Contender::id), Stream.of(Node.ID, Gcc.ID));
    }

    private static Set<String> ids(Stream<String> ids) {
        return new LinkedHashSet<>(ids.toList());
    }

    private static Set<String> chosen(String option, String value, Set<String> known) {
        List<String> wanted = List.of(value.split(","));
        for (String id : wanted) {
            if (!known.contains(id)) {
                throw new IllegalArgumentException(option + ": no '" + id + "'; there are " + String.join(", ", known));
            }
        }
        return ids(known.stream().filter(wanted::contains));
    }

    private static Set<Part> parts(String value) {
        Set<String> known = ids(Arrays.stream(Part.values()).map(p -> p.name().toLowerCase(Locale.ROOT)));
        Set<Part> parts = EnumSet.noneOf(Part.class);
        chosen("--parts", value, known).forEach(p -> parts.add(Part.valueOf(p.toUpperCase(Locale.ROOT))));
        return parts;
    }
}
