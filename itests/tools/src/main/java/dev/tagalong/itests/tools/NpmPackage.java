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
            Path archive = archive(parent, name, version);
            String hash = Client.hash(archive);
            if (!hash.equals(sha256)) {
                Files.delete(archive);
            }
            assertEquals(sha256, hash, archive::toString);
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

    /** The archive of a package, which is fetched if it is not in the folder. Where it cannot be had, the test is skipped. */
    public static Path archive(Path folder, String name, String version) throws IOException, InterruptedException {
        Path present = archive(folder);
        if (present == null) {
            String wanted = name + "@" + version;
            boolean packed = Client.run(folder, List.of("npm", "pack", "--silent", "--ignore-scripts", wanted));
            present = archive(folder);
            assumeTrue(packed && present != null, "not tried: npm cannot fetch " + wanted);
        }
        return present;
    }

    private static Path archive(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.toString().endsWith(".tgz")).findFirst().orElse(null);
        }
    }
}
