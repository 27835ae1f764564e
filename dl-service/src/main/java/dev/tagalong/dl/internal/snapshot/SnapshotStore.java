package dev.tagalong.dl.internal.snapshot;

import dev.tagalong.runtime.Module;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Snapshots on disk, a file each: a digest and what it is of. A file's name has the size and the digest of the module, and the
 * digest of what else decides whether a snapshot fits. So the binary of a module is hashed only if there may be one of it. What is
 * missing, damaged or cannot be written is as if it were not there. Thread-safe.
 */
final class SnapshotStore {

    private static final Logger LOG = LoggerFactory.getLogger(SnapshotStore.class);

    private static final Pattern FILE = Pattern.compile("\\d+-[0-9a-f]{40}-[0-9a-f]{16}");
    private static final int MODULE_DIGITS = 40;
    private static final int KEY_DIGITS = 16;

    private final Path folder;
    private final long bound;

    /**
     * Those in a folder, which is made when it is first needed.
     *
     * @param bound how many bytes the files may have; of more, those that were not used for the longest time go
     */
    SnapshotStore(Path folder, long bound) {
        this.folder = folder;
        this.bound = bound;
    }

    /**
     * The name of a file.
     *
     * @param key what else decides
     */
    static String name(Module module, String key) {
        return module.byteSize() + "-" + module.digest().substring(0, MODULE_DIGITS) + "-"
                + Hashes.sha256(key).substring(0, KEY_DIGITS);
    }

    /** Whether there may be a snapshot of a module. */
    boolean mayHave(Module module) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, module.byteSize() + "-*")) {
            return files.iterator().hasNext();
        } catch (NoSuchFileException absent) {
            return false;
        } catch (IOException e) {
            LOG.warn("The snapshots in {} cannot be listed and are not used: {}", folder, e.toString());
            return false;
        }
    }

    /** What is kept under a name, or {@code null}; what is damaged is removed. */
    byte[] load(String name) {
        Path file = folder.resolve(name);
        try {
            if (Files.size(file) > bound) {
                return null;
            }
            byte[] bytes = Files.readAllBytes(file);
            byte[] content = Arrays.copyOfRange(bytes, Math.min(Hashes.LENGTH, bytes.length), bytes.length);
            if (bytes.length >= Hashes.LENGTH
                    && Arrays.equals(Hashes.sha256(content), Arrays.copyOf(bytes, Hashes.LENGTH))) {
                Files.setLastModifiedTime(file, FileTime.fromMillis(System.currentTimeMillis()));
                return content;
            }
            LOG.warn("The snapshot {} is damaged and is not used", file);
        } catch (NoSuchFileException absent) {
            return null;
        } catch (IOException e) {
            LOG.warn("The snapshot {} cannot be read and is not used: {}", file, e.toString());
        }
        remove(name);
        return null;
    }

    /** Keeps content under a name; others of the same module go. */
    void store(String name, byte[] content) {
        byte[] bytes = Arrays.copyOf(Hashes.sha256(content), Hashes.LENGTH + content.length);
        System.arraycopy(content, 0, bytes, Hashes.LENGTH, content.length);
        try {
            Files.createDirectories(folder);
            Path temporary = Files.createTempFile(folder, "new", null);
            try {
                Files.write(temporary, bytes);
                Files.move(
                        temporary,
                        folder.resolve(name),
                        StandardCopyOption.REPLACE_EXISTING,
                        StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(temporary);
            }
            prune(name);
        } catch (IOException e) {
            LOG.warn("The snapshot {} cannot be kept: {}", folder.resolve(name), e.toString());
        }
    }

    /** Removes what is kept under a name. */
    void remove(String name) {
        try {
            Files.deleteIfExists(folder.resolve(name));
        } catch (IOException e) {
            LOG.warn("The snapshot {} cannot be removed: {}", folder.resolve(name), e.toString());
        }
    }

    private void prune(String newest) throws IOException {
        String module = newest.substring(0, newest.lastIndexOf('-') + 1);
        List<Path> files = new ArrayList<>();
        long bytes = 0;
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
            for (Path file : all) {
                String name = file.getFileName().toString();
                if (!FILE.matcher(name).matches() || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    continue;
                }
                if (!name.equals(newest) && name.startsWith(module)) {
                    remove(name);
                } else {
                    files.add(file);
                    bytes += Files.size(file);
                }
            }
        }
        files.sort(Comparator.comparingLong(file -> file.toFile().lastModified()));
        for (Path file : files) {
            if (bytes <= bound) {
                break;
            }
            bytes -= Files.size(file);
            remove(file.getFileName().toString());
        }
    }
}
