package dev.tagalong.dl.internal.extender;

import dev.tagalong.dl.internal.resolve.Departure;
import dev.tagalong.dl.internal.resolve.Libraries;
import dev.tagalong.dl.internal.resolve.ModuleOffer;
import dev.tagalong.dl.packaging.ModuleBound;
import dev.tagalong.runtime.Engine;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.framework.wiring.BundleWire;
import org.osgi.framework.wiring.BundleWiring;
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
 *
 * <p>Several threads may start and stop a bundle. The framework tells of a stop while it holds the bundle's state, so in order; of a
 * start it tells afterwards, so perhaps late: when the bundle has been stopped meanwhile, or started once more. So what a start brings
 * belongs to a {@link BundleLife}, is put on offer only while that lasts, and is taken away with it. A {@code BundleTracker}
 * would not do: it tells bundles apart, not their lives.
 */
public final class ModuleExtender implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ModuleExtender.class);

    static final String NAMESPACE = "osgi.extender";
    static final String EXTENDER = "tagalong.dl";

    private final BundleContext context;
    private final Libraries libraries;
    private final ModuleReader reader;
    private final Map<Long, OfferServices> offering = new ConcurrentHashMap<>();
    private final SynchronousBundleListener listener = this::changed;

    /**
     * An extender that follows nothing yet.
     *
     * @param bound how large a module may be, asked for each bundle
     */
    public ModuleExtender(BundleContext context, Engine engine, Libraries libraries, Supplier<ModuleBound> bound) {
        this.context = context;
        this.libraries = libraries;
        this.reader = new ModuleReader(engine, bound, libraries::bytes);
    }

    /** Follows the bundles that are active, and those that become so. */
    public void open() {
        context.addBundleListener(listener);
        for (Bundle bundle : context.getBundles()) {
            offer(bundle);
        }
    }

    @Override
    public void close() {
        context.removeBundleListener(listener);
        for (OfferServices services : offering.values()) {
            retract(services.life().bundle(), Departure.LINKER_STOPPED);
        }
    }

    private void changed(BundleEvent event) {
        Bundle bundle = event.getBundle();
        switch (event.getType()) {
            case BundleEvent.STARTED -> offer(bundle);
            case BundleEvent.STOPPING -> retract(bundle, Departure.STOPPED);
            // An update or uninstallation begins with a stop; what it really is shows only here.
            case BundleEvent.UPDATED -> libraries.restate(bundle.getBundleId(), Departure.UPDATED);
            case BundleEvent.UNINSTALLED -> libraries.restate(bundle.getBundleId(), Departure.UNINSTALLED);
            default -> {
                // Nothing else changes what is on offer.
            }
        }
    }

    /** An error that left this would end the extender's start, and with it all other bundles' modules. */
    private void offer(Bundle bundle) {
        try {
            offerModules(bundle);
        } catch (RuntimeException | Error e) {
            LOG.error("Modules of bundle {} cannot be offered", bundle, e);
            retract(bundle, Departure.STOPPED);
        }
    }

    private void offerModules(Bundle bundle) {
        BundleLife life = BundleLife.of(bundle);
        String header = life == null ? null : bundle.getHeaders("").get(ModuleHeader.NAME);
        if (header == null) {
            return;
        }
        if (!wired(bundle)) {
            LOG.warn(
                    "Bundle {} has a {} header, but does not require the capability {}={}: it offers nothing",
                    bundle.getSymbolicName(),
                    ModuleHeader.NAME,
                    NAMESPACE,
                    EXTENDER);
            return;
        }
        OfferServices services = new OfferServices(life, libraries);
        if (claim(services)) {
            services.register(putOnOffer(services, header));
        }
    }

    /**
     * Whether nobody else offers what this life of the bundle brings. A life that has ended takes nothing away from the next one, whose
     * stop would not find what it has to end.
     */
    private boolean claim(OfferServices services) {
        return offering.compute(services.bundleId(), (id, other) -> {
                    boolean mine = services.life().lasts()
                            && (other == null || !other.life().equals(services.life()));
                    return mine ? services : other;
                })
                == services;
    }

    /** What is on offer then: nothing if the bundle's life has ended meanwhile. */
    private List<ModuleOffer> putOnOffer(OfferServices services, String header) {
        BundleLife life = services.life();
        boolean added = false;
        try {
            List<ModuleOffer> offers = reader.read(life.bundle(), header);
            added = libraries.add(services.bundleId(), offers, life::lasts);
            if (!added) {
                return List.of();
            }
            // The broken ones have had their warning.
            offers.stream().filter(o -> o.module() != null).forEach(o -> LOG.info("{} is offered", o.label()));
            return offers;
        } finally {
            if (!added) {
                offering.remove(services.bundleId(), services);
            }
        }
    }

    private void retract(Bundle bundle, Departure departure) {
        OfferServices services = offering.remove(bundle.getBundleId());
        if (services == null) {
            return;
        }
        services.end();
        if (libraries.remove(bundle.getBundleId(), departure)) {
            LOG.info("Modules of bundle {} [{}] are offered no longer", bundle.getSymbolicName(), bundle.getBundleId());
        }
        services.awaitRegistering();
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
}
