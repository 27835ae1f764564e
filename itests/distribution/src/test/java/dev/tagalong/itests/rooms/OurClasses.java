package dev.tagalong.itests.rooms;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The classes of our jars and whom each names, as {@code jdeps} finds it in the class files. A nested class is counted to
 * the one around it. Annotations that are not there at run time do not count.
 */
final class OurClasses {

    private static final String OURS = "dev.tagalong.";

    private static final Pattern DEPENDENCY = Pattern.compile("\\s+(\\S+)\\s+-> (\\S+)\\s.*");

    private final Map<String, String> jars;
    private final Map<String, Set<String>> known;
    private final Map<String, Set<String>> shown;

    private OurClasses(Map<String, String> jars, Map<String, Set<String>> known, Map<String, Set<String>> shown) {
        this.jars = jars;
        this.known = known;
        this.shown = shown;
    }

    /** Reads those of these jars that have classes of ours. */
    static OurClasses read(List<Path> files) throws IOException {
        Map<String, String> jars = new TreeMap<>();
        List<String> read = new ArrayList<>();
        for (Path file : files) {
            Set<String> classes = classes(file);
            String name = file.getFileName().toString().replaceFirst("(-\\d[^/]*)?\\.jar$", "");
            classes.forEach(type -> jars.put(type, name));
            if (!classes.isEmpty()) {
                read.add(file.toString());
            }
        }
        return new OurClasses(jars, dependencies(read), dependencies(read, "-apionly"));
    }

    private static Set<String> classes(Path file) throws IOException {
        try (JarFile jar = new JarFile(file.toFile())) {
            return jar.stream()
                    .map(entry -> entry.getName().replace('/', '.'))
                    .filter(name -> name.startsWith(OURS) && name.endsWith(".class"))
                    .filter(name -> !name.endsWith(".package-info.class"))
                    .map(name -> outermost(name.substring(0, name.length() - ".class".length())))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static Map<String, Set<String>> dependencies(List<String> jars, String... options) {
        ToolProvider jdeps = ToolProvider.findFirst("jdeps")
                .orElseThrow(
                        () -> new IllegalStateException("this JDK has no jdeps: " + System.getProperty("java.home")));
        List<String> arguments = new ArrayList<>(List.of(options));
        arguments.addAll(List.of("-verbose:class", "-filter:none", "--multi-release", "base"));
        arguments.addAll(jars);
        StringWriter out = new StringWriter();
        int status = jdeps.run(new PrintWriter(out), new PrintWriter(out), arguments.toArray(String[]::new));
        if (status != 0) {
            throw new IllegalStateException("jdeps " + String.join(" ", arguments) + ":\n" + out);
        }
        Map<String, Set<String>> dependencies = new TreeMap<>();
        out.toString().lines().map(DEPENDENCY::matcher).filter(Matcher::matches).forEach(line -> {
            String from = outermost(line.group(1));
            String to = outermost(line.group(2));
            if (from.startsWith(OURS) && !from.equals(to) && !from.endsWith(".package-info")) {
                dependencies.computeIfAbsent(from, name -> new TreeSet<>()).add(to);
            }
        });
        return dependencies;
    }

    private static String outermost(String name) {
        int nested = name.indexOf('$');
        return nested < 0 ? name : name.substring(0, nested);
    }

    /** The package of a class. */
    static String packageOf(String type) {
        return type.substring(0, type.lastIndexOf('.'));
    }

    /** All outermost classes. */
    Set<String> all() {
        return jars.keySet();
    }

    /** The jar of each package. */
    Map<String, String> packages() {
        Map<String, String> packages = new TreeMap<>();
        jars.forEach((type, jar) -> packages.put(packageOf(type), jar));
        return packages;
    }

    /** The jar that has a class, or {@code null} if it is none of ours. */
    String jar(String type) {
        return jars.get(type);
    }

    /** The classes of whomever that a class names; it is not among them. */
    Set<String> knownBy(String type) {
        return known.getOrDefault(type, Set.of());
    }

    /** The classes that users of a class see in its public and protected signatures. */
    Set<String> shownBy(String type) {
        return shown.getOrDefault(type, Set.of());
    }

    /** Which groups of our classes know which, each with those of its classes that do. */
    Map<String, Map<String, Set<String>>> between(UnaryOperator<String> group) {
        Map<String, Map<String, Set<String>>> groups = new TreeMap<>();
        for (String from : all()) {
            for (String to : knownBy(from)) {
                if (jars.containsKey(to) && !group.apply(from).equals(group.apply(to))) {
                    groups.computeIfAbsent(group.apply(from), name -> new TreeMap<>())
                            .computeIfAbsent(group.apply(to), name -> new TreeSet<>())
                            .add(simple(from) + " -> " + simple(to));
                }
            }
        }
        return groups;
    }

    /** Which classes of a package know which others of it. */
    Map<String, Set<String>> within(String name) {
        Map<String, Set<String>> graph = new TreeMap<>();
        for (String type : all()) {
            if (packageOf(type).equals(name)) {
                graph.put(
                        type,
                        knownBy(type).stream()
                                .filter(other -> jars.containsKey(other)
                                        && packageOf(other).equals(name))
                                .collect(Collectors.toSet()));
            }
        }
        return graph;
    }

    /** The name without the package. */
    static String simple(String type) {
        return type.substring(type.lastIndexOf('.') + 1);
    }

    /** All jars of a folder and those below it. */
    static List<Path> jarsBelow(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        }
    }
}
