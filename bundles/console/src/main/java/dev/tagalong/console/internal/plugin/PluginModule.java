package dev.tagalong.console.internal.plugin;

import dev.tagalong.dl.LibraryInfo;
import dev.tagalong.dl.Linker;
import dev.tagalong.dl.ModuleStatistics;
import dev.tagalong.dl.ModuleStatus;
import dev.tagalong.runtime.InstanceStatistics;
import java.util.Locale;
import org.osgi.framework.Version;

/**
 * A module of a bundle.
 *
 * @param bundleId the bundle's id
 * @param name the module's name
 * @param version its version
 * @param bundleState the bundle's state in a word
 * @param statistics what it uses, or {@code null} while it is not on offer
 * @param status how the linker says that it stands, or {@code null} while there is no linker
 */
public record PluginModule(
        long bundleId,
        String name,
        Version version,
        String bundleState,
        ModuleStatistics statistics,
        ModuleStatus status) {

    /** A module of which the linker tells only what it uses, if anything. */
    public PluginModule(long bundleId, String name, Version version, String bundleState, ModuleStatistics statistics) {
        this(bundleId, name, version, bundleState, statistics, null);
    }

    /** What tells it from all others. */
    public String key() {
        return bundleId + "/" + name + "/" + version;
    }

    /** How far it has come: the linker's word, or the bundle's while the linker does not know the module. */
    public String state() {
        if (status != null) {
            return status.stateName();
        }
        return statistics == null
                ? bundleState
                : statistics.module().state().name().toLowerCase(Locale.ROOT);
    }

    /** Whether symbols can be read and functions called. */
    public boolean usable() {
        return statistics != null && statistics.module().state() != LibraryInfo.State.BROKEN;
    }

    /** The handle id, 0 if it has none. */
    public int id() {
        return statistics == null ? 0 : statistics.module().id();
    }

    /** How many opens have not been closed. */
    public int references() {
        return statistics == null ? 0 : statistics.module().references();
    }

    /** What is wrong with it and what to do, else {@code null}. */
    public String error() {
        if (status != null) {
            return status.text();
        }
        return statistics == null ? null : statistics.module().error();
    }

    /** What it uses and has used since its bundle was started. */
    public InstanceStatistics usage() {
        return statistics == null ? InstanceStatistics.NONE : statistics.usage();
    }

    /** What the linker finds this very version under. */
    public String query() {
        return Linker.request(name, version.toString());
    }
}
