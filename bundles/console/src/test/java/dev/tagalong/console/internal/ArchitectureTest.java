package dev.tagalong.console.internal;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The plugin knows the APIs of linker, engine, servlets and Web Console; what is shown knows nothing of requests. */
class ArchitectureTest {

    private static final int FEWEST_CLASSES = 50;

    private static final String BASE = "dev.tagalong.console.internal";

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
                        "javax.crypto..",
                        "jakarta.servlet..",
                        "org.apache.felix.webconsole.servlet",
                        "org.apache.felix.webconsole.spi",
                        "org.osgi.framework..",
                        "org.osgi.service..",
                        "org.slf4j",
                        "dev.tagalong.runtime",
                        "dev.tagalong.runtime.type",
                        "dev.tagalong.dl",
                        "dev.tagalong.dl.packaging",
                        "dev.tagalong.console..")
                .check(CLASSES);
    }

    @Test
    void whatIsShownAndDoneKnowsNoRequests() {
        noClasses()
                .that()
                .resideInAnyPackage(BASE + ".page", BASE + ".plugin", BASE + ".graph")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta.servlet..", "org.apache.felix.webconsole..", BASE, BASE + ".login")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage(BASE + ".plugin")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(BASE + ".page")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage(BASE + ".graph")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.tagalong.dl..", BASE + ".page", BASE + ".plugin")
                .check(CLASSES);
    }
}
