package dev.tagalong.runtime.internal.compile.load;

import dev.tagalong.runtime.internal.module.Digests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.function.LongConsumer;

/**
 * Classes of one module on disk, so that a restart does not compile again. A file is a digest and the class file that it is
 * of. Whatever is missing, damaged or cannot be written is as if it were not there: the cache never makes a call fail.
 * What is damaged is removed.
 */
final class CodeCache {

    /** How names of files begin; a function's number or a temporary file's follows. */
    static final String FILE_PREFIX = "F";

    static final String TEMPORARY = ".tmp";

    /** No class file is that large; one that seems to be is damaged, and reading it is not to take the heap. */
    private static final long LARGEST = Math.min(64L << 20, Runtime.getRuntime().maxMemory() / 16);

    private final Path folder;
    private final long bound;
    private final LongConsumer stored;

    /**
     * The classes in a folder, which is made when it is first needed.
     *
     * @param bound how many bytes the files of all modules may have
     * @param stored is told how many bytes a new file has
     */
    CodeCache(Path folder, long bound, LongConsumer stored) {
        this.folder = folder;
        this.bound = bound;
        this.stored = stored;
        touch();
    }

    /** What was used last goes last, see {@link CodeCacheFolder}. */
    private void touch() {
        try {
            Files.setLastModifiedTime(folder, FileTime.fromMillis(System.currentTimeMillis()));
        } catch (IOException absent) {
            // It is new once it is made.
        }
    }

    /** The class file of a function, or {@code null}. */
    byte[] load(String key) {
        Path path = file(key);
        try {
            if (Files.size(path) > Math.min(bound, LARGEST)) {
                remove(path);
                return null;
            }
            byte[] file = Files.readAllBytes(path);
            if (file.length > Digests.LENGTH) {
                byte[] content = Arrays.copyOfRange(file, Digests.LENGTH, file.length);
                if (Arrays.equals(Digests.sha256(content), Arrays.copyOf(file, Digests.LENGTH))) {
                    return content;
                }
            }
            remove(path);
            return null;
        } catch (NoSuchFileException absent) {
            return null;
        } catch (IOException unreadable) {
            remove(path);
            return null;
        }
    }

    /** Keeps a class file. */
    void store(String key, byte[] content) {
        byte[] file = Arrays.copyOf(Digests.sha256(content), Digests.LENGTH + content.length);
        System.arraycopy(content, 0, file, Digests.LENGTH, content.length);
        if (file.length > bound) {
            return;
        }
        Path temporary = null;
        try {
            Files.createDirectories(folder);
            temporary = Files.createTempFile(folder, FILE_PREFIX, TEMPORARY);
            Files.write(temporary, file);
            Files.move(temporary, file(key), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            stored.accept(file.length);
        } catch (IOException full) {
            if (temporary != null) {
                remove(temporary);
            }
        }
    }

    private static void remove(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException leftBehind) {
            // It does no harm: it is not used, and counts until it can be removed.
        }
    }

    private Path file(String key) {
        return folder.resolve(FILE_PREFIX + key);
    }
}
