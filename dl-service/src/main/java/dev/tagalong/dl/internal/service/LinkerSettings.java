package dev.tagalong.dl.internal.service;

import dev.tagalong.dl.internal.control.Defaults;
import dev.tagalong.dl.internal.control.FeatureSwitches;
import dev.tagalong.dl.internal.control.ImportPolicy;
import dev.tagalong.dl.internal.control.Values;
import dev.tagalong.dl.packaging.ModuleBound;
import dev.tagalong.runtime.CpuBudget;
import dev.tagalong.runtime.EngineOptions;
import dev.tagalong.runtime.InstanceLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * The configuration, checked. A value that cannot be used is reported and counts as not given: a typing error is no
 * reason to be without a linker.
 *
 * @param defaults what holds for modules without configurations of their own
 * @param grace how long calls into a bundle that stops may go on
 * @param bound how large a module may be
 * @param engine how functions are run, and how much compiled code may be kept
 * @param codeCache whether compiled code is kept on disk
 */
record LinkerSettings(Defaults defaults, Duration grace, ModuleBound bound, EngineOptions engine, boolean codeCache) {

    /** What holds before anything was configured. */
    static final Defaults DEFAULTS = new Defaults(InstanceLimits.DEFAULT, new ImportPolicy(List.of()));

    private static final int DEFAULT_MEGABYTES = 512;

    private static final Duration DEFAULT_GRACE = Duration.ofSeconds(2);

    /** A framework that stops waits for it. */
    private static final Duration LONGEST_GRACE = Duration.ofDays(1);

    /** Reads a configuration; {@code problems} is told what is wrong with it, a sentence each. */
    static LinkerSettings of(LinkerConfiguration configuration, Consumer<String> problems) {
        InstanceLimits limits = InstanceLimits.DEFAULT;
        limits = read(
                "memory.pages", limits, with(limits, l -> l.withMemoryPages(configuration.memory_pages())), problems);
        limits = read(
                "table.entries",
                limits,
                with(limits, l -> l.withTableEntries(configuration.table_entries())),
                problems);
        limits = read("call.depth", limits, with(limits, l -> l.withCallDepth(configuration.call_depth())), problems);
        limits = read(
                "deadline.ms",
                limits,
                with(limits, l -> l.withDeadline(Duration.ofMillis(configuration.deadline_ms()))),
                problems);
        limits = read(
                "gc.bytes", limits, with(limits, l -> l.withGcBytes(Values.limit(configuration.gc_bytes()))), problems);
        limits = read("threads.max", limits, with(limits, l -> l.withThreads(configuration.threads_max())), problems);
        Duration grace = read("stop.grace.ms", DEFAULT_GRACE, () -> grace(configuration.stop_grace_ms()), problems);
        CpuBudget budget = read("cpu.ms", null, () -> budget(configuration), problems);
        ImportPolicy policy = policy(configuration, problems);
        FeatureSwitches features = FeatureSwitches.parse(
                split(read("features", new String[0], configuration::features, problems)),
                text -> problems.accept("Configuration property features: " + text));
        ModuleBound bound = read(
                ModuleBound.PROPERTY,
                ModuleBound.of(DEFAULT_MEGABYTES),
                () -> ModuleBound.of(configuration.module_mb()),
                problems);
        EngineOptions chosen = EngineOptions.DEFAULT;
        chosen = read("tier", chosen, with(chosen, o -> o.withTier(Values.tier(configuration.tier()))), problems);
        chosen = read(
                "code.cache.mb",
                chosen,
                with(chosen, o -> o.withCodeCacheBytes((long) configuration.code_cache_mb() << 20)),
                problems);
        boolean codeCache = read("code.cache", false, configuration::code_cache, problems);
        return new LinkerSettings(new Defaults(limits, budget, policy, features), grace, bound, chosen, codeCache);
    }

    private static <T> Supplier<T> with(T present, UnaryOperator<T> change) {
        return () -> change.apply(present);
    }

    private static CpuBudget budget(LinkerConfiguration configuration) {
        return configuration.cpu_ms() == 0
                ? null
                : new CpuBudget(
                        Duration.ofMillis(configuration.cpu_ms()), Duration.ofMillis(configuration.cpu_period_ms()));
    }

    private static Duration grace(long millis) {
        if (millis < 0) {
            throw new IllegalArgumentException("must not be negative: " + millis);
        }
        Duration grace = Duration.ofMillis(millis);
        if (grace.compareTo(LONGEST_GRACE) > 0) {
            throw new IllegalArgumentException("must be at most " + LONGEST_GRACE.toMillis() + ", a day: " + millis);
        }
        return grace;
    }

    private static ImportPolicy policy(LinkerConfiguration configuration, Consumer<String> problems) {
        String[] patterns = read("imports.allowed", new String[0], configuration::imports_allowed, problems);
        List<String> good = new ArrayList<>();
        for (String pattern : split(patterns)) {
            if (read("imports.allowed", null, () -> new ImportPolicy(List.of(pattern)), problems) != null) {
                good.add(pattern);
            }
        }
        return new ImportPolicy(good);
    }

    /** From a file of properties a list comes as one string, with commas. */
    private static List<String> split(String[] lists) {
        return Arrays.stream(lists)
                .flatMap(list -> Arrays.stream(list.split(",")))
                .map(String::strip)
                .filter(pattern -> !pattern.isEmpty())
                .toList();
    }

    private static <T> T read(String property, T otherwise, Supplier<T> value, Consumer<String> problems) {
        try {
            return value.get();
        } catch (RuntimeException e) {
            problems.accept("Configuration property " + property + " is not used: " + e.getMessage());
            return otherwise;
        }
    }
}
