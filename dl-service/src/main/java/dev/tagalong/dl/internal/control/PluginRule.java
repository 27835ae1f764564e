package dev.tagalong.dl.internal.control;

import dev.tagalong.runtime.ProcessEnvironment.Preopen;
import dev.tagalong.runtime.Tier;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * A configuration {@code dev.tagalong.plugin}: for which modules it is, and what it says of them. What is {@code null} it says
 * nothing of.
 *
 * @param pid the configuration's PID
 * @param ranking of two that are as specific, the higher is before the lower
 * @param bundle a pattern of symbolic names, or {@code null} if it is not known which: it is for none then
 * @param module a pattern of module names, or {@code null} in the same way
 * @param memoryPages see {@link dev.tagalong.runtime.InstanceLimits}
 * @param tableEntries see there
 * @param callDepth see there
 * @param deadline see there
 * @param gcBytes see there
 * @param threads see there
 * @param cpuTime how much of a processor in a period; zero for as much as it likes
 * @param cpuPeriod the length of a period
 * @param tier how functions are run
 * @param features which features of WebAssembly it may use
 * @param imports what it may import
 * @param preopens the directories that it may use
 * @param variables its environment variables
 * @param arguments its arguments
 * @param snapshot the function that is called once for its snapshot
 */
public record PluginRule(
        String pid,
        int ranking,
        String bundle,
        String module,
        Integer memoryPages,
        Integer tableEntries,
        Integer callDepth,
        Duration deadline,
        Long gcBytes,
        Integer threads,
        Duration cpuTime,
        Duration cpuPeriod,
        Tier tier,
        FeatureSwitches features,
        ImportPolicy imports,
        List<Preopen> preopens,
        Map<String, String> variables,
        List<String> arguments,
        String snapshot) {

    /** One bundle's one module, one bundle, one module of any bundle, the others; then by ranking, then by PID. */
    static final Comparator<PluginRule> MOST_SPECIFIC_FIRST = Comparator.comparingInt(PluginRule::specificity)
            .thenComparingInt(PluginRule::ranking)
            .reversed()
            .thenComparing(PluginRule::pid);

    private int specificity() {
        return (exact(bundle) ? 2 : 0) + (exact(module) ? 1 : 0);
    }

    private static boolean exact(String pattern) {
        return pattern != null && pattern.indexOf('*') < 0;
    }

    /** Whether it is for a module of a bundle. */
    boolean covers(String bundleName, String moduleName) {
        return bundle != null
                && module != null
                && ImportPolicy.matches(bundle, bundleName)
                && ImportPolicy.matches(module, moduleName);
    }
}
