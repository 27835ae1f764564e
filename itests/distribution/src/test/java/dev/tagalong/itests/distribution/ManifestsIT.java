package dev.tagalong.itests.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What our bundles import, export, provide and require is what {@code manifests.txt} says, so that a change shows when it
 * is reviewed; packages of {@code java} are left out. {@code -Dupdate.manifests} writes the file anew.
 */
class ManifestsIT {

    private static final Path GOLDEN = Path.of("src/test/resources/manifests.txt");

    private static final List<String> HEADERS = List.of(
            "Import-Package",
            "DynamicImport-Package",
            "Export-Package",
            "Provide-Capability",
            "Require-Capability",
            "Require-Bundle",
            "Bundle-Activator",
            "Service-Component",
            "Wasm-Module");

    @Test
    void manifestsAreAsReviewed() throws IOException {
        String manifests = String.join("\n", read().values());
        if (Boolean.getBoolean("update.manifests")) {
            Files.createDirectories(GOLDEN.getParent());
            Files.writeString(GOLDEN, manifests);
        }
        assertEquals(
                Files.readString(GOLDEN),
                manifests,
                "a manifest has changed; if it should, mvn -B -pl itests/distribution -am verify -Dupdate.manifests");
    }

    private static Map<String, String> read() throws IOException {
        Path home = Path.of(System.getProperty("tagalong.home"));
        Map<String, String> ours = new TreeMap<>();
        for (String folder : List.of("bundle", "deploy")) {
            try (Stream<Path> jars = Files.walk(home.resolve(folder))) {
                jars.filter(file -> file.toString().endsWith(".jar"))
                        .map(ManifestsIT::manifest)
                        .filter(m -> name(m).startsWith("dev.tagalong."))
                        .forEach(m -> ours.put(name(m), text(m)));
            }
        }
        return ours;
    }

    private static Attributes manifest(Path jar) {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.getManifest().getMainAttributes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String name(Attributes manifest) {
        return String.valueOf(manifest.getValue("Bundle-SymbolicName"));
    }

    private static String text(Attributes manifest) {
        return name(manifest) + "\n"
                + HEADERS.stream()
                        .filter(h -> manifest.getValue(h) != null)
                        .map(h -> h + "\n" + clauses(manifest.getValue(h)))
                        .collect(Collectors.joining());
    }

    /** A clause a line; commas in quotes do not end a clause. */
    private static String clauses(String value) {
        return Stream.of(value.split(",(?=([^\"]*\"[^\"]*\")*[^\"]*$)"))
                .filter(c -> !c.startsWith("java."))
                .map(c -> "  " + c + "\n")
                .collect(Collectors.joining());
    }
}
