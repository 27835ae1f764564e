package dev.tagalong.console.internal.plugin;

import dev.tagalong.dl.Linker;
import dev.tagalong.dl.ModuleStatistics;
import dev.tagalong.dl.ModuleStatus;
import dev.tagalong.dl.PluginStatistics;
import dev.tagalong.dl.UnresolvedRequirements;
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
    private final UnresolvedRequirements unresolved;

    /** Those of a framework. */
    public Plugins(BundleContext context, DeployFolder folder) {
        this.context = context;
        this.folder = folder;
        this.unresolved = new UnresolvedRequirements(context);
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
        Map<Long, List<ModuleStatus>> statuses = linker == null
                ? Map.of()
                : linker.modules().stream().collect(Collectors.groupingBy(ModuleStatus::bundleId));
        return Stream.of(context.getBundles())
                .filter(b -> running.containsKey(b.getBundleId())
                        || statuses.containsKey(b.getBundleId())
                        || !declared(b).isEmpty())
                .map(b -> plugin(b, running.get(b.getBundleId()), statuses.getOrDefault(b.getBundleId(), List.of())))
                .toList();
    }

    /** The files that are no bundles, and why. */
    public static List<ModuleStatus> undeployed(Linker linker) {
        return linker == null
                ? List.of()
                : linker.modules().stream()
                        .filter(s -> s.bundleId() == ModuleStatus.NO_BUNDLE)
                        .toList();
    }

    /** One, if the bundle is there and has modules. */
    public Optional<Plugin> find(Linker linker, long bundleId) {
        return list(linker).stream().filter(p -> p.id() == bundleId).findFirst();
    }

    private Plugin plugin(Bundle bundle, PluginStatistics statistics, List<ModuleStatus> statuses) {
        int state = bundle.getState();
        return new Plugin(
                bundle.getBundleId(),
                String.valueOf(bundle.getSymbolicName()),
                bundle.getVersion(),
                state,
                folder.fileOf(bundle).map(f -> f.getFileName().toString()).orElse(null),
                unresolved.text(bundle),
                unresolved.modules(bundle),
                modules(bundle, Plugin.stateName(state), statistics, statuses));
    }

    /** What the linker knows of, then what the bundle declares besides. */
    private static List<PluginModule> modules(
            Bundle bundle, String state, PluginStatistics statistics, List<ModuleStatus> statuses) {
        long id = bundle.getBundleId();
        List<PluginModule> modules = new ArrayList<>();
        if (statistics != null) {
            for (ModuleStatistics module : statistics.modules()) {
                String name = module.module().name();
                Version version = module.module().version();
                modules.add(new PluginModule(id, name, version, state, module, status(statuses, name, version)));
            }
        }
        for (ModuleStatus status : statuses) {
            if (modules.stream()
                    .noneMatch(
                            m -> m.name().equals(status.name()) && m.version().equals(status.version()))) {
                modules.add(new PluginModule(id, status.name(), status.version(), state, null, status));
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

    private static ModuleStatus status(List<ModuleStatus> statuses, String name, Version version) {
        return statuses.stream()
                .filter(s -> s.name().equals(name) && version.equals(s.version()))
                .findFirst()
                .orElse(null);
    }

    /** What a bundle says to offer; a bundle that was uninstalled meanwhile says nothing. */
    private static List<BundleCapability> declared(Bundle bundle) {
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        return revision == null ? List.of() : revision.getDeclaredCapabilities(CAPABILITY);
    }
}
