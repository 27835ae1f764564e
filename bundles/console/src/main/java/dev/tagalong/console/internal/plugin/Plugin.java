package dev.tagalong.console.internal.plugin;

import dev.tagalong.runtime.InstanceStatistics;
import java.util.List;
import org.osgi.framework.Bundle;
import org.osgi.framework.Version;

/**
 * A bundle with modules, as it stands at the moment of asking.
 *
 * @param id the bundle's id
 * @param name its symbolic name
 * @param version its version
 * @param state the bundle's state, one of {@link Bundle}'s constants
 * @param file the name of the file in the deploy folder that it comes from, or {@code null} if it comes from elsewhere
 * @param lacks what it requires and nobody provides, in words, or {@code null} if nothing is missing
 * @param lackedModules the names of modules among that
 * @param modules its modules, in the header's order
 */
public record Plugin(
        long id,
        String name,
        Version version,
        int state,
        String file,
        String lacks,
        List<String> lackedModules,
        List<PluginModule> modules) {

    /** Copies the lists. */
    public Plugin {
        lackedModules = List.copyOf(lackedModules);
        modules = List.copyOf(modules);
    }

    /** Whether it can be stopped. */
    public boolean started() {
        return state == Bundle.ACTIVE || state == Bundle.STARTING;
    }

    /** The bundle's state in a word. */
    public String stateName() {
        return stateName(state);
    }

    static String stateName(int state) {
        return switch (state) {
            case Bundle.INSTALLED -> "installed";
            case Bundle.RESOLVED -> "stopped";
            case Bundle.STARTING -> "starting";
            case Bundle.ACTIVE -> "active";
            case Bundle.STOPPING -> "stopping";
            default -> "uninstalled";
        };
    }

    /** The sum over its modules. */
    public InstanceStatistics usage() {
        return modules.stream().map(PluginModule::usage).reduce(InstanceStatistics.NONE, InstanceStatistics::plus);
    }
}
