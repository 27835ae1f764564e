package dev.tagalong.dl.internal.extender;

import java.util.List;
import org.osgi.framework.Bundle;
import org.osgi.framework.Version;
import org.osgi.framework.wiring.BundleWiring;

/** What the header {@code Wasm-Module} of a bundle declares, whether the bundle is active or not. */
public final class DeclaredModules {

    /** What a bundle requires whose modules a linker is to offer: a clause of {@code Require-Capability}. */
    public static final String REQUIREMENT = ModuleExtender.NAMESPACE + ";filter:=\"(" + ModuleExtender.NAMESPACE + "="
            + ModuleExtender.EXTENDER + ")\"";

    /**
     * A module.
     *
     * @param name its name; in a bad clause of the header the best guess
     * @param version its version
     */
    public record Declared(String name, Version version) {}

    private DeclaredModules() {}

    /** Whether a bundle has the header. */
    public static boolean any(Bundle bundle) {
        return bundle.getHeaders("").get(ModuleHeader.NAME) != null;
    }

    /** The modules, in the header's order. */
    public static List<Declared> of(Bundle bundle) {
        return ModuleHeader.parse(bundle.getHeaders("").get(ModuleHeader.NAME)).stream()
                .map(clause ->
                        new Declared(clause.name(), clause.version() == null ? bundle.getVersion() : clause.version()))
                .toList();
    }

    /** The bundle of the linker that a bundle is wired to, this or another; {@code null} if it is wired to none. */
    public static Bundle extender(Bundle bundle) {
        BundleWiring wiring = bundle.adapt(BundleWiring.class);
        return wiring == null
                ? null
                : wiring.getRequiredWires(ModuleExtender.NAMESPACE).stream()
                        .filter(w -> ModuleExtender.EXTENDER.equals(
                                w.getCapability().getAttributes().get(ModuleExtender.NAMESPACE)))
                        .map(w -> w.getProvider().getBundle())
                        .findFirst()
                        .orElse(null);
    }
}
