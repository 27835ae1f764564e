package dev.tagalong.deployer.internal;

import dev.tagalong.dl.packaging.ServiceDescription;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a sidecar says.
 *
 * @param bundle of the bundle itself, which has to be made anew when that changes
 * @param controls of limits and grants, which are a configuration
 */
record Wishes(Map<String, String> bundle, Map<String, String> controls) {

    private static final Set<String> BUNDLE = Set.of("name", "version", "symbolic.name");

    private static final Set<String> CONTROLS = Set.of(
            "memory.pages",
            "table.entries",
            "call.depth",
            "deadline.ms",
            "gc.bytes",
            "threads.max",
            "cpu.ms",
            "cpu.period.ms",
            "tier",
            "features",
            "imports.allowed",
            "preopens",
            "env",
            "args",
            "snapshot");

    /**
     * Those of a sidecar.
     *
     * @throws DeploymentException if it cannot be read, or has a key that is not known
     */
    static Wishes of(Sidecar sidecar) throws DeploymentException {
        Wishes wishes = new Wishes(new TreeMap<>(), new TreeMap<>());
        for (Map.Entry<String, String> entry : sidecar.entries().entrySet()) {
            if (BUNDLE.contains(entry.getKey()) || ServiceDescription.isKey(entry.getKey())) {
                wishes.bundle.put(entry.getKey(), entry.getValue());
            } else if (CONTROLS.contains(entry.getKey())) {
                wishes.controls.put(entry.getKey(), entry.getValue());
            } else {
                Set<String> known = new TreeSet<>(BUNDLE);
                known.addAll(CONTROLS);
                throw new DeploymentException("unknown key '" + entry.getKey() + "' in " + sidecar.source()
                        + "; there are " + String.join(", ", known) + ", service, scope, pool, property.NAME");
            }
        }
        return wishes;
    }
}
