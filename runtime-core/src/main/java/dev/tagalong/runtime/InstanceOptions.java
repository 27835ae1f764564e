package dev.tagalong.runtime;

import dev.tagalong.runtime.spi.Linkage;
import java.util.Objects;

/**
 * How a module is instantiated.
 *
 * @param name the instance's name in messages and backtraces
 * @param limits what it may use
 * @param linkage resolves tagged function indices, or {@code null} if it has none
 * @param environment what the program is told of the world around it
 */
public record InstanceOptions(String name, InstanceLimits limits, Linkage linkage, ProcessEnvironment environment) {

    /** Checks for nulls. */
    public InstanceOptions {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(limits, "limits");
        Objects.requireNonNull(environment, "environment");
    }

    /** Default limits, no linkage, an empty environment. */
    public static InstanceOptions named(String name) {
        return new InstanceOptions(name, InstanceLimits.DEFAULT, null, ProcessEnvironment.EMPTY);
    }

    /** With other limits. */
    public InstanceOptions withLimits(InstanceLimits other) {
        return new InstanceOptions(name, other, linkage, environment);
    }

    /** With a linkage. */
    public InstanceOptions withLinkage(Linkage other) {
        return new InstanceOptions(name, limits, other, environment);
    }

    /** With an environment. */
    public InstanceOptions withEnvironment(ProcessEnvironment other) {
        return new InstanceOptions(name, limits, linkage, other);
    }
}
