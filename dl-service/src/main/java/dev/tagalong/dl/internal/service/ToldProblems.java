package dev.tagalong.dl.internal.service;

import dev.tagalong.dl.ModuleProblem;
import dev.tagalong.dl.ModuleProblems;
import java.util.ArrayList;
import java.util.List;
import org.osgi.framework.BundleContext;
import org.osgi.util.tracker.ServiceTracker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What services of type {@link ModuleProblems} tell, the best first. Safe for any thread. */
final class ToldProblems implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ToldProblems.class);

    private final ServiceTracker<ModuleProblems, ModuleProblems> tracker;

    ToldProblems(BundleContext context) {
        this.tracker = new ServiceTracker<>(context, ModuleProblems.class, null);
        tracker.open();
    }

    /** All of them now; a service that fails tells nothing. */
    List<ModuleProblem> all() {
        List<ModuleProblem> all = new ArrayList<>();
        tracker.getTracked().forEach((reference, service) -> {
            try {
                all.addAll(service.problems());
            } catch (RuntimeException e) {
                LOG.warn("{} tells no problems", reference, e);
            }
        });
        return all;
    }

    @Override
    public void close() {
        tracker.close();
    }
}
