package dev.tagalong.dl;

import org.osgi.framework.Version;

/**
 * What somebody other than the linker has to say against a module.
 *
 * @param name the module's name, or {@code null} for all modules of the bundle
 * @param version its version, or {@code null} for any
 * @param bundleId the id of its bundle, or {@link ModuleStatus#NO_BUNDLE} if it has none
 * @param file the file that it comes from, or {@code null} if that does not matter
 * @param effect what follows
 * @param problem what is wrong
 * @param advice what to do, or {@code null} if the problem says it
 */
public record ModuleProblem(
        String name, Version version, long bundleId, String file, Effect effect, String problem, String advice) {

    /** What follows from a problem. */
    public enum Effect {
        /** The module is not used for what it is there for. */
        REFUSED,
        /** Its bundle should run, and cannot be started. */
        FAILED,
        /** What is there works, but it is not what it should be: such as the version before a file that was refused. */
        OUTDATED
    }

    /** Whether it is about a module of a bundle. */
    public boolean concerns(String moduleName, Version moduleVersion, long bundle) {
        return bundle == bundleId
                && (name == null || name.equals(moduleName))
                && (version == null || version.equals(moduleVersion));
    }
}
