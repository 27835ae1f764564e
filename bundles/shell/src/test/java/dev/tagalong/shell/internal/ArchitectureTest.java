package dev.tagalong.shell.internal;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The shell knows the linker's and the engine's API, Gogo with its shell and the framework. */
class ArchitectureTest {

    private static final int FEWEST_CLASSES = 10;

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.tagalong.shell");

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
                        "org.slf4j",
                        "org.osgi.framework",
                        "org.osgi.service.component.annotations",
                        "org.apache.felix.service.command",
                        "org.apache.felix.service.command.annotations",
                        "org.apache.felix.service.threadio",
                        "org.apache.felix.gogo.runtime",
                        "org.apache.felix.gogo.jline",
                        "org.jline.reader",
                        "org.jline.reader.impl",
                        "dev.tagalong.runtime",
                        "dev.tagalong.runtime.type",
                        "dev.tagalong.dl",
                        "dev.tagalong.shell..")
                .check(CLASSES);
    }
}
