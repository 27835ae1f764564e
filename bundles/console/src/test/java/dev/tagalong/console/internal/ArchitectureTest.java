package dev.tagalong.console.internal;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The plugin knows the APIs of linker, engine, servlets and Web Console. */
class ArchitectureTest {

    private static final int FEWEST_CLASSES = 7;

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.tagalong.console");

    @Test
    void seesTheClasses() {
        assertTrue(CLASSES.size() >= FEWEST_CLASSES, "only " + CLASSES.size());
    }

    @Test
    void dependsOnApisOnly() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "jakarta.servlet..",
                        "org.apache.felix.webconsole.servlet",
                        "org.osgi.service.component.annotations",
                        "dev.tagalong.runtime",
                        "dev.tagalong.runtime.type",
                        "dev.tagalong.dl",
                        "dev.tagalong.console..")
                .check(CLASSES);
    }
}
