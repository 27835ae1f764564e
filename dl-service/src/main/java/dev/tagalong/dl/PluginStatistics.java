package dev.tagalong.dl;

import dev.tagalong.runtime.InstanceStatistics;
import java.util.List;

/**
 * What the modules of a bundle have used since it was started, and what they use now.
 *
 * @param bundleId the bundle's id
 * @param bundleName its symbolic name
 * @param modules its modules, in the header's order; those of an earlier revision that are still closing come last
 */
public record PluginStatistics(long bundleId, String bundleName, List<ModuleStatistics> modules) {

    /** Copies the list. */
    public PluginStatistics {
        modules = List.copyOf(modules);
    }

    /** The sum over its modules. */
    public InstanceStatistics usage() {
        return modules.stream().map(ModuleStatistics::usage).reduce(InstanceStatistics.NONE, InstanceStatistics::plus);
    }
}
