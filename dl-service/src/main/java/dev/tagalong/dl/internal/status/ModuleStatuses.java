package dev.tagalong.dl.internal.status;

import dev.tagalong.dl.LibraryInfo;
import dev.tagalong.dl.ModuleProblem;
import dev.tagalong.dl.ModuleStatus;
import dev.tagalong.dl.ModuleStatus.State;
import dev.tagalong.dl.internal.resolve.Libraries;
import dev.tagalong.dl.internal.resolve.ModuleOffer;
import dev.tagalong.dl.internal.resolve.Standings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Puts together what is known of modules: of those on offer by the linker's own books, of others by their bundles, and what others say
 * against them. All is worked out when it is asked for, without locks. Safe for any thread.
 */
public final class ModuleStatuses {

    private final Libraries libraries;
    private final Function<Set<Long>, List<ModuleStatus>> bundles;
    private final Supplier<List<ModuleProblem>> problems;

    /**
     * Of a linker.
     *
     * @param bundles the modules of bundles other than those with these ids, of which something is on offer
     * @param problems what others say
     */
    public ModuleStatuses(
            Libraries libraries,
            Function<Set<Long>, List<ModuleStatus>> bundles,
            Supplier<List<ModuleProblem>> problems) {
        this.libraries = libraries;
        this.bundles = bundles;
        this.problems = problems;
    }

    /** All modules: by bundle id, then in the header's order; at the end what has no bundle. */
    public List<ModuleStatus> list() {
        List<ModuleStatus> offered = libraries.standings().all().stream()
                .map(ModuleStatuses::status)
                .collect(Collectors.toCollection(ArrayList::new));
        Set<Long> known = offered.stream()
                .filter(s -> s.state() != State.CLOSING)
                .map(ModuleStatus::bundleId)
                .collect(Collectors.toSet());
        List<ModuleStatus> all = new ArrayList<>(offered);
        all.addAll(bundles.apply(known));
        all.sort(Comparator.comparingLong(ModuleStatus::bundleId));
        List<ModuleProblem> told = problems.get();
        List<ModuleStatus> statuses = withProblems(all, told);
        told.stream()
                .filter(p -> p.bundleId() == ModuleStatus.NO_BUNDLE)
                .map(ModuleStatuses::alone)
                .forEach(statuses::add);
        return statuses;
    }

    /** A module that was offered. */
    public ModuleStatus of(ModuleOffer offer) {
        return withProblems(List.of(status(libraries.standings().of(offer))), problems.get())
                .get(0);
    }

    /**
     * Why no module of a name is on offer.
     *
     * @return {@code null} if nobody has brought one
     */
    public String whyAbsent(String name) {
        String file = name.substring(name.lastIndexOf('/') + 1);
        List<String> reasons = list().stream()
                .filter(s -> s.ill() || s.state() == State.STOPPED || s.state() == State.STARTING)
                .filter(s -> s.name().equals(name) || s.name().equals(file))
                .map(ModuleStatuses::reason)
                .distinct()
                .toList();
        return reasons.isEmpty() ? null : String.join("; ", reasons);
    }

    private static String reason(ModuleStatus status) {
        String whose = status.bundleName() != null
                ? "bundle " + status.bundleName() + " [" + status.bundleId() + "] has it, and "
                : status.file() == null ? "" : status.file() + ": ";
        return whose + (status.ill() ? status.text() : "is " + status.stateName() + ": start " + status.bundleId());
    }

    private static ModuleStatus status(Standings.Standing standing) {
        LibraryInfo info = standing.info();
        String problem = info.error() != null ? info.error() : standing.unlinkable();
        State state = State.valueOf(info.state().name());
        if (state == State.OFFERED && problem != null) {
            state = State.UNLINKABLE;
        }
        return new ModuleStatus(
                info.name(),
                info.version(),
                info.bundleId(),
                info.bundleName(),
                null,
                state,
                info.id(),
                info.references(),
                problem,
                null);
    }

    private static List<ModuleStatus> withProblems(List<ModuleStatus> statuses, List<ModuleProblem> problems) {
        List<ModuleStatus> all = new ArrayList<>();
        for (ModuleStatus status : statuses) {
            ModuleStatus now = status;
            for (ModuleProblem problem : problems) {
                if (problem.concerns(status.name(), status.version(), status.bundleId())) {
                    now = with(now, problem);
                }
            }
            all.add(now);
        }
        return all;
    }

    /** Of several problems that come to the same the first is told. */
    private static ModuleStatus with(ModuleStatus status, ModuleProblem problem) {
        State state = status.state();
        boolean tells = !status.ill();
        switch (problem.effect()) {
            case REFUSED -> state = state == State.OFFERED ? State.REFUSED : state;
            case FAILED -> {
                // What a start failed with says more than that the bundle should run.
                tells |= state == State.FAILED;
                state = state == State.UNRESOLVED ? state : State.FAILED;
            }
            case OUTDATED -> {
                // It goes on as it is.
            }
        }
        return new ModuleStatus(
                status.name(),
                status.version(),
                status.bundleId(),
                status.bundleName(),
                problem.file() == null ? status.file() : problem.file(),
                state,
                status.id(),
                status.references(),
                tells ? problem.problem() : status.problem(),
                tells ? problem.advice() : status.advice());
    }

    private static ModuleStatus alone(ModuleProblem problem) {
        return new ModuleStatus(
                problem.name(),
                problem.version(),
                ModuleStatus.NO_BUNDLE,
                null,
                problem.file(),
                State.REFUSED,
                0,
                0,
                problem.problem(),
                problem.advice());
    }
}
