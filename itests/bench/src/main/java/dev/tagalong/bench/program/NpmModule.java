package dev.tagalong.bench.program;

import dev.tagalong.bench.process.ChildProcess;
import dev.tagalong.bench.process.ChildProcess.Failed;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * A module in a package of the npm registry. It is fetched when it is needed, by npm, and not passed on.
 *
 * @param name the package
 * @param version its version
 * @param entry the module's path in the package's archive
 * @param sha256 what the module must hash to, in lower-case hexadecimal
 */
public record NpmModule(String name, String version, String entry, String sha256) {

    private static final Duration LIMIT = Duration.ofSeconds(120);

    /**
     * The module in a file of a directory, fetched unless it is there.
     *
     * @throws Failed if it cannot be had, or is another than expected
     */
    public Path fetch(Path directory) {
        Path file = directory.resolve(sha256 + ".wasm");
        try {
            if (Files.exists(file) && hash(Files.readAllBytes(file)).equals(sha256)) {
                return file;
            }
            Files.createDirectories(directory);
            byte[] wasm = download(directory);
            String found = hash(wasm);
            if (!found.equals(sha256)) {
                throw new Failed(name + "@" + version + ": " + entry + " hashes to " + found + ", not to " + sha256);
            }
            Files.write(file, wasm);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] download(Path directory) throws IOException {
        Optional<Path> npm = ChildProcess.find("npm");
        if (npm.isEmpty()) {
            throw new Failed("npm is not on the PATH");
        }
        Path work = Files.createTempDirectory(directory, "npm");
        try {
            ChildProcess.run(List.of(npm.get().toString(), "pack", "--silent", name + "@" + version), work, LIMIT);
            try (Stream<Path> files = Files.list(work)) {
                Path archive = files.filter(f -> f.toString().endsWith(".tgz"))
                        .findFirst()
                        .orElseThrow(() -> new Failed("npm packed no archive of " + name));
                try (InputStream in = new GZIPInputStream(Files.newInputStream(archive))) {
                    return TarEntry.read(in, entry);
                }
            }
        } finally {
            delete(work);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }

    private static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
