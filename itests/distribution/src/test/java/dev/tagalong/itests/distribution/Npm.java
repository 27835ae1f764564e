package dev.tagalong.itests.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A package of the npm registry. It is fetched by npm when it is first needed, kept in the build's folder and not passed on; none
 * of its scripts is run. Where it cannot be had, the test is skipped.
 *
 * @param name the package
 * @param version its version
 * @param sha256 what its archive must hash to, in lower-case hexadecimal
 */
record Npm(String name, String version, String sha256) {

    private static final long LIMIT_SECONDS = 120;

    /** Its folder. */
    Path folder() throws IOException, InterruptedException {
        Path parent = Files.createDirectories(
                Path.of("target", "npm", name + "-" + version).toAbsolutePath());
        Path folder = parent.resolve("package");
        if (!Files.exists(folder.resolve("package.json"))) {
            boolean packed = run(parent, "npm", "pack", "--silent", "--ignore-scripts", name + "@" + version);
            Path archive;
            try (Stream<Path> files = Files.list(parent)) {
                archive = files.filter(f -> f.toString().endsWith(".tgz"))
                        .findFirst()
                        .orElse(null);
            }
            assumeTrue(packed && archive != null, "not tried: npm cannot fetch " + name + "@" + version);
            assertEquals(sha256, hash(archive), archive::toString);
            assumeTrue(run(parent, "tar", "xzf", archive.toString()), "not tried: no tar here");
        }
        return folder;
    }

    private static boolean run(Path folder, String... command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("log").toFile())
                    .start();
            try {
                return process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            return false;
        }
    }

    private static String hash(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }
}
