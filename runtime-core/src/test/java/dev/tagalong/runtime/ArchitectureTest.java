package dev.tagalong.runtime;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static java.util.Map.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Who may know whom in the engine. A room that the table does not name may know nobody. */
class ArchitectureTest {

    private static final String ROOT = "dev.tagalong.runtime";
    private static final String INTERNAL = ROOT + ".internal.";

    /** The rooms that a room may import from; {@code api} is the root package. */
    private static final Map<String, Set<String>> MAY_KNOW = Map.ofEntries(
            entry("api", Set.of("type", "text")),
            entry("type", Set.of("text")),
            entry("opcode", Set.of("type")),
            entry("value", Set.of("type")),
            entry("module", Set.of("api", "type", "opcode")),
            entry("binary", Set.of("api", "type", "opcode", "module")),
            // Bodies stay bytes: whoever walks one does so through binary's InstructionReader.
            entry("validate", Set.of("api", "type", "opcode", "module", "binary")),
            entry("text", Set.of("api", "type", "opcode", "module", "binary")),
            entry("semantics", Set.of("api", "opcode")),
            // What it is told is texts and numbers.
            entry("event", Set.of()),
            entry("memory", Set.of("api", "type")),
            // Instances and threads are what it says of them itself.
            entry("meter", Set.of("api", "text")),
            // Of an instance it knows that it is owned.
            entry("thread", Set.of("api", "meter")),
            entry(
                    "store",
                    Set.of(
                            "api",
                            "type",
                            "opcode",
                            "module",
                            "binary",
                            "semantics",
                            "text",
                            "event",
                            "memory",
                            "meter",
                            "thread")),
            entry("instructions", Set.of("memory", "opcode", "semantics", "store")),
            entry("bridge", Set.of("api", "type", "thread", "store")),
            entry(
                    "call",
                    Set.of("api", "type", "module", "binary", "text", "event", "meter", "thread", "store", "bridge")),
            entry(
                    "interpret",
                    Set.of(
                            "api",
                            "type",
                            "opcode",
                            "module",
                            "binary",
                            "semantics",
                            "memory",
                            "thread",
                            "store",
                            "instructions",
                            "bridge",
                            "call",
                            "text")),
            entry("compile.tree", Set.of("type", "opcode", "module", "binary", "bridge")),
            entry("compile.plan", Set.of("type", "opcode", "value", "thread", "compile.tree")),
            entry("compile.link", Set.of("api", "type", "memory", "thread", "store", "bridge", "call")),
            entry(
                    "compile.emit",
                    Set.of(
                            "api",
                            "type",
                            "opcode",
                            "value",
                            "module",
                            "semantics",
                            "memory",
                            "thread",
                            "store",
                            "instructions",
                            "bridge",
                            "call",
                            "compile.tree",
                            "compile.plan",
                            "compile.link")),
            entry(
                    "compile.load",
                    Set.of(
                            "api",
                            "type",
                            "module",
                            "memory",
                            "thread",
                            "store",
                            "bridge",
                            "call",
                            "text",
                            "event",
                            "compile.tree",
                            "compile.plan",
                            "compile.link",
                            "compile.emit")),
            entry(
                    "tier",
                    Set.of(
                            "api",
                            "type",
                            "module",
                            "binary",
                            "validate",
                            "memory",
                            "meter",
                            "thread",
                            "store",
                            "call",
                            "interpret",
                            "compile.plan",
                            "compile.load",
                            "text",
                            "event")));

    private static final int FEWEST_CLASSES = 90;

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    /** The room of a class, or {@code null} for one of another bundle or the JDK. */
    private static String room(JavaClass type) {
        String name = type.getBaseComponentType().getPackageName();
        if (name.equals(ROOT)) {
            return "api";
        }
        if (!name.startsWith(ROOT + ".")) {
            return null;
        }
        return name.startsWith(INTERNAL) ? name.substring(INTERNAL.length()) : name.substring(ROOT.length() + 1);
    }

    @Test
    void theEngineWasLookedAt() {
        assertTrue(CLASSES.size() >= FEWEST_CLASSES, CLASSES.size() + " classes");
    }

    @Test
    void roomsKnowWhomTheyMay() {
        Set<String> violations = new TreeSet<>();
        for (JavaClass type : CLASSES) {
            String from = room(type);
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                String to = room(dependency.getTargetClass());
                if (to != null
                        && !to.equals(from)
                        && !MAY_KNOW.getOrDefault(from, Set.of()).contains(to)) {
                    violations.add(from + " -> " + to + ": " + dependency.getDescription());
                }
            }
        }
        assertEquals(Set.of(), violations);
    }

    @Test
    void onlyTheFactoryReachesTheEngineItself() {
        noClasses()
                .that()
                .resideInAPackage(ROOT)
                .and()
                .doNotHaveSimpleName("Engine")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(INTERNAL + "tier")
                .check(CLASSES);
    }

    @Test
    void noInternalTypeShowsInTheApi() {
        Set<String> leaks = CLASSES.stream()
                .filter(type -> !type.getPackageName().startsWith(INTERNAL))
                .flatMap(type -> type.getMembers().stream())
                .filter(member -> member.getModifiers().contains(JavaModifier.PUBLIC)
                        || member.getModifiers().contains(JavaModifier.PROTECTED))
                .filter(ArchitectureTest::showsInternalType)
                .map(JavaMember::getFullName)
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(Set.of(), leaks);
    }

    private static boolean showsInternalType(JavaMember member) {
        return member.getAllInvolvedRawTypes().stream()
                .anyMatch(type -> type.getPackageName().startsWith(INTERNAL));
    }

    @Test
    void nothingOfOsgiButAnnotations() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.osgi.framework..")
                .orShould()
                .dependOnClassesThat()
                .resideInAPackage("org.osgi.service..")
                .check(CLASSES);
    }

    /** What is a tagged index and what is an index of the table is decided where the instance and its calls are. */
    @Test
    void tagsAreReadInTheStoreOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT, INTERNAL + "store")
                .should()
                .dependOnClassesThat()
                .haveSimpleName("TaggedIndex")
                .check(CLASSES);
    }
}
