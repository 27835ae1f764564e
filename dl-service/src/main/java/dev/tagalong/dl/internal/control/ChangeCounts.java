package dev.tagalong.dl.internal.control;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationEvent;
import org.osgi.service.cm.SynchronousConfigurationListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a configuration of the platform that is deleted and made again continue the change count of its predecessor.
 *
 * <p>Felix SCR hears of configurations on a thread of its own. If the successor is there by the time it hears of the
 * deletion, it takes the two for one, and passes over the successor because of its lower count. The component would keep
 * the properties of the configuration that was deleted. Configurations of a factory have a PID each and are not affected.
 */
@Component(service = SynchronousConfigurationListener.class)
public final class ChangeCounts implements SynchronousConfigurationListener {

    private static final Logger LOG = LoggerFactory.getLogger(ChangeCounts.class);

    private static final String PREFIX = "dev.tagalong.";

    private final ConfigurationAdmin admin;

    /** The highest count that each PID has come to. */
    private final Map<String, Long> highest = new ConcurrentHashMap<>();

    /** The PIDs whose counts are below the highest, as they were deleted. */
    private final Map<String, Long> deleted = new ConcurrentHashMap<>();

    /** Takes note of the configurations that there are. */
    @Activate
    public ChangeCounts(@Reference ConfigurationAdmin admin) throws IOException, InvalidSyntaxException {
        this.admin = admin;
        for (Configuration configuration : list(PREFIX + "*")) {
            highest.merge(configuration.getPid(), configuration.getChangeCount(), Math::max);
        }
    }

    private Configuration[] list(String pid) throws IOException, InvalidSyntaxException {
        Configuration[] found = admin.listConfigurations("(" + Constants.SERVICE_PID + "=" + pid + ")");
        return found == null ? new Configuration[0] : found;
    }

    @Override
    public void configurationEvent(ConfigurationEvent event) {
        String pid = event.getPid();
        if (event.getFactoryPid() != null || !pid.startsWith(PREFIX)) {
            return;
        }
        if (event.getType() == ConfigurationEvent.CM_DELETED) {
            Long count = highest.get(pid);
            if (count != null) {
                deleted.put(pid, count);
            }
            return;
        }
        try {
            for (Configuration configuration : list(pid)) {
                // One thread does it, and the events that its updates cause find nothing to do.
                Long before = deleted.remove(pid);
                if (before != null) {
                    raise(configuration, before);
                }
                highest.merge(pid, configuration.getChangeCount(), Math::max);
            }
        } catch (IOException | InvalidSyntaxException | IllegalStateException e) {
            LOG.warn("The configuration {} may not hold before it changes again: {}", pid, e.toString());
        }
    }

    private static void raise(Configuration configuration, long count) throws IOException {
        while (configuration.getChangeCount() <= count) {
            configuration.update(configuration.getProperties());
        }
    }
}
