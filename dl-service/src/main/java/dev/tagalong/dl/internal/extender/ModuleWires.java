package dev.tagalong.dl.internal.extender;

import java.util.HashMap;
import java.util.Map;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleWire;
import org.osgi.framework.wiring.BundleWiring;

/**
 * What the OSGi resolver has chosen for a bundle: a bundle says which modules its own ones need with
 * {@code Require-Capability: tagalong.module;filter:="(tagalong.module=NAME)"}, where versions may be asked for as well, and
 * the wire leads to the bundle that offers it.
 */
final class ModuleWires {

    private static final String NAMESPACE = "tagalong.module";

    private ModuleWires() {}

    /** The ids of the bundles from which a bundle gets modules, by the modules' names. */
    static Map<String, Long> of(Bundle bundle) {
        Map<String, Long> wires = new HashMap<>();
        BundleWiring wiring = bundle.adapt(BundleWiring.class);
        if (wiring != null) {
            for (BundleWire wire : wiring.getRequiredWires(NAMESPACE)) {
                if (wire.getCapability().getAttributes().get(NAMESPACE) instanceof String name) {
                    wires.putIfAbsent(name, wire.getProvider().getBundle().getBundleId());
                }
            }
        }
        return wires;
    }
}
