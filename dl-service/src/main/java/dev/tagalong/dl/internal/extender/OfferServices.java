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
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/** The services of type {@link OfferedModule} of one bundle. */
public final class OfferServices {

    private final List<ServiceRegistration<OfferedModule>> registrations = new ArrayList<>();

    private OfferServices() {}

    /** Registers them in the bundle's name; of a bundle that stops meanwhile as many as come before that. */
    static OfferServices register(Bundle bundle, Libraries libraries, List<ModuleOffer> offers) {
        OfferServices services = new OfferServices();
        BundleContext context = bundle.getBundleContext();
        for (ModuleOffer offer : offers) {
            Hashtable<String, Object> properties = new Hashtable<>();
            properties.put(OfferedModule.NAME, offer.name());
            properties.put(OfferedModule.VERSION, offer.version());
            try {
                services.registrations.add(
                        context.registerService(OfferedModule.class, new Offered(libraries, offer), properties));
            } catch (IllegalStateException e) {
                // The bundle has stopped: the tracker says so next.
                break;
            }
        }
        return services;
    }

    void unregister() {
        for (ServiceRegistration<OfferedModule> registration : registrations) {
            try {
                registration.unregister();
            } catch (IllegalStateException e) {
                // The framework unregisters a bundle's services when it has stopped.
            }
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

    private record Offered(Libraries libraries, ModuleOffer offer) implements OfferedModule {

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
