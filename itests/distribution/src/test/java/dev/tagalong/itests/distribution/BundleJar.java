package dev.tagalong.itests.distribution;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/** A bundle with the classes of a package of these tests. */
final class BundleJar {

    private final Manifest manifest = new Manifest();
    private final List<Path> classes = new ArrayList<>();
    private final Map<String, String> texts = new TreeMap<>();
    private final Path root;

    /** One with all classes of the package of a class. */
    BundleJar(Class<?> member) throws Exception {
        root = Path.of(
                member.getProtectionDomain().getCodeSource().getLocation().toURI());
        try (Stream<Path> files =
                Files.list(root.resolve(member.getPackageName().replace('.', '/')))) {
            classes.addAll(files.filter(f -> f.toString().endsWith(".class")).toList());
        }
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        header("Bundle-ManifestVersion", "2");
        header("Bundle-SymbolicName", member.getPackageName());
    }

    BundleJar header(String name, String value) {
        manifest.getMainAttributes().putValue(name, value);
        return this;
    }

    BundleJar entry(String path, String text) {
        texts.put(path, text);
        return this;
    }

    void write(Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out, manifest)) {
            for (Path type : classes) {
                try (InputStream in = Files.newInputStream(type)) {
                    put(jar, root.relativize(type).toString(), in);
                }
            }
            for (Map.Entry<String, String> text : texts.entrySet()) {
                put(jar, text.getKey(), new ByteArrayInputStream(text.getValue().getBytes(StandardCharsets.UTF_8)));
            }
        }
    }

    private static void put(JarOutputStream jar, String name, InputStream content) throws IOException {
        jar.putNextEntry(new ZipEntry(name));
        content.transferTo(jar);
        jar.closeEntry();
    }
}
