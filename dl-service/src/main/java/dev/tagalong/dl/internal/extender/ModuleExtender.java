package dev.tagalong.dl.internal.extender;

import dev.tagalong.dl.internal.resolve.Departure;
import dev.tagalong.dl.internal.resolve.Libraries;
import dev.tagalong.dl.internal.resolve.ModuleOffer;
import dev.tagalong.runtime.Engine;
import java.util.List;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.framework.wiring.BundleWire;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.util.tracker.BundleTracker;
import org.osgi.util.tracker.BundleTrackerCustomizer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The extender: offers the modules of active bundles that have a {@code Wasm-Module} header and are wired to this
 * bundle's {@code osgi.extender} capability.
 *
 * <p>Guarantees:
 * <ul>
 *   <li>When {@code Bundle.start} returns, the bundle's modules are on offer; when its stop begins, they are not.
 *   <li>A bundle with a bad header or a broken module is as good as any other; what is wrong is with the module's
 *       {@link dev.tagalong.dl.LibraryInfo} and in the log.
 *   <li>Another linker's bundles are left alone: the wire decides, not the header.
 *   <li>A stop does not wait for calls into the bundle's modules.
 *   <li>After {@link #close} nothing is followed any more.
 * </ul>
 *
 * <p>A bundle whose activation is lazy, and which waits for a class to be loaded, is not active: its modules are not on
 * offer.
 */
public final class ModuleExtender implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ModuleExtender.class);

    private static final String NAMESPACE = "osgi.extender";
    private static final String EXTENDER = "tagalong.dl";

    private final BundleContext context;
    private final Libraries libraries;
    private final ModuleReader reader;
    private final BundleTracker<OfferServices> tracker;
    private final SynchronousBundleListener fates = this::fate;

    /** An extender that follows nothing yet. */
    public ModuleExtender(BundleContext context, Engine engine, Libraries libraries) {
        this.context = context;
        this.libraries = libraries;
        this.reader = new ModuleReader(engine);
        this.tracker = new BundleTracker<>(context, Bundle.ACTIVE, new Customizer());
    }

    /** Follows the bundles that are active, and those that become so. */
    public void open() {
        context.addBundleListener(fates);
        tracker.open();
    }

    @Override
    public void close() {
        tracker.close();
        context.removeBundleListener(fates);
    }

    private final class Customizer implements BundleTrackerCustomizer<OfferServices> {

        @Override
        public OfferServices addingBundle(Bundle bundle, BundleEvent event) {
            String header = bundle.getHeaders("").get(ModuleHeader.NAME);
            if (header == null) {
                return null;
            }
            if (!wired(bundle)) {
                LOG.warn(
                        "Bundle {} has a {} header, but does not require the capability {}={}: it offers nothing",
                        bundle.getSymbolicName(),
                        ModuleHeader.NAME,
                        NAMESPACE,
                        EXTENDER);
                return null;
            }
            List<ModuleOffer> offers = reader.read(bundle, header);
            libraries.add(bundle.getBundleId(), offers);
            // The broken ones have had their warning.
            offers.stream().filter(o -> o.module() != null).forEach(o -> LOG.info("{} is offered", o.label()));
            return OfferServices.register(bundle, libraries, offers);
        }

        @Override
        public void modifiedBundle(Bundle bundle, BundleEvent event, OfferServices services) {
            // Only active bundles are tracked, so there is no other state to follow.
        }

        @Override
        public void removedBundle(Bundle bundle, BundleEvent event, OfferServices services) {
            services.unregister();
            libraries.remove(bundle.getBundleId(), event == null ? Departure.LINKER_STOPPED : Departure.STOPPED);
            LOG.info("Modules of bundle {} [{}] are offered no longer", bundle.getSymbolicName(), bundle.getBundleId());
        }
    }

    private boolean wired(Bundle bundle) {
        BundleWiring wiring = bundle.adapt(BundleWiring.class);
        if (wiring == null) {
            return false;
        }
        for (BundleWire wire : wiring.getRequiredWires(NAMESPACE)) {
            if (EXTENDER.equals(wire.getCapability().getAttributes().get(NAMESPACE))
                    && context.getBundle().equals(wire.getProvider().getBundle())) {
                return true;
            }
        }
        return false;
    }

    /** An update or uninstallation begins with a stop; what it really is shows only here. */
    private void fate(BundleEvent event) {
        long id = event.getBundle().getBundleId();
        if (event.getType() == BundleEvent.UPDATED) {
            libraries.restate(id, Departure.UPDATED);
        } else if (event.getType() == BundleEvent.UNINSTALLED) {
            libraries.restate(id, Departure.UNINSTALLED);
        }
    }
}
