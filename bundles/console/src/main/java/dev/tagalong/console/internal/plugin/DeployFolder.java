package dev.tagalong.console.internal.plugin;

import java.nio.file.Path;
import java.util.Optional;
import org.osgi.framework.Bundle;

/** The folder that File Install watches, in which a file is a plugin as long as it is there. */
public final class DeployFolder {

    private static final String FILE = "file:";
    private static final String MODULE = "wasm:" + FILE;

    private final Path folder;

    /** A folder, or {@code null} if none is known. */
    public DeployFolder(Path folder) {
        this.folder = folder == null ? null : folder.toAbsolutePath().normalize();
    }

    /** The file in this folder that a bundle comes from, by its location. */
    public Optional<Path> fileOf(Bundle bundle) {
        String location = bundle.getLocation();
        String url = location.startsWith(MODULE) ? location.substring("wasm:".length()) : location;
        if (folder == null || !url.startsWith(FILE)) {
            return Optional.empty();
        }
        try {
            Path file = Path.of(java.net.URI.create(url)).normalize();
            return folder.equals(file.getParent()) ? Optional.of(file) : Optional.empty();
        } catch (IllegalArgumentException e) {
            // Not the URL of a file, so nothing of this folder.
            return Optional.empty();
        }
    }
}
