package dev.tagalong.services.internal;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Services know the linker's and the engine's API. */
class ArchitectureTest {

    private static final int FEWEST_CLASSES = 30;

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.tagalong.services");

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
                        "org.osgi.annotation..",
                        "org.osgi.framework..",
                        "org.osgi.util.tracker",
                        "org.osgi.service.component.annotations",
                        "dev.tagalong.runtime",
                        "dev.tagalong.runtime.type",
                        "dev.tagalong.dl",
                        "dev.tagalong.dl.packaging",
                        "dev.tagalong.dl.proxy",
                        "dev.tagalong.services..")
                .check(CLASSES);
    }
}
