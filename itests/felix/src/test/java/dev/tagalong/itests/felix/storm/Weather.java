package dev.tagalong.itests.felix.storm;

import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

/** Installs, updates, restarts, refreshes and uninstalls bundles at random. For one thread. */
final class Weather {

    /** Refreshes a bundle and waits for it. */
    interface Refresh {
        void refresh(Bundle bundle) throws InterruptedException;
    }

    private enum Gust {
        INSTALL,
        UPDATE,
        RESTART,
        REFRESH,
        UNINSTALL,
        RESTART_PROGRAMS
    }

    private final List<Plot> plots;
    private final Bundle programs;
    private final Random random;
    private final Refresh refresh;
    private final Map<Gust, Integer> gusts = new EnumMap<>(Gust.class);

    /**
     * Weather over some plots.
     *
     * @param programs the bundle with the callers' program, which is restarted now and then
     */
    Weather(List<Plot> plots, Bundle programs, Random random, Refresh refresh) {
        this.plots = plots;
        this.programs = programs;
        this.random = random;
        this.refresh = refresh;
    }

    /** Something happens to some bundle. */
    void gust() throws BundleException, IOException, InterruptedException {
        Plot plot = plots.get(random.nextInt(plots.size()));
        Gust gust = plot.bundle() == null ? Gust.INSTALL : any();
        switch (gust) {
            case INSTALL -> plot.install();
            case UPDATE -> plot.update();
            case RESTART -> plot.restart();
            case REFRESH -> refresh.refresh(plot.bundle());
            case UNINSTALL -> plot.uninstall();
            case RESTART_PROGRAMS -> restartPrograms();
        }
        gusts.merge(gust, 1, Integer::sum);
    }

    private Gust any() {
        int dice = random.nextInt(40);
        if (dice < 18) {
            return Gust.UPDATE;
        }
        if (dice < 28) {
            return Gust.UNINSTALL;
        }
        if (dice < 37) {
            return Gust.RESTART;
        }
        return dice < 39 ? Gust.REFRESH : Gust.RESTART_PROGRAMS;
    }

    private void restartPrograms() throws BundleException {
        programs.stop();
        programs.start();
    }

    /** Takes all bundles away but the programs'. */
    void calm() throws BundleException {
        for (Plot plot : plots) {
            if (plot.bundle() != null) {
                plot.uninstall();
            }
        }
    }

    @Override
    public String toString() {
        return gusts.toString().toLowerCase(Locale.ROOT);
    }
}
