package dev.tagalong.deployer.internal;

import dev.tagalong.dl.packaging.ModuleBundle;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The configurations {@code dev.tagalong.plugin} of what sidecars say of limits and grants. Each tells, in a property, the
 * location of the bundle that it came with, so that those of others are left alone, and those whose file is gone can be found.
 * Thread-safe.
 */
@Component(service = PluginConfigurations.class)
public final class PluginConfigurations {

    private static final Logger LOG = LoggerFactory.getLogger(PluginConfigurations.class);

    private static final String FACTORY = "dev.tagalong.plugin";
    private static final String FROM = "deployed.from";

    private static final int LONGEST_NAME = 80;

    /** Where File Install notes from which file it has one. It does not look for files that have gone while it was not there. */
    private static final String FILE_INSTALL = "felix.fileinstall.filename";

    private final ConfigurationAdmin admin;

    /** Deletes those of files that have gone while nobody looked. */
    @Activate
    public PluginConfigurations(@Reference ConfigurationAdmin admin) {
        this.admin = admin;
        for (String source : List.of(FROM, FILE_INSTALL)) {
            try {
                deleteLeft(source);
            } catch (IOException | InvalidSyntaxException | RuntimeException e) {
                LOG.error("Configurations of modules that are gone cannot be deleted", e);
            }
        }
    }

    private void deleteLeft(String source) throws IOException, InvalidSyntaxException {
        Configuration[] all = admin.listConfigurations("(&(service.factoryPid=" + FACTORY + ")(" + source + "=*))");
        for (Configuration configuration : all == null ? new Configuration[0] : all) {
            Object location = null;
            try {
                location = configuration.getProperties().get(source);
                if (!Files.exists(file(String.valueOf(location)))) {
                    configuration.delete();
                }
            } catch (IOException | RuntimeException e) {
                LOG.warn(
                        "Configuration {} stays: its file {} cannot be looked for: {}",
                        configuration.getPid(),
                        location,
                        e);
            }
        }
    }

    private static Path file(String location) {
        return Path.of(URI.create(location.substring(Math.max(0, location.indexOf("file:")))));
    }

    /**
     * Has these properties hold for a bundle, and no others from here; none, if there are none.
     *
     * @param location the bundle's location
     * @param symbolicName the bundle's symbolic name
     */
    void set(String location, String symbolicName, Map<String, String> properties) throws IOException {
        if (properties.isEmpty()) {
            delete(location);
            return;
        }
        Hashtable<String, Object> all = new Hashtable<>(properties);
        all.put("bundle", symbolicName);
        all.put(FROM, location);
        if (admin.getFactoryConfiguration(FACTORY, name(location), "?").updateIfDifferent(all)) {
            LOG.info("What {} may use and is given has changed", symbolicName);
        }
    }

    /** Deletes what holds for a bundle from here. */
    void delete(String location) throws IOException {
        try {
            String pid = FACTORY + "~" + name(location);
            Configuration[] found = admin.listConfigurations("(service.pid=" + pid + ")");
            if (found != null) {
                found[0].delete();
            }
        } catch (InvalidSyntaxException e) {
            throw new IllegalArgumentException(location, e);
        }
    }

    /** A name that is a part of a PID, and of no other location. */
    private static String name(String location) {
        CRC32 sum = new CRC32();
        sum.update(location.getBytes(StandardCharsets.UTF_8));
        String file = ModuleBundle.symbolicName(location.substring(location.lastIndexOf('/') + 1));
        // Configurations are kept in files of their names, and file systems have no names of more than 255 bytes.
        return file.substring(0, Math.min(file.length(), LONGEST_NAME)) + "-" + Long.toHexString(sum.getValue());
    }
}
