package dev.tagalong.itests.felix.storm;

import dev.tagalong.itests.felix.fixture.Wasm;
import dev.tagalong.itests.felix.fixture.WasmBundle;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;

/** Installs, updates, stops, refreshes and uninstalls the libraries' bundles at random. For one thread. */
final class Weather {

    /** Refreshes bundles and waits for it. */
    interface Refresh {
        void refresh(Collection<Bundle> bundles) throws InterruptedException;
    }

    private enum Gust {
        INSTALL,
        UPDATE,
        RESTART,
        REFRESH,
        UNINSTALL
    }

    private final BundleContext context;
    private final Shelf shelf;
    private final Random random;
    private final Refresh refresh;
    private final Bundle[] bundles;
    private final Map<Gust, Integer> gusts = new EnumMap<>(Gust.class);

    Weather(BundleContext context, Shelf shelf, Random random, Refresh refresh) {
        this.context = context;
        this.shelf = shelf;
        this.random = random;
        this.refresh = refresh;
        this.bundles = new Bundle[shelf.size()];
    }

    /** Something happens to some bundle. */
    void gust() throws BundleException, IOException, InterruptedException {
        int library = random.nextInt(bundles.length);
        Gust gust = bundles[library] == null ? Gust.INSTALL : any();
        switch (gust) {
            case INSTALL -> install(library);
            case UPDATE -> update(library);
            case RESTART -> restart(library);
            case REFRESH -> refresh.refresh(List.of(bundles[library]));
            case UNINSTALL -> uninstall(library);
        }
        gusts.merge(gust, 1, Integer::sum);
    }

    private Gust any() {
        int dice = random.nextInt(20);
        if (dice < 9) {
            return Gust.UPDATE;
        }
        return dice < 14 ? Gust.UNINSTALL : dice < 19 ? Gust.RESTART : Gust.REFRESH;
    }

    private void install(int library) throws BundleException, IOException {
        try (InputStream jar = jar(library)) {
            bundles[library] = context.installBundle("storm:" + library, jar);
            bundles[library].start();
        }
        shelf.settle(library);
    }

    private void update(int library) throws BundleException, IOException {
        try (InputStream jar = jar(library)) {
            bundles[library].update(jar);
        }
        shelf.settle(library);
    }

    private void restart(int library) throws BundleException {
        bundles[library].stop();
        bundles[library].start();
    }

    private void uninstall(int library) throws BundleException {
        bundles[library].uninstall();
        bundles[library] = null;
    }

    /** Takes all bundles away. */
    void calm() throws BundleException {
        for (int i = 0; i < bundles.length; i++) {
            if (bundles[i] != null) {
                uninstall(i);
            }
        }
    }

    private InputStream jar(int library) {
        return WasmBundle.named("storm.lib" + library)
                .module(Shelf.name(library), Wasm.stamped(shelf.announce(library)))
                .jar();
    }

    @Override
    public String toString() {
        return gusts.toString().toLowerCase(Locale.ROOT);
    }
}
