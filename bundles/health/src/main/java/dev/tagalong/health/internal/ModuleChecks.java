package dev.tagalong.health.internal;

import dev.tagalong.dl.ConfigurationKeys;
import dev.tagalong.dl.LibraryInfo;
import dev.tagalong.dl.Linker;
import dev.tagalong.dl.OfferedModule;
import java.time.Clock;
import java.time.Duration;
import java.util.Hashtable;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.felix.hc.api.HealthCheck;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A health check for each module on offer, with the tags {@code tagalong} and the module's name. */
@Component(service = ModuleChecks.class, immediate = true, configurationPid = ModuleChecks.PID)
@Designate(ocd = HealthConfiguration.class)
public final class ModuleChecks {

    static final String PID = "dev.tagalong.health";

    private static final Logger LOG = LoggerFactory.getLogger(ModuleChecks.class);

    private static final TrapRule DEFAULT = new TrapRule(3, Duration.ofMinutes(10));

    private final BundleContext context;
    private final Linker linker;
    private final Map<OfferedModule, ServiceRegistration<HealthCheck>> checks = new ConcurrentHashMap<>();
    private volatile TrapRule rule = DEFAULT;

    /** No checks yet. */
    @Activate
    public ModuleChecks(
            BundleContext context,
            @Reference Linker linker,
            HealthConfiguration configuration,
            Map<String, Object> properties) {
        this.context = context;
        this.linker = linker;
        configure(configuration, properties);
    }

    /** Takes note of another configuration; one that cannot be used is told in the log, and the default holds. */
    @Modified
    void configure(HealthConfiguration configuration, Map<String, Object> properties) {
        ConfigurationKeys.unknown(PID, HealthConfiguration.class, properties).forEach(LOG::warn);
        try {
            rule = new TrapRule(configuration.traps_warn(), Duration.ofSeconds(configuration.traps_period_s()));
        } catch (IllegalArgumentException e) {
            LOG.error("Configuration {} is not used: {}", PID, e.getMessage());
            rule = DEFAULT;
        }
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bind(OfferedModule module) {
        LibraryInfo info = module.info();
        Hashtable<String, Object> properties = new Hashtable<>();
        properties.put(HealthCheck.NAME, info.name() + " " + info.version() + " [" + info.bundleId() + "]");
        properties.put(HealthCheck.TAGS, new String[] {"tagalong", info.name()});
        checks.put(
                module,
                context.registerService(
                        HealthCheck.class, new ModuleCheck(linker, module, () -> rule, Clock.systemUTC()), properties));
        if (!module.offered()) {
            unbind(module);
        }
    }

    void unbind(OfferedModule module) {
        ServiceRegistration<HealthCheck> check = checks.remove(module);
        if (check != null) {
            check.unregister();
        }
    }

    @Deactivate
    void close() {
        checks.keySet().forEach(this::unbind);
    }
}
