package dev.tagalong.dl.internal.control;

import dev.tagalong.dl.ConfigurationKeys;
import java.util.Map;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One configuration {@code dev.tagalong.plugin}, as long as it exists. */
@Component(
        service = PluginControl.class,
        configurationPid = PluginControl.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = PluginConfiguration.class, factory = true)
public final class PluginControl {

    static final String PID = "dev.tagalong.plugin";

    private static final Logger LOG = LoggerFactory.getLogger(PluginControl.class);

    private volatile PluginRule rule;

    /** Reads it. */
    @Activate
    public PluginControl(Map<String, Object> properties) {
        modified(properties);
    }

    /** Reads it again; whoever refers to this service is told after that. */
    @Modified
    void modified(Map<String, Object> properties) {
        String pid = String.valueOf(properties.get(Constants.SERVICE_PID));
        rule = RuleReader.read(pid, properties, LOG::error);
        ConfigurationKeys.unknown(PID, PluginConfiguration.class, properties).forEach(LOG::warn);
    }

    /** What it says. */
    public PluginRule rule() {
        return rule;
    }
}
