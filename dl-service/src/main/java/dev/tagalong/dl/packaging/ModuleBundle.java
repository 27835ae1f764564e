package dev.tagalong.dl.packaging;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Headers for bundles that carry modules, and such bundles themselves. */
public final class ModuleBundle {

    private static final String LINKER =
            "osgi.extender;filter:=\"(&(osgi.extender=tagalong.dl)(version>=1.0.0)(!(version>=2.0.0)))\"";

    /** What a zip file can hold and every reader takes. */
    private static final LocalDateTime TIME = LocalDateTime.of(2000, 1, 1, 0, 0);

    private ModuleBundle() {}

    /**
     * The headers {@code Wasm-Module}, {@code Provide-Capability} and {@code Require-Capability} for modules, and
     * {@code Import-Package} if some of them are services.
     */
    public static Map<String, String> headers(List<ModuleDescription> modules) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Wasm-Module", joined(modules, m -> Stream.of(m.clause())));
        headers.put("Provide-Capability", joined(modules, m -> m.capabilities().stream()));
        List<String> requirements = new ArrayList<>(List.of(LINKER));
        modules.stream().flatMap(m -> m.requirements().stream()).distinct().forEach(requirements::add);
        headers.put("Require-Capability", String.join(",", requirements));
        String packages = modules.stream()
                .filter(m -> m.service() != null)
                .flatMap(m -> m.service().packages().stream())
                .distinct()
                .collect(Collectors.joining(","));
        if (!packages.isEmpty()) {
            headers.put("Import-Package", packages);
        }
        return headers;
    }

    private static String joined(List<ModuleDescription> modules, Function<ModuleDescription, Stream<String>> clauses) {
        return modules.stream().flatMap(clauses).collect(Collectors.joining(","));
    }

    /** A symbolic name that resembles a text (OSGi Core 8, section 1.3.2: tokens with dots between them). */
    public static String symbolicName(String text) {
        String name = text.replaceAll("[^A-Za-z0-9_.-]", "_")
                .replaceAll("\\.{2,}", ".")
                .replaceAll("^\\.|\\.$", "");
        return name.isEmpty() ? "_" : name;
    }

    /**
     * Writes a bundle; equal arguments give equal bytes.
     *
     * @param headers the manifest's, in their order; {@code Bundle-ManifestVersion} is added
     * @param entries the contents by path
     */
    public static void write(Map<String, String> headers, Map<String, byte[]> entries, OutputStream out)
            throws IOException {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue("Bundle-ManifestVersion", "2");
        headers.forEach(attributes::putValue);
        try (JarOutputStream jar = new JarOutputStream(out)) {
            entry(jar, JarFile.MANIFEST_NAME);
            manifest.write(jar);
            jar.closeEntry();
            entries.forEach((path, bytes) -> {
                try {
                    entry(jar, path);
                    jar.write(bytes);
                    jar.closeEntry();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static void entry(JarOutputStream jar, String path) throws IOException {
        JarEntry entry = new JarEntry(path);
        entry.setTimeLocal(TIME);
        jar.putNextEntry(entry);
    }
}
