package dev.tagalong.dl.internal.status;

import dev.tagalong.dl.ModuleStatus;
import dev.tagalong.dl.ModuleStatus.State;
import dev.tagalong.dl.UnresolvedRequirements;
import dev.tagalong.dl.internal.extender.DeclaredModules;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.startlevel.FrameworkStartLevel;

/** The modules of bundles that offer nothing, and why they do not. Safe for any thread. */
public final class BundleModules {

    /** How a bundle stands, which is how its modules stand. */
    private record Standing(State state, String problem, String advice) {}

    private final BundleContext context;
    private final UnresolvedRequirements unresolved;

    /** Those of a framework. */
    public BundleModules(BundleContext context) {
        this.context = context;
        this.unresolved = new UnresolvedRequirements(context);
    }

    /** By bundle id, without the bundles with these ids. */
    public List<ModuleStatus> without(Set<Long> known) {
        List<ModuleStatus> all = new ArrayList<>();
        for (Bundle bundle : context.getBundles()) {
            if (!known.contains(bundle.getBundleId())) {
                all.addAll(ofPresent(bundle));
            }
        }
        return all;
    }

    /** Any bundle may be uninstalled while it is looked at. Then frameworks throw, and there is nothing to tell. */
    private List<ModuleStatus> ofPresent(Bundle bundle) {
        try {
            return of(bundle);
        } catch (RuntimeException e) {
            if (bundle.getState() == Bundle.UNINSTALLED) {
                return List.of();
            }
            throw e;
        }
    }

    private List<ModuleStatus> of(Bundle bundle) {
        Standing standing = DeclaredModules.any(bundle) ? standing(bundle) : null;
        return standing == null
                ? List.of()
                : DeclaredModules.of(bundle).stream()
                        .map(module -> status(bundle, module, standing))
                        .toList();
    }

    private static ModuleStatus status(Bundle bundle, DeclaredModules.Declared module, Standing standing) {
        return new ModuleStatus(
                module.name(),
                module.version(),
                bundle.getBundleId(),
                bundle.getSymbolicName(),
                null,
                standing.state(),
                0,
                0,
                standing.problem(),
                standing.advice());
    }

    /** {@code null} of one that is none of this linker's business, or changes just now. */
    private Standing standing(Bundle bundle) {
        return switch (bundle.getState()) {
            case Bundle.INSTALLED -> installed(bundle);
            case Bundle.RESOLVED -> resolved(bundle);
            case Bundle.STARTING -> new Standing(State.STARTING, null, null);
            case Bundle.ACTIVE -> active(bundle);
            default -> null;
        };
    }

    private Standing installed(Bundle bundle) {
        String lacks = unresolved.text(bundle);
        if (lacks != null) {
            return new Standing(
                    State.UNRESOLVED,
                    "its bundle is not resolved: " + lacks,
                    "deploy what provides it, and if the bundle does not start then by itself: start "
                            + bundle.getBundleId());
        }
        return wanted(bundle)
                ? new Standing(
                        State.FAILED,
                        "its bundle should run, and is not resolved",
                        "this tells why: start " + bundle.getBundleId())
                : new Standing(State.STOPPED, null, null);
    }

    private Standing resolved(Bundle bundle) {
        if (!wanted(bundle)) {
            return new Standing(State.STOPPED, null, null);
        }
        int level = bundle.adapt(BundleStartLevel.class).getStartLevel();
        int now = context.getBundle(0).adapt(FrameworkStartLevel.class).getStartLevel();
        if (level > now) {
            return new Standing(
                    State.STARTING, "its bundle has start level " + level + ", and the framework is at " + now, null);
        }
        return new Standing(
                State.FAILED,
                "its bundle should run, and does not",
                "the log tells why it failed, and so does: start " + bundle.getBundleId());
    }

    private static boolean wanted(Bundle bundle) {
        return bundle.adapt(BundleStartLevel.class).isPersistentlyStarted();
    }

    private Standing active(Bundle bundle) {
        Bundle linker = DeclaredModules.extender(bundle);
        if (linker == null) {
            return new Standing(
                    State.FAILED,
                    "its bundle is active, but not wired to a linker",
                    "add to its manifest: Require-Capability: " + DeclaredModules.REQUIREMENT);
        }
        return linker.equals(context.getBundle())
                ? new Standing(State.FAILED, "its modules could not be offered", "the log tells why")
                : null;
    }
}
