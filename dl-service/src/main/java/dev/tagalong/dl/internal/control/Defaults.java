package dev.tagalong.dl.internal.control;

import dev.tagalong.runtime.CpuBudget;
import dev.tagalong.runtime.InstanceLimits;

/**
 * What holds for a module as far as no configuration of its own says otherwise.
 *
 * @param limits what each instance may use
 * @param budget how much of a processor, or {@code null} for as much as it likes
 * @param policy what every module may import
 * @param features which features of WebAssembly are off
 */
public record Defaults(InstanceLimits limits, CpuBudget budget, ImportPolicy policy, FeatureSwitches features) {

    /** Without a CPU budget, and with all features. */
    public Defaults(InstanceLimits limits, ImportPolicy policy) {
        this(limits, null, policy, FeatureSwitches.NONE);
    }
}
