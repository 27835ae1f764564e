package dev.tagalong.dl.internal.snapshot;

import dev.tagalong.dl.DlException;
import dev.tagalong.dl.PluginSettings;
import dev.tagalong.dl.SnapshotInfo;
import dev.tagalong.dl.internal.resolve.InitialState;
import dev.tagalong.dl.internal.resolve.InitialStates;
import dev.tagalong.dl.internal.resolve.ModuleOffer;
import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.EngineException;
import dev.tagalong.runtime.Module;
import dev.tagalong.runtime.ProcessEnvironment;
import dev.tagalong.runtime.SnapshotException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.WeakHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The snapshots of the modules on offer. Those that are configured are made once, on a thread of their own, and kept on disk:
 * whoever starts an instance meanwhile starts it the usual way. Safe for any thread.
 */
public final class ModuleSnapshots implements InitialStates, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ModuleSnapshots.class);

    /** How often something is tried that may go well the next time. */
    private static final int MOST_ATTEMPTS = 3;

    private static final long IDLE_SECONDS = 10;

    /** How many bytes of files are kept. */
    private static final long BOUND = 256L << 20;

    /**
     * The state of a program.
     *
     * @param state the state
     * @param environment what it was told
     */
    public record Taken(InitialState state, ProcessEnvironment environment) {}

    /** Makes snapshots. */
    public interface Maker {

        /**
         * Starts a program the usual way, calls a function of it and takes its state.
         *
         * @param function see {@link SnapshotInfo}
         */
        Taken make(ModuleOffer offer, String function);
    }

    /** What is known of one module's. Guarded by itself; nothing is called under the lock but the store. */
    private static final class Entry {
        String key;
        KeptSnapshot kept;
        String problem;

        /** The function with which it was last tried, and how often; what is not tried any more has all attempts. */
        String tried;

        int attempts;
        boolean making;

        /** How often it was tried with a function. */
        int attempts(String function) {
            return Objects.equals(tried, function) ? attempts : 0;
        }
    }

    /**
     * What is configured for a module at one moment. It is asked for without a lock, once for each question.
     *
     * @param function the function that is to be called for it, or {@code null} if it is to have no snapshot
     * @param key what decides whether a snapshot fits it
     */
    private record Wanted(String function, String key) {

        /** Whether a snapshot was made because of a configuration that does not hold any more. */
        boolean outdates(KeptSnapshot kept) {
            return kept.configured() && !kept.function().equals(function);
        }
    }

    private final Engine engine;
    private final String version;
    private final Function<ModuleOffer, PluginSettings> settings;
    private final Maker maker;
    private final SnapshotStore store;
    private final ThreadPoolExecutor background;
    private final Map<Module, Entry> entries = new WeakHashMap<>();

    /**
     * None yet.
     *
     * @param version of the engine and the linker: what others have made is not used
     * @param settings what is configured for a module
     * @param folder where they are kept, or {@code null} if they are not
     */
    public ModuleSnapshots(
            Engine engine, String version, Function<ModuleOffer, PluginSettings> settings, Maker maker, Path folder) {
        this.engine = engine;
        this.version = version;
        this.settings = settings;
        this.maker = maker;
        this.store = folder == null ? null : new SnapshotStore(folder, BOUND);
        this.background =
                new ThreadPoolExecutor(1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "tagalong-snapshots");
                    thread.setDaemon(true);
                    return thread;
                });
        background.allowCoreThreadTimeOut(true);
    }

    @Override
    public InitialState of(ModuleOffer offer, ProcessEnvironment environment) {
        Wanted wanted = wanted(offer);
        KeptSnapshot kept = kept(offer, wanted);
        if (kept == null || wanted.outdates(kept)) {
            return null;
        }
        if (!kept.fits(environment)) {
            LOG.debug("{} starts without its snapshot, which was told other things at its start", offer.label());
            return null;
        }
        return kept.state();
    }

    private Wanted wanted(ModuleOffer offer) {
        PluginSettings present = settings.apply(offer);
        String key = String.join(
                "/",
                version,
                Integer.toString(present.limits().memoryPages()),
                Integer.toString(present.limits().tableEntries()),
                present.withoutFeatures().toString());
        return new Wanted(present.snapshot() != null ? present.snapshot() : offer.snapshot(), key);
    }

    private Entry entry(ModuleOffer offer) {
        synchronized (entries) {
            return entries.computeIfAbsent(offer.module(), module -> new Entry());
        }
    }

    private KeptSnapshot kept(ModuleOffer offer, Wanted wanted) {
        Entry entry = entry(offer);
        synchronized (entry) {
            if (!wanted.key().equals(entry.key)) {
                entry.key = wanted.key();
                entry.kept = load(offer, wanted.key());
                entry.tried = null;
            }
            return entry.kept;
        }
    }

    private KeptSnapshot load(ModuleOffer offer, String key) {
        if (store == null || !store.mayHave(offer.module())) {
            return null;
        }
        String name = SnapshotStore.name(offer.module(), key);
        byte[] bytes = store.load(name);
        if (bytes == null) {
            return null;
        }
        try {
            return KeptSnapshot.read(engine, bytes);
        } catch (SnapshotException e) {
            LOG.warn("The snapshot of {} is not used: {}", offer.label(), e.getMessage());
            store.remove(name);
            return null;
        }
    }

    @Override
    public void offered(ModuleOffer offer) {
        if (offer.module() != null) {
            submit(offer, wanted(offer));
        }
    }

    @Override
    public void started(ModuleOffer offer) {
        offered(offer);
    }

    private void submit(ModuleOffer offer, Wanted wanted) {
        if (wanted.function() == null) {
            return;
        }
        Entry entry = entry(offer);
        synchronized (entry) {
            if (entry.making
                    || entry.kept != null && !wanted.outdates(entry.kept)
                    || entry.attempts(wanted.function()) >= MOST_ATTEMPTS) {
                return;
            }
            entry.making = true;
        }
        try {
            background.execute(() -> makeConfigured(offer, entry));
        } catch (RejectedExecutionException stopped) {
            LOG.debug("No snapshot of {}: the linker stops", offer.label());
        }
    }

    private void makeConfigured(ModuleOffer offer, Entry entry) {
        try {
            Wanted wanted = wanted(offer);
            KeptSnapshot kept = kept(offer, wanted);
            if (wanted.function() != null && (kept == null || wanted.outdates(kept))) {
                make(offer, wanted.function(), wanted);
            }
        } catch (DlException | EngineException e) {
            LOG.warn("{} gets no snapshot and starts the usual way: {}", offer.label(), e.getMessage());
        } catch (RuntimeException | Error e) {
            LOG.error("{} gets no snapshot and starts the usual way", offer.label(), e);
        } finally {
            synchronized (entry) {
                entry.making = false;
            }
        }
    }

    /**
     * Makes a snapshot now.
     *
     * @param function see {@link SnapshotInfo}
     * @throws DlException if the program cannot be started, or its state cannot be taken
     */
    public SnapshotInfo make(ModuleOffer offer, String function) {
        return make(offer, function, wanted(offer));
    }

    private SnapshotInfo make(ModuleOffer offer, String function, Wanted wanted) {
        long begin = System.nanoTime();
        try {
            Taken taken = maker.make(offer, function);
            boolean configured = function.equals(wanted.function());
            return keep(offer, function, configured, wanted.key(), taken, Duration.ofNanos(System.nanoTime() - begin));
        } catch (DlException | EngineException e) {
            failed(offer, function, e);
            throw e;
        }
    }

    /** Notes a failure. What a program does is the same the next time; what it lacks may come. */
    private void failed(ModuleOffer offer, String function, RuntimeException e) {
        Entry entry = entry(offer);
        synchronized (entry) {
            entry.problem = e.getMessage();
            entry.attempts = e instanceof EngineException ? MOST_ATTEMPTS : entry.attempts(function) + 1;
            entry.tried = function;
        }
    }

    /** Keeps the state of a program, for new instances from now on. */
    public SnapshotInfo keep(ModuleOffer offer, Taken taken, Duration time) {
        return keep(offer, SnapshotInfo.STATE, false, wanted(offer).key(), taken, time);
    }

    private SnapshotInfo keep(
            ModuleOffer offer, String function, boolean configured, String key, Taken taken, Duration time) {
        KeptSnapshot kept = new KeptSnapshot(
                function,
                configured,
                ToldParts.of(taken.state().snapshot(), taken.environment()),
                time,
                Instant.now(),
                taken.state());
        if (store != null) {
            store.store(SnapshotStore.name(offer.module(), key), kept.toBytes());
        }
        Entry entry = entry(offer);
        synchronized (entry) {
            entry.key = key;
            entry.kept = kept;
            entry.problem = null;
        }
        LOG.info(
                "{} starts from a snapshot of {} bytes from now on, which took {} ms",
                offer.label(),
                kept.info().bytes(),
                time.toMillis());
        return kept.info();
    }

    @Override
    public void unusable(ModuleOffer offer, String reason) {
        LOG.warn("The snapshot of {} is not used: {}", offer.label(), reason);
        Wanted wanted = wanted(offer);
        Entry entry = entry(offer);
        int attempts;
        synchronized (entry) {
            // What it was of, such as a library, may have changed: then it is made anew.
            attempts = entry.attempts(wanted.function()) + 1;
        }
        drop(offer, wanted, reason, attempts);
        submit(offer, wanted);
    }

    /**
     * Removes the snapshot of a module. A configured one is not made again before the module comes anew or is configured otherwise.
     *
     * @return whether there was one
     */
    public boolean remove(ModuleOffer offer) {
        return drop(offer, wanted(offer), "it was removed", MOST_ATTEMPTS);
    }

    private boolean drop(ModuleOffer offer, Wanted wanted, String reason, int attempts) {
        boolean present = kept(offer, wanted) != null;
        if (store != null && store.mayHave(offer.module())) {
            store.remove(SnapshotStore.name(offer.module(), wanted.key()));
        }
        Entry entry = entry(offer);
        synchronized (entry) {
            entry.kept = null;
            entry.problem = reason;
            entry.tried = wanted.function();
            entry.attempts = attempts;
        }
        return present;
    }

    /** The snapshot of a module, or why there is none; {@code null} if it is to have none. */
    public SnapshotInfo info(ModuleOffer offer) {
        Wanted wanted = wanted(offer);
        KeptSnapshot kept = kept(offer, wanted);
        if (kept != null && !wanted.outdates(kept)) {
            return kept.info();
        }
        if (wanted.function() == null) {
            return null;
        }
        Entry entry = entry(offer);
        synchronized (entry) {
            String problem = entry.problem == null ? "it has not been made yet" : entry.problem;
            return new SnapshotInfo(wanted.function(), 0, Duration.ZERO, null, problem);
        }
    }

    /** Begins no more; what is being made fails when its program is stopped. */
    @Override
    public void close() {
        background.shutdown();
        background.getQueue().clear();
    }
}
