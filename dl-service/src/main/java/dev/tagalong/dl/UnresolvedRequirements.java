package dev.tagalong.dl;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.FrameworkWiring;

/** What hinders bundles from being resolved: what they require and nobody in the framework provides. Safe for any thread. */
public final class UnresolvedRequirements {

    private static final String MODULE = "tagalong.module";
    private static final Pattern MODULE_NAME = Pattern.compile("\\(tagalong\\.module=((?:[^()\\\\]|\\\\.)*)\\)");

    private final FrameworkWiring wiring;

    /** Those of a framework's bundles. */
    public UnresolvedRequirements(BundleContext context) {
        this.wiring = context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).adapt(FrameworkWiring.class);
    }

    /** The requirements that nobody provides; none of a bundle that is resolved, or gone. */
    public List<BundleRequirement> of(Bundle bundle) {
        return mandatory(bundle).stream()
                .filter(r -> wiring.findProviders(r).isEmpty())
                .toList();
    }

    private static List<BundleRequirement> mandatory(Bundle bundle) {
        BundleRevision revision = bundle == null ? null : bundle.adapt(BundleRevision.class);
        if (revision == null || bundle.getState() != Bundle.INSTALLED) {
            return List.of();
        }
        return revision.getDeclaredRequirements(null).stream()
                .filter(r -> !Constants.RESOLUTION_OPTIONAL.equals(directive(r, Constants.RESOLUTION_DIRECTIVE)))
                .filter(r -> !Constants.EFFECTIVE_ACTIVE.equals(directive(r, Constants.EFFECTIVE_DIRECTIVE)))
                .toList();
    }

    private static String directive(BundleRequirement requirement, String name) {
        return requirement.getDirectives().get(name);
    }

    /** The names of modules that nobody provides. */
    public List<String> modules(Bundle bundle) {
        return of(bundle).stream()
                .filter(r -> r.getNamespace().equals(MODULE))
                .map(r -> MODULE_NAME.matcher(String.valueOf(directive(r, Constants.FILTER_DIRECTIVE))))
                .filter(Matcher::find)
                .map(m -> m.group(1).replaceAll("\\\\(.)", "$1"))
                .toList();
    }

    /**
     * What is missing, in words; what others lack that would provide something is told, too.
     *
     * @return {@code null} if nothing is: the bundle is resolved, can be, or it is something else that hinders it
     */
    public String text(Bundle bundle) {
        List<String> texts = new ArrayList<>();
        collect(bundle, new HashSet<>(), texts);
        return texts.isEmpty() ? null : String.join("; ", texts);
    }

    private void collect(Bundle bundle, Set<Bundle> seen, List<String> texts) {
        if (!seen.add(bundle)) {
            return;
        }
        List<String> missing =
                of(bundle).stream().map(UnresolvedRequirements::text).toList();
        if (!missing.isEmpty()) {
            String whose = texts.isEmpty() && seen.size() == 1 ? "" : "for bundle " + bundle.getSymbolicName() + " ";
            texts.add(whose + "nobody provides " + String.join(", ", missing));
        }
        for (BundleRequirement requirement : mandatory(bundle)) {
            List<Bundle> providers = wiring.findProviders(requirement).stream()
                    .map(BundleCapability::getRevision)
                    .map(BundleRevision::getBundle)
                    .toList();
            // Whoever is resolved provides it already.
            if (providers.stream().allMatch(p -> p.getState() == Bundle.INSTALLED)) {
                providers.forEach(p -> collect(p, seen, texts));
            }
        }
    }

    private static String text(BundleRequirement requirement) {
        return requirement.getNamespace() + " " + directive(requirement, Constants.FILTER_DIRECTIVE);
    }
}
