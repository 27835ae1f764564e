package dev.tagalong.runtime;

import java.util.Objects;

/**
 * How an engine works.
 *
 * @param tier how functions are run
 */
public record EngineOptions(Tier tier) {

    /** {@link Tier#TIERED}. */
    public static final EngineOptions DEFAULT = new EngineOptions(Tier.TIERED);

    /** Checks for nulls. */
    public EngineOptions {
        Objects.requireNonNull(tier, "tier");
    }

    /** With another {@link #tier()}. */
    public EngineOptions withTier(Tier other) {
        return new EngineOptions(other);
    }
}
