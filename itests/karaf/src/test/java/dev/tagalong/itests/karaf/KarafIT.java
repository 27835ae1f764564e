package dev.tagalong.itests.karaf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledForJreRange;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Installed as a feature; modules come and go in Karaf's own deploy folder. bin/karaf is a script for a POSIX system. */
@DisabledOnOs(OS.WINDOWS)
@DisabledForJreRange(
        min = JRE.JAVA_24,
        disabledReason = "Karaf 4.4.8 asks Java for a security manager, and there is none since 24")
class KarafIT {

    private static final String FEATURES =
            "mvn:dev.tagalong/karaf/" + System.getProperty("tagalong.version") + "/xml/features";

    @TempDir
    Path folder;

    @Test
    void aModuleInTheDeployFolderIsCalledFromTheShellAndGone() throws Exception {
        try (Karaf karaf = Karaf.in(folder)) {
            karaf.start();
            install(karaf);
            Path module = karaf.resolve("deploy/app-1.2.0.wasm");
            Files.copy(Path.of(System.getProperty("sample")), module);
            karaf.await("wasm:list", ".*app\\.wasm +1\\.2\\.0.*offered.*");
            assertEquals(List.of("42"), karaf.execute("wasm:call app.wasm test_func 1"));

            // Present at the next boot, before anything of Tagalong has started.
            karaf.stop();
            karaf.start();
            karaf.await("wasm:list", ".*app\\.wasm +1\\.2\\.0.*offered.*");
            assertEquals(List.of("42"), karaf.execute("wasm:call app.wasm test_func 1"));

            Files.delete(module);
            karaf.await("wasm:call app.wasm test_func 1", ".*no bundle offers a module named 'app\\.wasm'.*");
            karaf.stop();
        }
    }

    private static void install(Karaf karaf) throws IOException {
        karaf.execute("feature:repo-add " + FEATURES);
        assertEquals(List.of(), karaf.execute("feature:install tagalong"));
        List<String> features = karaf.execute("feature:list --installed --no-format");
        for (String feature : List.of(
                "tagalong",
                "tagalong-core",
                "tagalong-deployer",
                "tagalong-shell",
                "tagalong-jmx",
                "tagalong-services")) {
            assertTrue(
                    features.stream().anyMatch(l -> l.matches(feature + "\\s.*\\sStarted\\s.*")), features.toString());
        }
    }
}
