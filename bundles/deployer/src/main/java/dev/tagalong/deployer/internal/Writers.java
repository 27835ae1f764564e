package dev.tagalong.deployer.internal;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which files processes have open for writing, as far as Linux tells this process: a file that nobody has written to for a while may
 * still be half of one, if who writes it waits for the rest. Elsewhere, and of processes of other users, nothing is known. Looking
 * takes milliseconds, so it is done once for many files. Safe for any thread.
 */
final class Writers {

    private static final Path PROCESSES = Path.of("/proc");
    private static final long FRESH_NANOS = 500_000_000;

    /** The file's access mode is in the two lowest bits of the flags, which are written in octal; 0 is to read only. */
    private static final int ACCESS_MODE = 3;

    private static final String FLAGS = "flags:";

    private record Snapshot(Set<Path> files, long taken) {}

    private volatile Snapshot last;

    /** Whether a process is known to have a file open for writing. */
    boolean has(Path file) {
        Snapshot snapshot = last;
        if (snapshot == null || System.nanoTime() - snapshot.taken() > FRESH_NANOS) {
            snapshot = new Snapshot(written(), System.nanoTime());
            last = snapshot;
        }
        try {
            return !snapshot.files().isEmpty() && snapshot.files().contains(file.toRealPath());
        } catch (IOException e) {
            // It is gone, which the next look tells.
            return false;
        }
    }

    private static Set<Path> written() {
        Set<Path> files = new HashSet<>();
        for (Path process : list(PROCESSES)) {
            if (Character.isDigit(process.getFileName().toString().charAt(0))) {
                for (Path descriptor : list(process.resolve("fd"))) {
                    collect(descriptor, process.resolve("fdinfo").resolve(descriptor.getFileName()), files);
                }
            }
        }
        return files;
    }

    /** What a folder has; nothing, if it is not there or not for this user. */
    private static List<Path> list(Path folder) {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            List<Path> all = new ArrayList<>();
            entries.forEach(all::add);
            return all;
        } catch (IOException | RuntimeException e) {
            return List.of();
        }
    }

    private static void collect(Path descriptor, Path info, Set<Path> files) {
        try {
            Path file = Files.readSymbolicLink(descriptor);
            if (ModuleFiles.isModule(file) || Sidecar.possible(file)) {
                for (String line : Files.readAllLines(info)) {
                    if (line.startsWith(FLAGS)
                            && (Integer.parseInt(line.substring(FLAGS.length()).strip(), 8) & ACCESS_MODE) != 0) {
                        files.add(file);
                    }
                }
            }
        } catch (IOException | RuntimeException e) {
            // The process has closed it meanwhile.
        }
    }
}
