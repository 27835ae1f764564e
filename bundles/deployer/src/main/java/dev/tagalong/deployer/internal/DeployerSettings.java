package dev.tagalong.deployer.internal;

import dev.tagalong.dl.ConfigurationKeys;
import java.time.Duration;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The deployer's configuration, as it is now. A value that cannot be used is told in the log, and the default holds. Thread-safe. */
@Component(service = DeployerSettings.class, configurationPid = DeployerSettings.PID)
@Designate(ocd = DeployerConfiguration.class)
public final class DeployerSettings {

    static final String PID = "dev.tagalong.deployer";

    private static final Logger LOG = LoggerFactory.getLogger(DeployerSettings.class);

    private static final int DEFAULT_QUIET_MILLIS = 1_000;
    private static final int MOST_QUIET_MILLIS = 60_000;

    private volatile Duration quiet;

    /** Those of a configuration. */
    @Activate
    public DeployerSettings(DeployerConfiguration configuration, Map<String, Object> properties) {
        configure(configuration, properties);
    }

    @Modified
    void configure(DeployerConfiguration configuration, Map<String, Object> properties) {
        ConfigurationKeys.unknown(PID, DeployerConfiguration.class, properties).forEach(LOG::warn);
        quiet = Duration.ofMillis(quietMillis(configuration));
    }

    private static int quietMillis(DeployerConfiguration configuration) {
        try {
            int millis = configuration.quiet_ms();
            if (millis >= 0 && millis <= MOST_QUIET_MILLIS) {
                return millis;
            }
            LOG.error(
                    "Configuration property quiet.ms is not used: must be from 0 to {}: {}", MOST_QUIET_MILLIS, millis);
        } catch (RuntimeException e) {
            LOG.error("Configuration property quiet.ms is not used: {}", e.getMessage());
        }
        return DEFAULT_QUIET_MILLIS;
    }

    /** How long nobody must have written to a file before it is taken. */
    Duration quiet() {
        return quiet;
    }
}
