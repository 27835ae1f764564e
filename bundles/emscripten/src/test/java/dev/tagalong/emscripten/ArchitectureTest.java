package dev.tagalong.emscripten;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** It knows the engine's API and nothing else. */
class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.tagalong.emscripten");

    @Test
    void seesTheClasses() {
        assertTrue(CLASSES.size() > 10, "only " + CLASSES.size());
    }

    /** The component and the package's export are declared with annotations that are not there at run time. */
    @Test
    void dependsOnTheEnginesApiOnly() {
        classes()
                .that()
                .haveSimpleNameNotEndingWith("Component")
                .and()
                .haveSimpleNameNotContaining("package-info")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..", "dev.tagalong.runtime", "dev.tagalong.runtime.type", "dev.tagalong.emscripten..")
                .check(CLASSES);
    }

    @Test
    void theApiDoesNotKnowTheComponent() {
        noClasses()
                .that()
                .haveSimpleNameNotEndingWith("Component")
                .should()
                .dependOnClassesThat()
                .haveSimpleNameEndingWith("Component")
                .check(CLASSES);
    }
}
