package dev.tagalong.console.internal.plugin;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.FrameworkWiring;

/** What a bundle requires and nobody in the framework provides. */
final class Missing {

    private static final Pattern MODULE = Pattern.compile("\\(tagalong\\.module=([^()]*)\\)");

    private final FrameworkWiring wiring;

    Missing(BundleContext context) {
        this.wiring = context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).adapt(FrameworkWiring.class);
    }

    /** The requirements; none of a bundle that is resolved, or gone. */
    List<BundleRequirement> of(Bundle bundle) {
        BundleRevision revision = bundle == null ? null : bundle.adapt(BundleRevision.class);
        if (revision == null || bundle.getState() != Bundle.INSTALLED) {
            return List.of();
        }
        return revision.getDeclaredRequirements(null).stream()
                .filter(r -> !Constants.RESOLUTION_OPTIONAL.equals(directive(r, Constants.RESOLUTION_DIRECTIVE)))
                .filter(r -> !Constants.EFFECTIVE_ACTIVE.equals(directive(r, Constants.EFFECTIVE_DIRECTIVE)))
                .filter(r -> wiring.findProviders(r).isEmpty())
                .toList();
    }

    private static String directive(BundleRequirement requirement, String name) {
        return requirement.getDirectives().get(name);
    }

    /** The names of modules among them. */
    List<String> modules(Bundle bundle) {
        return of(bundle).stream()
                .filter(r -> r.getNamespace().equals(Plugins.CAPABILITY))
                .map(r -> MODULE.matcher(String.valueOf(directive(r, Constants.FILTER_DIRECTIVE))))
                .filter(Matcher::find)
                .map(m -> m.group(1))
                .toList();
    }

    /** In words. */
    String text(Bundle bundle) {
        List<BundleRequirement> missing = of(bundle);
        return missing.isEmpty()
                ? "the log tells why"
                : "nobody provides "
                        + String.join(
                                ", ",
                                missing.stream()
                                        .map(r -> r.getNamespace() + " " + directive(r, Constants.FILTER_DIRECTIVE))
                                        .toList());
    }
}
