package dev.tagalong.itests.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What users of our bundles can see is what the files in {@code api/} say, one for each exported package, so that a
 * change shows when it is reviewed. {@code -Dupdate.api} writes the files anew.
 */
class ApiIT {

    private static final Path GOLDEN = Path.of("src/test/resources/api");

    private static final Pattern EXPORT = Pattern.compile("(dev\\.tagalong[\\w.]*)(?=;)[^,\"]*(?:\"[^\"]*\"[^,\"]*)*");

    private static final Pattern VERSION = Pattern.compile("version=\"?([\\d.]+)");

    @TestFactory
    Stream<DynamicTest> packagesAreAsReviewed() throws IOException {
        Map<String, String> packages = packages();
        if (Boolean.getBoolean("update.api")) {
            write(packages);
        }
        return packages.entrySet().stream()
                .map(e -> DynamicTest.dynamicTest(e.getKey(), () -> compare(e.getKey(), e.getValue())));
    }

    @Test
    void noFileIsLeftOver() throws IOException {
        assertEquals(List.copyOf(packages().keySet()), files());
    }

    private static void compare(String name, String text) throws IOException {
        assertFalse(text.isEmpty(), name + " is empty");
        Path file = GOLDEN.resolve(name + ".txt");
        assertEquals(
                Files.exists(file) ? Files.readString(file) : "",
                text,
                name + " has changed; if it should, mvn -B -pl itests/distribution -am verify -Dupdate.api");
    }

    private static void write(Map<String, String> packages) throws IOException {
        Files.createDirectories(GOLDEN);
        for (String old : files()) {
            Files.delete(GOLDEN.resolve(old + ".txt"));
        }
        for (Map.Entry<String, String> each : packages.entrySet()) {
            Files.writeString(GOLDEN.resolve(each.getKey() + ".txt"), each.getValue());
        }
    }

    private static List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(GOLDEN)) {
            return files.map(f -> f.getFileName().toString().replaceFirst("\\.txt$", ""))
                    .sorted()
                    .toList();
        }
    }

    /** The text of each package, by its name. */
    private static Map<String, String> packages() throws IOException {
        Path home = Path.of(System.getProperty("tagalong.home"));
        List<Path> jars = new ArrayList<>();
        for (String folder : List.of("bin", "bundle", "deploy")) {
            try (Stream<Path> files = Files.walk(home.resolve(folder))) {
                files.filter(f -> f.toString().endsWith(".jar")).forEach(jars::add);
            }
        }
        Map<String, String> packages = new TreeMap<>();
        try (URLClassLoader loader =
                new URLClassLoader(jars.stream().map(ApiIT::url).toArray(URL[]::new), platform())) {
            for (Path jar : jars) {
                addPackages(jar, loader, packages);
            }
        }
        return packages;
    }

    private static ClassLoader platform() {
        return ClassLoader.getPlatformClassLoader();
    }

    private static URL url(Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static void addPackages(Path jar, ClassLoader loader, Map<String, String> packages) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            String exports = file.getManifest() == null
                    ? null
                    : file.getManifest().getMainAttributes().getValue("Export-Package");
            Matcher export = EXPORT.matcher(exports == null ? "" : exports);
            while (export.find()) {
                Matcher version = VERSION.matcher(export.group());
                List<Class<?>> types = types(file, export.group(1), loader);
                if (version.find()) {
                    packages.put(export.group(1), ApiText.of(export.group(1), version.group(1), types));
                }
            }
        }
    }

    private static List<Class<?>> types(JarFile jar, String name, ClassLoader loader) {
        String folder = name.replace('.', '/') + "/";
        return jar.stream()
                .map(entry -> entry.getName())
                .filter(entry -> entry.startsWith(folder) && entry.endsWith(".class"))
                .filter(entry -> entry.indexOf('/', folder.length()) < 0 && !entry.endsWith("-info.class"))
                .sorted()
                .<Class<?>>map(entry -> load(entry.replaceFirst("\\.class$", "").replace('/', '.'), loader))
                .toList();
    }

    private static Class<?> load(String name, ClassLoader loader) {
        try {
            return Class.forName(name, false, loader);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
