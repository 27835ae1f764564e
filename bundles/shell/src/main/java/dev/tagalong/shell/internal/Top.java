package dev.tagalong.shell.internal;

import dev.tagalong.dl.ModuleStatistics;
import dev.tagalong.runtime.InstanceStatistics;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What modules use, again and again: each time with what has changed since the last. Of one thread. */
final class Top {

    private static final long PERCENT = 100;
    private static final double SECOND = 1e9;

    /** A life of a module: a bundle that comes again begins at zero. */
    private record Key(long bundle, String module, String version) {
        static Key of(ModuleStatistics module) {
            return new Key(
                    module.module().bundleId(),
                    module.module().name(),
                    module.module().version().toString());
        }
    }

    private record Row(ModuleStatistics module, Duration cpu, long calls) {}

    private final TopOptions.Order order;
    private Map<Key, InstanceStatistics> last = Map.of();
    private long lastNanos;

    Top(TopOptions.Order order) {
        this.order = order;
    }

    /** A table of the modules, those first that the order wants first; the shares are since the last call of this. */
    TextTable table(List<ModuleStatistics> modules, long nanos) {
        boolean first = last.isEmpty();
        double elapsed = Math.max(1, nanos - lastNanos);
        Map<Key, InstanceStatistics> now = new HashMap<>();
        List<Row> rows =
                modules.stream().map(m -> row(m, now)).sorted(comparator()).toList();
        last = now;
        lastNanos = nanos;

        TextTable table = new TextTable(
                "CPU%", "CALLS/S", "CALLS", "TIME", "TRAPS", "MEMORY", "INSTANCES", "BUDGET", "MODULE", "BUNDLE");
        for (Row row : rows) {
            ModuleStatistics module = row.module;
            InstanceStatistics usage = module.usage();
            table.row(
                    first ? "-" : Quantities.short0(row.cpu.toNanos() * PERCENT / elapsed),
                    first ? "-" : Quantities.short0(row.calls * SECOND / elapsed),
                    Long.toString(usage.calls()),
                    Quantities.time(usage.callTime()),
                    Long.toString(usage.traps()),
                    Quantities.bytes(usage.memoryBytes()),
                    Integer.toString(usage.instances()),
                    budget(module),
                    module.module().name(),
                    module.module().bundleName() + " [" + module.module().bundleId() + "]");
        }
        return table;
    }

    private Row row(ModuleStatistics module, Map<Key, InstanceStatistics> now) {
        Key key = Key.of(module);
        InstanceStatistics usage = module.usage();
        now.put(key, usage);
        InstanceStatistics before = last.getOrDefault(key, InstanceStatistics.NONE);
        if (before.calls() > usage.calls() || before.cpuTime().compareTo(usage.cpuTime()) > 0) {
            before = InstanceStatistics.NONE;
        }
        return new Row(module, usage.cpuTime().minus(before.cpuTime()), usage.calls() - before.calls());
    }

    private static String budget(ModuleStatistics module) {
        if (module.budget() == null) {
            return "-";
        }
        if (module.exhausted()) {
            return "used up";
        }
        return module.cpuTimeInPeriod().toNanos()
                        * PERCENT
                        / module.budget().time().toNanos()
                + "% used";
    }

    private Comparator<Row> comparator() {
        Comparator<Row> most = switch (order) {
            case CPU ->
                Comparator.comparing(Row::cpu)
                        .thenComparing(r -> r.module.usage().cpuTime());
            case CALLS ->
                Comparator.comparing(Row::calls)
                        .thenComparing(r -> r.module.usage().calls());
            case TIME -> Comparator.comparing(r -> r.module.usage().callTime());
            case TRAPS -> Comparator.comparing(r -> r.module.usage().traps());
            case MEMORY -> Comparator.comparing(r -> r.module.usage().memoryBytes());
            case NAME ->
                Comparator.comparing((Row r) -> r.module.module().name()).reversed();
        };
        return most.reversed().thenComparing(r -> r.module.module().name());
    }
}
