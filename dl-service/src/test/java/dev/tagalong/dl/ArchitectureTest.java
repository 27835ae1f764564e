package dev.tagalong.dl;

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

/** Who may know whom in the linker. A room that the table does not name may know nobody. */
class ArchitectureTest {

    private static final String ROOT = "dev.tagalong.dl";
    private static final String INTERNAL = ROOT + ".internal.";

    /** The rooms that a room may import from; {@code api} is the root package. */
    private static final Map<String, Set<String>> MAY_KNOW = Map.ofEntries(
            entry("handle", Set.of("api")),
            entry("dylink", Set.of("api")),
            entry("packaging", Set.of("api", "dylink")),
            entry("proxy", Set.of("api")),
            entry("space", Set.of("api", "handle", "dylink")),
            entry("resolve", Set.of("api", "handle", "dylink", "space")),
            entry("control", Set.of("api")),
            entry("host", Set.of("api", "space", "resolve", "control")),
            entry("trace", Set.of("api", "resolve")),
            entry("natives", Set.of("api", "resolve", "space", "trace")),
            entry("extender", Set.of("api", "packaging", "resolve")),
            entry("status", Set.of("api", "resolve", "extender")),
            entry(
                    "service",
                    Set.of(
                            "api",
                            "handle",
                            "packaging",
                            "resolve",
                            "host",
                            "trace",
                            "natives",
                            "extender",
                            "status",
                            "control",
                            "proxy")));

    private static final int FEWEST_CLASSES = 50;

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    /** The room of a class, or {@code null} for one of another bundle or the JDK. */
    private static String room(JavaClass type) {
        String name = type.getBaseComponentType().getPackageName();
        if (name.equals(ROOT)) {
            return "api";
        }
        if (name.equals(ROOT + ".packaging") || name.equals(ROOT + ".proxy")) {
            return name.substring(ROOT.length() + 1);
        }
        return name.startsWith(INTERNAL) ? name.substring(INTERNAL.length()) : null;
    }

    @Test
    void theLinkerWasLookedAt() {
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
    void ofTheEngineOnlyWhatItExports() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.tagalong.runtime.internal..")
                .check(CLASSES);
    }

    @Test
    void noInternalTypeShowsInTheApi() {
        Set<String> leaks = CLASSES.stream()
                .filter(type -> type.getPackageName().equals(ROOT))
                .flatMap(type -> type.getMembers().stream())
                .filter(member -> member.getModifiers().contains(JavaModifier.PUBLIC)
                        || member.getModifiers().contains(JavaModifier.PROTECTED))
                .filter(member -> member.getAllInvolvedRawTypes().stream()
                        .anyMatch(type -> type.getPackageName().startsWith(INTERNAL)))
                .map(JavaMember::getFullName)
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(Set.of(), leaks);
    }

    /** The framework is at the rim, so that all else is tested without one. */
    @Test
    void theFrameworkIsAtTheRim() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        INTERNAL + "dylink",
                        INTERNAL + "space",
                        INTERNAL + "handle",
                        INTERNAL + "host",
                        INTERNAL + "natives",
                        INTERNAL + "trace")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.osgi..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage(INTERNAL + "resolve")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("org.osgi.framework.BundleContext")
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage("org.osgi.util..", "org.osgi.service..")
                .check(CLASSES);
    }

    @Test
    void tagsAreMadeAndReadInOneRoom() {
        noClasses()
                .that()
                .resideOutsideOfPackage(INTERNAL + "handle")
                .should()
                .dependOnClassesThat()
                .haveSimpleName("TaggedIndex")
                .check(CLASSES);
    }
}
