package dev.tagalong.itests.rooms;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.tagalong.itests.rooms.RoomTable.Room;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The packages of our jars know whom {@code rooms.txt} says, go in no circle, and have no more classes in circles than it
 * says. {@code -Dupdate.rooms} lowers the figures there; everything else, and a figure that rises, is changed by hand.
 */
class RoomsIT {

    private static final Path TABLE = Path.of("src/test/resources/rooms.txt");

    private static final int FEWEST_CLASSES = 500;

    private static final String ENGINE = "dev.tagalong.runtime";

    private static final String LINKER = "dev.tagalong.dl";

    private static OurClasses classes;

    private static RoomTable table;

    @BeforeAll
    static void read() throws IOException {
        Path home = Path.of(System.getProperty("tagalong.home"));
        List<Path> jars = new ArrayList<>();
        for (String folder : List.of("bin", "bundle", "deploy")) {
            jars.addAll(OurClasses.jarsBelow(home.resolve(folder)));
        }
        // It is used by builds and not part of the container.
        jars.addAll(OurClasses.jarsBelow(Path.of(System.getProperty("tagalong.source"), "bundles/bnd/target")));
        classes = OurClasses.read(jars);
        table = RoomTable.read(TABLE);
    }

    @Test
    void theClassesWereLookedAt() {
        assertTrue(classes.all().size() >= FEWEST_CLASSES, classes.all().size() + " classes");
    }

    @Test
    void theTableHasARowForEachPackage() {
        List<String> violations = new ArrayList<>();
        classes.packages().forEach((name, jar) -> {
            if (!jar.equals(row(name).jar())) {
                violations.add("no row for " + name + " of " + jar);
            }
        });
        table.rooms().forEach((name, room) -> {
            if (!room.jar().equals(classes.packages().get(name))) {
                violations.add("a row for " + name + " of " + room.jar() + ", which is none of its packages");
            }
        });
        assertNone(violations);
    }

    @Test
    void roomsKnowWhomTheyMay() {
        List<String> violations = new ArrayList<>();
        classes.between(OurClasses::packageOf)
                .forEach((from, known) -> known.forEach((to, why) -> {
                    if (!row(from).rooms().contains(to)) {
                        violations.add(from + " may not know " + to + ": " + String.join(", ", why));
                    }
                }));
        assertNone(violations);
    }

    /** Packages of {@code java} are everybody's. */
    @Test
    void roomsUseTheLibrariesThatTheyMay() {
        List<String> violations = new ArrayList<>();
        for (String from : classes.all()) {
            Room room = row(OurClasses.packageOf(from));
            classes.knownBy(from).stream()
                    .filter(to -> classes.jar(to) == null && !to.startsWith("java."))
                    .filter(to -> !room.libraries().contains(OurClasses.packageOf(to)))
                    .forEach(to -> violations.add(from + " may not know " + to));
        }
        assertNone(violations);
    }

    private static Room row(String name) {
        return table.rooms().getOrDefault(name, new Room("", 0, Set.of(), Set.of()));
    }

    @Test
    void packagesGoInNoCircle() {
        assertNone(circles(classes.between(OurClasses::packageOf)));
    }

    @Test
    void jarsGoInNoCircle() {
        assertNone(circles(classes.between(classes::jar)));
    }

    /** So nobody can make a circle without turning the table over. */
    @Test
    void roomsNameOnlyRoomsAboveThem() {
        Set<String> above = new TreeSet<>();
        List<String> violations = new ArrayList<>();
        table.rooms().forEach((name, room) -> {
            room.rooms().stream()
                    .filter(other -> !above.contains(other))
                    .forEach(other -> violations.add(name + " names " + other + ", which does not stand above it"));
            above.add(name);
        });
        assertNone(violations);
    }

    private static List<String> circles(Map<String, Map<String, Set<String>>> groups) {
        Map<String, Set<String>> graph = new TreeMap<>();
        groups.forEach((from, known) -> graph.put(from, known.keySet()));
        return Circles.of(graph).stream().map(circle -> text(circle, groups)).toList();
    }

