package dev.tagalong.dl.internal.resolve;

import java.util.Map;
import org.osgi.framework.Bundle;

/**
 * The bundle that offers modules.
 *
 * @param id the bundle's id
 * @param name its symbolic name
 * @param bundle the bundle, or {@code null} where there is no framework
 * @param wires the bundles from which it gets the modules that it requires, by the modules' names
 */
public record Provider(long id, String name, Bundle bundle, Map<String, Long> wires) {

    /** Copies the map. */
    public Provider {
        wires = Map.copyOf(wires);
    }

    /** A bundle that requires no modules. */
    public Provider(long id, String name, Bundle bundle) {
        this(id, name, bundle, Map.of());
    }
}
