package dev.tagalong.runtime;

import java.util.Objects;

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
 */
public record InstanceOptions(
        String name,
        InstanceLimits limits,
        Linkage linkage,
        ProcessEnvironment environment,
        Instance leader,
        InstanceGroup group,
        Tier tier) {

    /** Checks for nulls. */
    public InstanceOptions {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(limits, "limits");
        Objects.requireNonNull(environment, "environment");
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
        return new InstanceOptions(name, other, linkage, environment, leader, group, tier);
    }

    /** With a linkage. */
    public InstanceOptions withLinkage(Linkage other) {
        return new InstanceOptions(name, limits, other, environment, leader, group, tier);
    }

    /** With an environment. */
    public InstanceOptions withEnvironment(ProcessEnvironment other) {
        return new InstanceOptions(name, limits, linkage, other, leader, group, tier);
    }

    /** With a leader: an instance that is not itself led, or that instance's leader. */
    public InstanceOptions withLeader(Instance other) {
        return new InstanceOptions(name, limits, linkage, environment, other.leader(), group, tier);
    }

    /** With a group, of the same engine. */
    public InstanceOptions withGroup(InstanceGroup other) {
        return new InstanceOptions(name, limits, linkage, environment, leader, other, tier);
    }

    /** With a tier. */
    public InstanceOptions withTier(Tier other) {
        return new InstanceOptions(name, limits, linkage, environment, leader, group, other);
    }
}
