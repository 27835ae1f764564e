package dev.tagalong.runtime.internal.compile.load;

import dev.tagalong.runtime.internal.memory.MemoryForm;
import dev.tagalong.runtime.internal.module.Digests;
import dev.tagalong.runtime.internal.module.WasmModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;

/**
 * The compiled code of many modules on disk, up to a bound. Each module has a folder, whose name has the digests of the
 * module and of the compiler, the JDK's version, and the strategy; what another compiler or JDK has left is simply never
 * used again.
 *
 * <p>When more is kept than the bound allows, files go until a quarter of it is free, those of the module that was used the
 * longest ago first. So that this is seldom, and costs nothing while nothing is written, the sum is counted at the first
 * store and when it seems to have passed the bound. Engines that share a folder each see to the bound; together they may
 * pass it for a while. Nothing else in the folder is touched: only names that the cache itself gives count.
 */
public final class CodeCacheFolder {

    private static final Pattern MODULE = Pattern.compile("[0-9a-f]{40}-[0-9a-f]{12}-\\d+(-[a-z]+)*");
    private static final Pattern FILE =
            Pattern.compile(CodeCache.FILE_PREFIX + "\\d[^.]*(" + Pattern.quote(CodeCache.TEMPORARY) + ")?");
    private static final int MODULE_DIGEST = 20;
    private static final int COMPILER_DIGEST = 6;

    private final Path root;
    private final long bound;
    private final String strategy;
    private final ReentrantLock lock = new ReentrantLock();

    /** How many bytes there are, as far as this knows; -1 if it has not looked. Guarded by the lock. */
    private long total = -1;

    /** A file, and when the module that it is of was last used. */
    private record Kept(Path file, long bytes, FileTime written, FileTime used) {

        static final Comparator<Kept> OLDEST_FIRST = Comparator.comparing(Kept::used)
                .thenComparing(kept -> kept.file().getParent())
                .thenComparing(Kept::written)
                .thenComparing(Kept::file);
    }

    private static final class Compiler {
        static final String DIGEST = Digests.hex(CompilerDigest.compute(), COMPILER_DIGEST);
    }

    /**
     * The cache in a folder, which is made when it is first needed.
     *
     * @param bound how many bytes of files it may keep
     * @param strategy what else decides how functions are compiled: lower-case letters
     */
    public CodeCacheFolder(Path root, long bound, String strategy) {
        this.root = root;
        this.bound = bound;
        this.strategy = strategy;
    }

    /** The cache of a module, compiled for one form of memory. */
    CodeCache of(WasmModule module, MemoryForm memory) {
        String name = Digests.hex(Digests.sha256(module.binary()), MODULE_DIGEST) + "-" + Compiler.DIGEST + "-"
                + Runtime.version().feature() + "-" + strategy + suffix(memory);
        return new CodeCache(root.resolve(name), bound, this::stored);
    }

    private static String suffix(MemoryForm memory) {
        return switch (memory) {
            case ARRAY -> "";
            case GROWING -> "-growing";
            case SHARED -> "-shared";
        };
    }

    /** Some bytes more are kept. */
    private void stored(long bytes) {
        if (!lock.tryLock()) {
            // Another thread is counting, and sees these or sees them the next time.
            return;
        }
        try {
            total = total < 0 ? bound + 1 : total + bytes;
            if (total > bound) {
                total = prune();
            }
        } catch (IOException | UncheckedIOException unreadable) {
            total = -1;
        } finally {
            lock.unlock();
        }
    }

    private long prune() throws IOException {
        List<Kept> all = new ArrayList<>();
        try (DirectoryStream<Path> modules = Files.newDirectoryStream(root)) {
            for (Path module : modules) {
                if (MODULE.matcher(module.getFileName().toString()).matches()
                        && Files.isDirectory(module, LinkOption.NOFOLLOW_LINKS)) {
                    collect(module, all);
                }
            }
        }
        long kept = all.stream().mapToLong(Kept::bytes).sum();
        if (kept <= bound) {
            return kept;
        }
        all.sort(Kept.OLDEST_FIRST);
        for (Kept file : all) {
            if (kept <= bound - bound / 4) {
                break;
            }
            remove(file);
            kept -= file.bytes();
        }
        return kept;
    }

    private static void collect(Path module, List<Kept> all) throws IOException {
        FileTime used = Files.getLastModifiedTime(module);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(module)) {
            for (Path file : files) {
                BasicFileAttributes is =
                        Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
                if (is.isRegularFile()
                        && FILE.matcher(file.getFileName().toString()).matches()) {
                    all.add(new Kept(file, is.size(), is.lastModifiedTime(), used));
                }
            }
        }
    }

    /** Removes a file, and its folder if that was the last. What cannot be removed stays and counts at the next time. */
    private static void remove(Kept kept) {
        Path module = kept.file().getParent();
        try {
            Files.deleteIfExists(kept.file());
            // Else the folder would look used.
            Files.setLastModifiedTime(module, kept.used());
            Files.deleteIfExists(module);
        } catch (IOException inUse) {
            // The folder has other files, or somebody writes to it.
        }
    }
}
