package dev.tagalong.runtime;

import java.util.Objects;
import java.util.Set;

/**
 * How a module is instantiated.
 *
 * @param name the instance's name in messages and backtraces
 * @param limits what it may use
 * @param linkage resolves tagged function indices, or {@code null} if it has none
 * @param environment what the program is told of the world around it
 * @param leader the instance whose memory, table and stack this one uses, or {@code null} if it has its own: see
 *     {@link Instance#leader()}
 * @param group with which instances it is counted, or {@code null} for none but itself
 * @param tier how its functions are run, or {@code null} for the {@link EngineOptions#tier engine's} way. Instances of a
 *     module share code if they have the same
 * @param withoutFeatures the parts of the standard, of those in {@link Engine#features}, that the module must not use
 */
public record InstanceOptions(
        String name,
        InstanceLimits limits,
        Linkage linkage,
        ProcessEnvironment environment,
        Instance leader,
        InstanceGroup group,
        Tier tier,
        Set<String> withoutFeatures) {

    /** Checks for nulls, and copies. */
    public InstanceOptions {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(limits, "limits");
        Objects.requireNonNull(environment, "environment");
        withoutFeatures = Set.copyOf(withoutFeatures);
    }

    /** With all features. */
    public InstanceOptions(
            String name,
            InstanceLimits limits,
            Linkage linkage,
            ProcessEnvironment environment,
            Instance leader,
            InstanceGroup group,
            Tier tier) {
        this(name, limits, linkage, environment, leader, group, tier, Set.of());
    }

    /** With a group of its own, and the engine's tier. */
    public InstanceOptions(
            String name, InstanceLimits limits, Linkage linkage, ProcessEnvironment environment, Instance leader) {
        this(name, limits, linkage, environment, leader, null, null);
    }

    /** Default limits, no linkage, an empty environment. */
    public static InstanceOptions named(String name) {
        return new InstanceOptions(name, InstanceLimits.DEFAULT, null, ProcessEnvironment.EMPTY, null);
    }

    /** With other limits. */
    public InstanceOptions withLimits(InstanceLimits other) {
        return new InstanceOptions(name, other, linkage, environment, leader, group, tier, withoutFeatures);
    }

    /** With a linkage. */
    public InstanceOptions withLinkage(Linkage other) {
        return new InstanceOptions(name, limits, other, environment, leader, group, tier, withoutFeatures);
    }

    /** With an environment. */
    public InstanceOptions withEnvironment(ProcessEnvironment other) {
        return new InstanceOptions(name, limits, linkage, other, leader, group, tier, withoutFeatures);
    }

    /** With a leader: an instance that is not itself led, or that instance's leader. */
    public InstanceOptions withLeader(Instance other) {
        return new InstanceOptions(name, limits, linkage, environment, other.leader(), group, tier, withoutFeatures);
    }

    /** With a group, of the same engine. */
    public InstanceOptions withGroup(InstanceGroup other) {
        return new InstanceOptions(name, limits, linkage, environment, leader, other, tier, withoutFeatures);
    }

    /** With a tier. */
    public InstanceOptions withTier(Tier other) {
        return new InstanceOptions(name, limits, linkage, environment, leader, group, other, withoutFeatures);
    }

    /** With the parts of the standard that the module must not use. */
    public InstanceOptions withoutFeatures(Set<String> others) {
        return new InstanceOptions(name, limits, linkage, environment, leader, group, tier, others);
    }
}
