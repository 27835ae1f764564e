package dev.tagalong.dl;

import dev.tagalong.runtime.CpuBudget;
import dev.tagalong.runtime.InstanceLimits;
import dev.tagalong.runtime.ProcessEnvironment.Preopen;
import dev.tagalong.runtime.Tier;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a module may use and what it is given, as it is configured now: by the configurations {@code dev.tagalong.plugin} that
 * are for it, and what they leave open by {@code dev.tagalong.dl}. Limits and budget hold at once for the instances that there
 * are; the rest for those that are made from now on.
 *
 * @param limits what each instance may use
 * @param budget how much of a processor all its instances may use together, or {@code null} if there is no such limit
 * @param tier how functions are run, or {@code null} for the engine's way
 * @param withoutFeatures the features of WebAssembly that it must not use, by the names that
 *     {@link dev.tagalong.runtime.Engine#features} has
 * @param imports the patterns of what it may import besides what every module may
 * @param preopens the directories that it may use, besides those that whoever starts a program gives it
 * @param variables environment variables, in their order; of a program, those that whoever starts it sets come before them
 * @param arguments the arguments that follow the name, unless whoever starts a program gives others
 * @param snapshot the function that is called once for the module's snapshot, see {@link SnapshotInfo#function}; {@code null} if
 *     none is configured
 * @param configurations the PIDs of the configurations {@code dev.tagalong.plugin} that are for it, the most specific first
 */
public record PluginSettings(
        InstanceLimits limits,
        CpuBudget budget,
        Tier tier,
        Set<String> withoutFeatures,
        List<String> imports,
        List<Preopen> preopens,
        Map<String, String> variables,
        List<String> arguments,
        String snapshot,
        List<String> configurations) {

    /** Checks for nulls, and copies. The map must keep its order. */
    public PluginSettings {
        Objects.requireNonNull(limits, "limits");
        variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
        withoutFeatures = Collections.unmodifiableSet(new TreeSet<>(withoutFeatures));
        imports = List.copyOf(imports);
        preopens = List.copyOf(preopens);
        arguments = List.copyOf(arguments);
        configurations = List.copyOf(configurations);
    }

    /** With all features, without a snapshot. */
    public PluginSettings(
            InstanceLimits limits,
            CpuBudget budget,
            Tier tier,
            List<String> imports,
            List<Preopen> preopens,
            Map<String, String> variables,
            List<String> arguments,
            List<String> configurations) {
        this(limits, budget, tier, Set.of(), imports, preopens, variables, arguments, null, configurations);
    }
}
