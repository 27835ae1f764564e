package dev.tagalong.dl.internal.service;

import dev.tagalong.dl.ConfigurationKeys;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Modified;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Warns of misspelt keys in the linker's configuration, if there is one. */
@Component(
        service = LinkerKeys.class,
        immediate = true,
        configurationPid = LinkerKeys.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class LinkerKeys {

    static final String PID = "dev.tagalong.dl";

    private static final Logger LOG = LoggerFactory.getLogger(LinkerKeys.class);

    /** Looks at once. */
    @Activate
    public LinkerKeys(Map<String, Object> properties) {
        modified(properties);
    }

    /** Looks again. */
    @Modified
    void modified(Map<String, Object> properties) {
        ConfigurationKeys.unknown(PID, LinkerConfiguration.class, properties).forEach(LOG::warn);
    }
}
