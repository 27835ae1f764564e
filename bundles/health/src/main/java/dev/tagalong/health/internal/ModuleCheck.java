package dev.tagalong.health.internal;

import dev.tagalong.dl.LibraryInfo;
import dev.tagalong.dl.Linker;
import dev.tagalong.dl.ModuleStatistics;
import dev.tagalong.dl.ModuleStatus;
import dev.tagalong.dl.OfferedModule;
import dev.tagalong.runtime.InstanceGroup;
import dev.tagalong.runtime.TrapReport;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;

/** Whether a module is well: can be used for what it is there for, does not trap again and again, has not used up its CPU budget. */
final class ModuleCheck implements HealthCheck {

    private final Linker linker;
    private final OfferedModule module;
    private final Supplier<TrapRule> rule;
    private final Clock clock;

    ModuleCheck(Linker linker, OfferedModule module, Supplier<TrapRule> rule, Clock clock) {
        this.linker = linker;
        this.module = module;
        this.rule = rule;
        this.clock = clock;
    }

    @Override
    public Result execute() {
        ModuleStatistics statistics = module.statistics();
        LibraryInfo info = statistics.module();
        FormattingResultLog log = new FormattingResultLog();
        ModuleStatus status = linker.status(module);
        if (status.unusable()) {
            log.critical("{}", status.describe());
            return new Result(log);
        }
        if (status.ill()) {
            log.warn("{}: {}", info.name(), status.text());
        }
        log.info(
                "{} {} of bundle {}: {} instances, {} calls, {} traps",
                info.name(),
                info.version(),
                info.bundleName(),
                statistics.usage().instances(),
                statistics.usage().calls(),
                statistics.usage().traps());
        TrapRule now = rule.get();
        List<TrapReport> traps = now.counting(statistics.recentTraps(), clock.instant());
        if (traps.size() >= now.count()) {
            TrapReport last = traps.get(traps.size() - 1);
            log.warn(
                    "{} has trapped {} times within {} s, the last time at {}: {}",
                    info.name(),
                    traps.size() + (traps.size() == InstanceGroup.RECENT_TRAPS ? " or more" : ""),
                    now.period().toSeconds(),
                    last.time(),
                    last.message());
        }
        if (statistics.exhausted()) {
            log.warn("{} has used up its CPU budget of {}: calls are refused", info.name(), statistics.budget());
        }
        return new Result(log);
    }
}
