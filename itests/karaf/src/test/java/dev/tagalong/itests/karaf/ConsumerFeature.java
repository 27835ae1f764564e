package dev.tagalong.itests.karaf;

import dev.tagalong.itests.karaf.consumer.Answer;
import dev.tagalong.itests.karaf.consumer.Consumer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/**
 * A feature of a plugin, which is a bare module with a file beside it, and a bundle with a component that refers to its service. The
 * bundle requires the service as bnd writes it for such a component.
 */
final class ConsumerFeature {

    /** Its name. */
    static final String NAME = "consumer";

    private static final String COMPONENT = "OSGI-INF/consumer.xml";

    private ConsumerFeature() {}

    /** Writes all that is needed into a folder; the answer is the repository to add. */
    static Path write(Path folder, Path module) throws IOException {
        Path plugin = Files.copy(module, folder.resolve("answer-1.0.wasm"));
        Files.writeString(folder.resolve("answer.properties"), "service = " + Answer.class.getName() + "\n");
        Path consumer = folder.resolve("consumer.jar");
        bundle(consumer);
        return Files.writeString(folder.resolve("features.xml"), """
                <features name="consumer" xmlns="http://karaf.apache.org/xmlns/features/v1.6.0">
                  <feature name="%s" version="1.0.0">
                    <bundle>%s</bundle>
                    <bundle>wasm:%s</bundle>
                  </feature>
                </features>
                """.formatted(
                        NAME, consumer.toUri(), plugin.toFile().toURI()));
    }

    private static void bundle(Path jar) throws IOException {
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue("Bundle-ManifestVersion", "2");
        headers.putValue("Bundle-SymbolicName", Consumer.class.getPackageName());
        headers.putValue("Export-Package", Answer.class.getPackageName());
        headers.putValue("Service-Component", COMPONENT);
        headers.putValue(
                "Require-Capability",
                "osgi.service;filter:=\"(objectClass=" + Answer.class.getName() + ")\";effective:=active");
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream zip = new JarOutputStream(out, manifest)) {
            for (Class<?> type : new Class<?>[] {Answer.class, Consumer.class}) {
                String entry = type.getName().replace('.', '/') + ".class";
                try (InputStream in = type.getResourceAsStream("/" + entry)) {
                    put(zip, entry, in.readAllBytes());
                }
            }
            String component = """
                    <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.3.0" name="consumer" immediate="true">
                      <implementation class="%s"/>
                      <reference name="answer" interface="%s" bind="bind"/>
                    </scr:component>
                    """.formatted(Consumer.class.getName(), Answer.class.getName());
            put(zip, COMPONENT, component.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void put(JarOutputStream zip, String entry, byte[] contents) throws IOException {
        zip.putNextEntry(new ZipEntry(entry));
        zip.write(contents);
        zip.closeEntry();
    }
}