    private static String text(SortedSet<String> circle, Map<String, Map<String, Set<String>>> groups) {
        StringBuilder text = new StringBuilder("a circle: " + circle);
        for (String from : circle) {
            groups.get(from).forEach((to, why) -> {
                if (circle.contains(to)) {
                    text.append("\n  ")
                            .append(from)
                            .append(" knows ")
                            .append(to)
                            .append(": ");
                    text.append(String.join(", ", why));
                }
            });
        }
        return text.toString();
    }

    @Test
    void noMoreClassesGoInCirclesThanTheTableSays() throws IOException {
        Map<String, Integer> figures = new TreeMap<>();
        List<String> violations = new ArrayList<>();
        for (String name : classes.packages().keySet()) {
            List<SortedSet<String>> circles = Circles.of(classes.within(name));
            int figure = circles.stream().mapToInt(Set::size).sum();
            figures.put(name, figure);
            int budget = row(name).budget();
            if (figure > budget) {
                violations.add(name + " has " + figure + " classes in circles and may have " + budget + ": "
                        + circles.stream().map(RoomsIT::simple).toList());
            } else if (figure < budget) {
                violations.add(name + " has " + figure + " classes in circles only; " + TABLE + " says " + budget
                        + ", lower it by hand or with mvn -B -pl itests/distribution -am verify -Dupdate.rooms");
            }
        }
        if (Boolean.getBoolean("update.rooms")) {
            table.lower(figures);
            violations.removeIf(v -> v.contains(" only; "));
        }
        assertNone(violations);
    }

    private static SortedSet<String> simple(Set<String> names) {
        return names.stream().map(OurClasses::simple).collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void ofOtherJarsOnlyWhatTheyExportIsKnown() {
        assertNone(violations(
                from -> true, (from, to) -> isInternal(to) && classes.jar(to) != null && !sameJar(from, to)));
    }

    /** Users of a package see no type that it does not export. */
    @Test
    void noInternalTypeShowsInAnApi() {
        List<String> violations = new ArrayList<>();
        classes.all().stream()
                .filter(from -> !isInternal(from))
                .forEach(from -> classes.shownBy(from).stream()
                        .filter(RoomsIT::isInternal)
                        .forEach(to -> violations.add(from + " shows " + to)));
        assertNone(violations);
    }

    /** Annotations that only builds see are no matter. */
    @Test
    void theEngineKnowsNothingOfOsgi() {
        assertNone(violations(from -> from.startsWith(ENGINE + "."), (from, to) -> to.startsWith("org.osgi.")));
    }

    /** The framework is at the rim, so that all else is tested without one; the table says which rooms know it at all. */
    @Test
    void theLinkersBooksKnowBundlesAndNoFramework() {
        assertNone(violations(
                from -> from.startsWith(LINKER + ".internal.resolve."),
                (from, to) -> to.equals("org.osgi.framework.BundleContext")));
    }

    /** What is a tagged index, and what is an index of a table, is decided in one room of the engine and one of the linker. */
    @Test
    void tagsAreMadeAndReadInOneRoom() {
        Set<String> may = Set.of(ENGINE, ENGINE + ".internal.store", LINKER + ".internal.handle");
        assertNone(violations(
                from -> !may.contains(OurClasses.packageOf(from)),
                (from, to) -> OurClasses.simple(to).equals("TaggedIndex")));
    }

    private interface Rule {
        boolean isBroken(String from, String to);
    }

    private static List<String> violations(Predicate<String> who, Rule rule) {
        return classes.all().stream()
                .filter(who)
                .flatMap(from -> classes.knownBy(from).stream()
                        .filter(to -> rule.isBroken(from, to))
                        .map(to -> from + " knows " + to))
                .toList();
    }

    private static boolean isInternal(String type) {
        return type.startsWith("dev.tagalong.") && Stream.of(type.split("\\.")).anyMatch("internal"::equals);
    }

    private static boolean sameJar(String one, String other) {
        return classes.jar(one).equals(classes.jar(other));
    }

    private static void assertNone(List<String> violations) {
        if (!violations.isEmpty()) {
            fail(violations.size() + " of " + TABLE + ":\n" + String.join("\n", violations));
        }
    }
}
