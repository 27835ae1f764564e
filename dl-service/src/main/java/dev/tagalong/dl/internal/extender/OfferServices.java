package dev.tagalong.dl.internal.extender;

import dev.tagalong.dl.LibraryInfo;
import dev.tagalong.dl.ModuleStatistics;
import dev.tagalong.dl.OfferedModule;
import dev.tagalong.dl.PluginSettings;
import dev.tagalong.dl.internal.resolve.Libraries;
import dev.tagalong.dl.internal.resolve.ModuleOffer;
import dev.tagalong.runtime.Module;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.ServiceRegistration;

/** The services of type {@link OfferedModule} of one life of a bundle. Safe for any thread. */
public final class OfferServices {

    private final BundleLife life;
    private final Libraries libraries;

    /** How long a stop waits for a thread that registers; far longer than the framework needs to make a registration. */
    private static final long PATIENCE_MILLIS = 1000;

    // Guarded by this, under which nothing is called.
    private final List<ServiceRegistration<OfferedModule>> registrations = new ArrayList<>();
    private Thread registering;
    private volatile boolean ended;

    /** None yet. */
    OfferServices(BundleLife life, Libraries libraries) {
        this.life = life;
        this.libraries = libraries;
    }

    /** Whose they are. */
    BundleLife life() {
        return life;
    }

    long bundleId() {
        return life.bundle().getBundleId();
    }

    /** Registers them in the bundle's name; of a bundle that stops meanwhile as many as come before that. */
    void register(List<ModuleOffer> offers) {
        registering(Thread.currentThread());
        try {
            registerAll(offers);
        } finally {
            registering(null);
        }
    }

    private synchronized void registering(Thread thread) {
        registering = thread;
        notifyAll();
    }

    /**
     * Waits a while for a thread that registers them, and what others register in the bundle's name meanwhile. Felix keeps a
     * reference to nothing, for good, if a bundle's services go while one is being made.
     */
    synchronized void awaitRegistering() {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
        try {
            // Whoever hears of a service may stop the bundle, on this very thread.
            while (registering != null && registering != Thread.currentThread()) {
                long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                if (left <= 0) {
                    return;
                }
                wait(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void registerAll(List<ModuleOffer> offers) {
        for (ModuleOffer offer : offers) {
            Hashtable<String, Object> properties = new Hashtable<>();
            properties.put(OfferedModule.NAME, offer.name());
            properties.put(OfferedModule.VERSION, offer.version());
            ServiceRegistration<OfferedModule> registration;
            try {
                registration = life.context()
                        .registerService(OfferedModule.class, new Offered(this, libraries, offer), properties);
            } catch (IllegalStateException e) {
                // The bundle has stopped, and the framework has taken away those that were registered.
                return;
            }
            if (!keep(registration)) {
                unregister(registration);
                return;
            }
        }
    }

    private synchronized boolean keep(ServiceRegistration<OfferedModule> registration) {
        return !ended && registrations.add(registration);
    }

    /** Takes them away; none is registered any more. */
    void end() {
        List<ServiceRegistration<OfferedModule>> all;
        synchronized (this) {
            ended = true;
            all = List.copyOf(registrations);
        }
        all.forEach(OfferServices::unregister);
    }

    private static void unregister(ServiceRegistration<OfferedModule> registration) {
        try {
            registration.unregister();
        } catch (IllegalStateException e) {
            // The framework unregisters a bundle's services when it has stopped.
        }
    }

    /**
     * What a service stands for.
     *
     * @throws IllegalArgumentException if it is not a linker's
     */
    public static ModuleOffer offer(OfferedModule module) {
        if (module instanceof Offered offered) {
            return offered.offer;
        }
        throw new IllegalArgumentException("not a module of this linker: " + module);
    }

    private record Offered(OfferServices services, Libraries libraries, ModuleOffer offer) implements OfferedModule {

        @Override
        public boolean offered() {
            return !services.ended && services.life.lasts();
        }

        @Override
        public LibraryInfo info() {
            return libraries.info(offer);
        }

        @Override
        public ModuleStatistics statistics() {
            return libraries.statistics(offer);
        }

        @Override
        public PluginSettings settings() {
            return libraries.settings(offer);
        }

        @Override
        public Module module() {
            return offer.module();
        }

        @Override
        public String toString() {
            return offer.label();
        }
    }
}
