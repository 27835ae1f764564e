package dev.tagalong.runtime;

import java.nio.file.Path;
import java.util.Objects;

/**
 * How an engine works.
 *
 * @param tier how functions are run
 * @param codeCache a folder that keeps compiled code from one run to the next, made when it is first needed; {@code null}
 *     for none. Whoever can write to it can run code in this JVM
 */
public record EngineOptions(Tier tier, Path codeCache) {

    /** {@link Tier#COMPILE}, no cache. */
    public static final EngineOptions DEFAULT = new EngineOptions(Tier.COMPILE, null);

    /** Checks for nulls. */
    public EngineOptions {
        Objects.requireNonNull(tier, "tier");
    }

    /** With another {@link #tier()}. */
    public EngineOptions withTier(Tier other) {
        return new EngineOptions(other, codeCache);
    }

    /** With another {@link #codeCache()}. */
    public EngineOptions withCodeCache(Path folder) {
        return new EngineOptions(tier, folder);
    }
}
