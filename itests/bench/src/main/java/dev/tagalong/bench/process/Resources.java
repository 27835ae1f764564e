package dev.tagalong.bench.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The modules, C sources and scripts that are packed with the benchmark. */
public final class Resources {

    private Resources() {}

    /** The contents of {@code dev/tagalong/bench/NAME}. */
    public static byte[] bytes(String name) {
        try (InputStream in = Resources.class.getResourceAsStream("/dev/tagalong/bench/" + name)) {
            if (in == null) {
                throw new IllegalStateException("no resource " + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes the resource into a directory, under its last name, for a child process to read. */
    public static Path extract(String name, Path directory) {
        Path file = directory.resolve(name.substring(name.lastIndexOf('/') + 1));
        try {
            Files.createDirectories(directory);
            Files.write(file, bytes(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }
}
