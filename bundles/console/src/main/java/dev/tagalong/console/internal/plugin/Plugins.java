package dev.tagalong.console.internal.plugin;

import dev.tagalong.dl.Linker;
import dev.tagalong.dl.ModuleStatistics;
import dev.tagalong.dl.PluginStatistics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Version;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRevision;

/** The bundles with modules that there are, whether they are started or not. Keeps nothing; safe for any thread. */
public final class Plugins {

    /** The namespace of what modules provide and require. */
    static final String CAPABILITY = "tagalong.module";

    private final BundleContext context;
    private final DeployFolder folder;
    private final Missing missing;

    /** Those of a framework. */
    public Plugins(BundleContext context, DeployFolder folder) {
        this.context = context;
        this.folder = folder;
        this.missing = new Missing(context);
    }

    /**
     * All, by bundle id.
     *
     * @param linker what knows those that are started, or {@code null} while there is none
     */
    public List<Plugin> list(Linker linker) {
        Map<Long, PluginStatistics> running = linker == null
                ? Map.of()
                : linker.statistics().stream()
                        .collect(Collectors.toMap(PluginStatistics::bundleId, Function.identity()));
        return Stream.of(context.getBundles())
                .filter(b ->
                        running.containsKey(b.getBundleId()) || !declared(b).isEmpty())
                .map(b -> plugin(b, running.get(b.getBundleId())))
                .toList();
    }

    /** One, if the bundle is there and has modules. */
    public Optional<Plugin> find(Linker linker, long bundleId) {
        return list(linker).stream().filter(p -> p.id() == bundleId).findFirst();
    }

    private Plugin plugin(Bundle bundle, PluginStatistics statistics) {
        int state = bundle.getState();
        return new Plugin(
                bundle.getBundleId(),
                String.valueOf(bundle.getSymbolicName()),
                bundle.getVersion(),
                state,
                folder.fileOf(bundle).map(f -> f.getFileName().toString()).orElse(null),
                missing.of(bundle).isEmpty() ? null : missing.text(bundle),
                missing.modules(bundle),
                modules(bundle, Plugin.stateName(state), statistics));
    }

    /** What the linker knows of, then what the bundle declares besides. */
    private static List<PluginModule> modules(Bundle bundle, String state, PluginStatistics statistics) {
        long id = bundle.getBundleId();
        List<PluginModule> modules = new ArrayList<>();
        if (statistics != null) {
            for (ModuleStatistics module : statistics.modules()) {
                modules.add(new PluginModule(
                        id, module.module().name(), module.module().version(), state, module));
            }
        }
        for (BundleCapability capability : declared(bundle)) {
            Object name = capability.getAttributes().get(CAPABILITY);
            if (modules.stream().noneMatch(m -> m.name().equals(name))
                    && capability.getAttributes().get("version") instanceof Version version) {
                modules.add(new PluginModule(id, String.valueOf(name), version, state, null));
            }
        }
        return modules;
    }

    /** What a bundle says to offer; a bundle that was uninstalled meanwhile says nothing. */
    private static List<BundleCapability> declared(Bundle bundle) {
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        return revision == null ? List.of() : revision.getDeclaredCapabilities(CAPABILITY);
    }
}
