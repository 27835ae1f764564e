package dev.tagalong.console.internal.plugin;

import java.io.IOException;
import java.net.URI;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import org.osgi.framework.Bundle;

/**
 * The folder that File Install watches, in which a file is a plugin as long as it is there. What is uploaded is put there and not
 * installed directly: so it outlives the container and its cache, is there for all containers of this home, and is replaced and
 * deleted like any other file. Safe for any thread.
 */
public final class DeployFolder {

    private static final String FILE = "file:";
    private static final String SCHEME = "wasm:";

    /** No path, no hidden file, nothing that a file system or a shell takes for something else. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.+-]{0,94}\\.wasm");

    private final Path folder;

    /** A folder, or {@code null} if none is known. */
    public DeployFolder(Path folder) {
        this.folder = folder == null ? null : folder.toAbsolutePath().normalize();
    }

    /** Whether files can be put there. */
    public boolean known() {
        return folder != null;
    }

    /** The file in this folder that a bundle comes from, by its location. */
    public Optional<Path> fileOf(Bundle bundle) {
        String location = bundle.getLocation();
        String url = location.startsWith(SCHEME) ? location.substring(SCHEME.length()) : location;
        if (folder == null || !url.startsWith(FILE)) {
            return Optional.empty();
        }
        try {
            Path file = Path.of(URI.create(url)).normalize();
            return folder.equals(file.getParent()) ? Optional.of(file) : Optional.empty();
        } catch (IllegalArgumentException e) {
            // Not the URL of a file, so nothing of this folder.
            return Optional.empty();
        }
    }

    /** The location of the bundle that the deployer makes of a module's file. */
    static String location(Path file) {
        return SCHEME + file.toFile().toURI();
    }

    /**
     * Puts a module there, whole at once, in place of one that has its name.
     *
     * @return the file
     * @throws RefusedException if it cannot be; nothing has changed then
     */
    Path store(String name, byte[] contents) throws RefusedException {
        Path file = file(name);
        try {
            Path part = Files.createTempFile(folder, ".upload", ".part");
            try {
                Files.write(part, contents);
                move(part, file);
            } finally {
                Files.deleteIfExists(part);
            }
            return file;
        } catch (IOException e) {
            throw new RefusedException(name + " cannot be written to " + folder + ": " + e);
        }
    }

    private static void move(Path part, Path file) throws IOException {
        try {
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Whether a file is there with just these contents. */
    boolean has(String name, byte[] contents) throws RefusedException {
        Path file = file(name);
        try {
            return Files.isRegularFile(file)
                    && Files.size(file) == contents.length
                    && Arrays.equals(Files.readAllBytes(file), contents);
        } catch (IOException e) {
            throw new RefusedException(file + " cannot be read: " + e);
        }
    }

    /**
     * The file of a name.
     *
     * @throws RefusedException if there is no folder, or it is no name for a module's file
     */
    Path file(String name) throws RefusedException {
        if (folder == null) {
            throw new RefusedException("No deploy folder is configured: deploy.folder of dev.tagalong.console");
        }
        if (!NAME.matcher(name).matches()) {
            throw new RefusedException(
                    "'" + name + "' is no name for a module's file: it has to end with .wasm and consist of"
                            + " at most 100 letters of ASCII, digits and the characters - + . _");
        }
        return folder.resolve(name);
    }

    /** Deletes a file of a bundle. */
    void delete(Path file) throws RefusedException {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new RefusedException(file + " cannot be deleted: " + e);
        }
    }
}
