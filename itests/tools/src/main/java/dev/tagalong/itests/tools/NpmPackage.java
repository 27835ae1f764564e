package dev.tagalong.itests.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A package of the npm registry. It is fetched by npm when it is first needed, kept in the build's folder and not passed on; none
 * of its scripts is run. Where it cannot be had, the test is skipped.
 *
 * @param name the package
 * @param version its version
 * @param sha256 what its archive must hash to, in lower-case hexadecimal
 */
public record NpmPackage(String name, String version, String sha256) {

    /** Its folder, with all its files. */
    public Path folder() throws IOException, InterruptedException {
        Path parent = Files.createDirectories(
                Path.of("target", "npm", name.replace('/', '_') + "-" + version).toAbsolutePath());
        Path folder = parent.resolve("package");
        Path done = parent.resolve("unpacked");
        if (!Files.exists(done)) {
            boolean packed =
                    Client.run(parent, List.of("npm", "pack", "--silent", "--ignore-scripts", name + "@" + version));
            Path archive = archive(parent);
            assumeTrue(packed && archive != null, "not tried: npm cannot fetch " + name + "@" + version);
            assertEquals(sha256, Client.hash(archive), archive::toString);
            assumeTrue(Client.run(parent, List.of("tar", "xzf", archive.toString())), "not tried: no tar here");
            Files.delete(archive);
            Files.createFile(done);
        }
        return folder;
    }

    /** One of its files. */
    public Path file(String entry) throws IOException, InterruptedException {
        Path file = folder().resolve(entry);
        if (!Files.exists(file)) {
            throw new IOException("no " + entry + " in " + name + "@" + version);
        }
        return file;
    }

    private static Path archive(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.toString().endsWith(".tgz")).findFirst().orElse(null);
        }
    }
}
