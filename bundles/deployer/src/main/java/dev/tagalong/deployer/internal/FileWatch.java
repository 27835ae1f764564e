package dev.tagalong.deployer.internal;

import dev.tagalong.runtime.text.PlainText;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a deployer which module files have come, changed or gone, when nobody writes to them any more. File Install says which folders
 * matter, and what it sees is looked at in its call. It tells files apart by name, size and time only, passes over links to nothing,
 * and takes what was the same at two of its looks for whole; so a thread of this looks at those folders, too, twice a second. It reads
 * no file for that.
 *
 * <p>The work on a file is done by one thread at a time: a call that comes meanwhile has that thread look once more. Safe for any
 * thread.
 */
final class FileWatch implements AutoCloseable {

    /** What is told. */
    interface Listener {

        /** A file and the one beside it are new, or not what they were. */
        void changed(Path file);

        /** A file is being written. */
        void written(Path file);

        /** A file is gone; answers whether nothing is left of it. */
        boolean gone(Path file);

        /** The files of a folder that were known before it was watched. */
        Collection<Path> known(Path folder);

        /** Whether the thread should look: not before what is there at the start has been dealt with. */
        boolean ready();

        /** Called twice a second, for what has to be tried again. */
        void tick();
    }

    private static final Logger LOG = LoggerFactory.getLogger(FileWatch.class);

    private static final int POLL_MILLIS = 500;
    private static final int PAUSE_MILLIS = 20;

    /** For how many quiet times it is waited for those who have a file open. */
    private static final int LONGEST_OPEN = 60;

    private final Listener listener;
    private final Supplier<Duration> quiet;
    private final Writers writers = new Writers();
    private final Set<Path> folders = ConcurrentHashMap.newKeySet();
    private final Map<Path, Seen> seen = new ConcurrentHashMap<>();

    /** How many calls there were for the files on which some thread works. */
    private final Map<Path, Integer> calls = new ConcurrentHashMap<>();

    private final AtomicBoolean polling = new AtomicBoolean();
    private final ScheduledThreadPoolExecutor executor;

    /**
     * The last look at a file.
     *
     * @param since since when it looks like this, as {@link System#nanoTime} counts
     * @param told whether the listener knows of it
     */
    private record Seen(Look look, long since, boolean told) {}

    /**
     * A watch without folders.
     *
     * @param quiet how long nobody must have written to a file
     */
    FileWatch(Listener listener, Supplier<Duration> quiet) {
        this.listener = listener;
        this.quiet = quiet;
        this.executor = new ScheduledThreadPoolExecutor(1, FileWatch::thread);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "tagalong-deployer");
        thread.setDaemon(true);
        return thread;
    }

    /** Looks at a file and from now on at all of its folder. */
    void watch(Path file) {
        watch(file, System.nanoTime());
    }

    /**
     * The same, for a file that may just have been written before all began: while it is not quiet, this waits.
     *
     * @param deadlineNanos for how long at the most, as {@link System#nanoTime} counts
     */
    void watch(Path file, long deadlineNanos) {
        follow(file.getParent());
        look(file);
        while (waits(file) && System.nanoTime() - deadlineNanos < 0) {
            try {
                Thread.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            look(file);
        }
    }

    private boolean waits(Path file) {
        Seen last = seen.get(file);
        return last != null && !last.told();
    }

    private void follow(Path folder) {
        if (folders.add(folder)) {
            listener.known(folder).forEach(this::look);
            if (polling.compareAndSet(false, true) && !executor.isShutdown()) {
                executor.scheduleWithFixedDelay(this::poll, POLL_MILLIS, POLL_MILLIS, TimeUnit.MILLISECONDS);
            }
        }
    }

    /** All files are new again. */
    void forget() {
        seen.replaceAll((file, last) -> new Seen(last.look(), last.since(), false));
    }

    private void poll() {
        try {
            if (!listener.ready()) {
                return;
            }
            for (Path folder : folders) {
                list(folder).forEach(this::look);
            }
            listener.tick();
        } catch (RuntimeException | Error e) {
            // The next look comes all the same.
            LOG.error("Watched folders cannot be looked at", e);
        }
    }

    /** The modules that are or were in a folder; none if it cannot be listed: for File Install, too, they stay what they were. */
    private Set<Path> list(Path folder) {
        Set<Path> files = new HashSet<>();
        try (DirectoryStream<Path> modules = Files.newDirectoryStream(folder, ModuleFiles::isModule)) {
            modules.forEach(files::add);
        } catch (IOException | RuntimeException e) {
            LOG.debug("{} cannot be listed", folder, e);
            return Set.of();
        }
        seen.keySet().stream().filter(f -> folder.equals(f.getParent())).forEach(files::add);
        return files;
    }

    private void look(Path file) {
        if (calls.merge(file, 1, Integer::sum) > 1) {
            return;
        }
        int answered;
        do {
            answered = calls.getOrDefault(file, 0);
            try {
                lookAlone(file);
            } catch (RuntimeException | Error e) {
                LOG.error("{} cannot be looked at", PlainText.of(file.toString()), e);
            }
        } while (!finished(file, answered));
    }

    private boolean finished(Path file, int answered) {
        return calls.computeIfPresent(file, (f, all) -> all == answered ? null : all) == null;
    }

    private void lookAlone(Path file) {
        Look look = Look.at(file);
        if (!look.module().there()) {
            if (listener.gone(file)) {
                seen.remove(file);
            }
            return;
        }
        long now = System.nanoTime();
        Seen last = seen.get(file);
        boolean same = last != null && last.look().equals(look);
        long since = same ? last.since() : now;
        if (same && last.told()) {
            return;
        }
        boolean whole = whole(file, look, now - since);
        seen.put(file, new Seen(look, since, whole));
        if (whole) {
            listener.changed(file);
        } else {
            listener.written(file);
        }
    }

    /** Whether a file that has not changed for so long is all there. */
    private boolean whole(Path file, Look look, long sinceNanos) {
        long quietNanos = quiet.get().toNanos();
        if (!look.quiet(quiet.get()) && sinceNanos < quietNanos) {
            return false;
        }
        // Some keep files open for ever.
        return sinceNanos >= LONGEST_OPEN * quietNanos
                || !writers.has(file) && (look.sidecar() == null || !writers.has(look.sidecar()));
    }

    @Override
    public void close() {
        executor.shutdown();
    }
}
