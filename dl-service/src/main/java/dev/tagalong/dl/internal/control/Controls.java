package dev.tagalong.dl.internal.control;

import dev.tagalong.dl.PluginSettings;
import dev.tagalong.runtime.CpuBudget;
import dev.tagalong.runtime.InstanceLimits;
import dev.tagalong.runtime.ProcessEnvironment.Preopen;
import dev.tagalong.runtime.Tier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** Which configuration holds for a module: the most specific that says something, property by property. Thread-safe. */
public final class Controls {

    private final List<PluginRule> rules = new ArrayList<>();
    private volatile Defaults defaults;
    private volatile Runnable changed = () -> {};

    /** No configurations but the defaults. */
    public Controls(Defaults defaults) {
        this.defaults = Objects.requireNonNull(defaults, "defaults");
    }

    /** Has something done whenever one of them has changed, on the thread that changes it. */
    public void whenChanged(Runnable action) {
        changed = action;
    }

    /** What holds for modules without configurations. */
    public Defaults defaults() {
        return defaults;
    }

    /** Sets other defaults. */
    public void defaults(Defaults others) {
        defaults = others;
        changed.run();
    }

    /** One more configuration. */
    public void add(PluginRule rule) {
        synchronized (rules) {
            rules.add(rule);
            rules.sort(PluginRule.MOST_SPECIFIC_FIRST);
        }
        changed.run();
    }

    /** A configuration is gone. */
    public void remove(PluginRule rule) {
        synchronized (rules) {
            rules.remove(rule);
        }
        changed.run();
    }

    /** A configuration has changed; there is no moment without it. */
    public void replace(PluginRule before, PluginRule after) {
        synchronized (rules) {
            rules.remove(before);
            rules.add(after);
            rules.sort(PluginRule.MOST_SPECIFIC_FIRST);
        }
        changed.run();
    }

    private List<PluginRule> rules(String bundle, String module) {
        synchronized (rules) {
            return rules.stream().filter(rule -> rule.covers(bundle, module)).toList();
        }
    }

    /** Whether a module may import a function, {@code module.name}. */
    public boolean grants(String bundle, String module, String wanted) {
        return defaults.policy().grants(bundle, wanted)
                || rules(bundle, module).stream()
                        .anyMatch(
                                rule -> rule.imports() != null && rule.imports().grants(bundle, wanted));
    }

    /** What holds for a module. */
    public PluginSettings of(String bundle, String module) {
        Defaults last = defaults;
        List<PluginRule> found = rules(bundle, module);
        InstanceLimits limits = new InstanceLimits(
                first(found, PluginRule::memoryPages, last.limits().memoryPages()),
                first(found, PluginRule::tableEntries, last.limits().tableEntries()),
                first(found, PluginRule::callDepth, last.limits().callDepth()),
                first(found, PluginRule::deadline, last.limits().deadline()),
                first(found, PluginRule::threads, last.limits().threads()),
                first(found, PluginRule::gcBytes, last.limits().gcBytes()));
        List<String> imports = new ArrayList<>(last.policy().patterns(bundle));
        Map<String, Preopen> preopens = new LinkedHashMap<>();
        Map<String, String> variables = new LinkedHashMap<>();
        List<FeatureSwitches> switches = new ArrayList<>();
        for (PluginRule rule : found) {
            if (rule.imports() != null) {
                imports.addAll(rule.imports().patterns(bundle));
            }
            switches.add(rule.features());
            rule.preopens().forEach(preopen -> preopens.putIfAbsent(preopen.guestPath(), preopen));
            rule.variables().forEach(variables::putIfAbsent);
        }
        switches.add(last.features());
        return new PluginSettings(
                limits,
                budget(found, last.budget()),
                first(found, PluginRule::tier, (Tier) null),
                FeatureSwitches.off(switches),
                imports,
                List.copyOf(preopens.values()),
                variables,
                first(found, PluginRule::arguments, List.of()),
                first(found, PluginRule::snapshot, (String) null),
                found.stream().map(PluginRule::pid).toList());
    }

    /** Time and period are looked for one by one; a time of zero is no budget. */
    private static CpuBudget budget(List<PluginRule> rules, CpuBudget otherwise) {
        Duration time = first(rules, PluginRule::cpuTime, otherwise == null ? Duration.ZERO : otherwise.time());
        Duration period =
                first(rules, PluginRule::cpuPeriod, otherwise == null ? Duration.ofSeconds(1) : otherwise.period());
        return time.isZero() ? null : new CpuBudget(time, period);
    }

    private static <T> T first(List<PluginRule> rules, Function<PluginRule, T> property, T otherwise) {
        return rules.stream().map(property).filter(Objects::nonNull).findFirst().orElse(otherwise);
    }
}
