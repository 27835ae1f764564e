package dev.tagalong.runtime;

import java.nio.file.Path;
import java.util.Objects;

/**
 * How an engine works.
 *
 * @param tier how functions are run
 * @param codeCache a folder that keeps compiled code from one run to the next, made when it is first needed; {@code null}
 *     for none. Whoever can write to it can run code in this JVM
 * @param codeCacheBytes how many bytes of files the folder may keep, 1 or more; when there are more, the code of modules
 *     that were not used for the longest time goes
 */
public record EngineOptions(Tier tier, Path codeCache, long codeCacheBytes) {

    private static final long DEFAULT_CACHE_BYTES = 256L << 20;

    /** {@link Tier#TIERED}, no cache; if there is one, it may keep 256 MiB. */
    public static final EngineOptions DEFAULT = new EngineOptions(Tier.TIERED, null, DEFAULT_CACHE_BYTES);

    /**
     * Checks for nulls, and the size.
     *
     * @throws IllegalArgumentException if {@code codeCacheBytes} is less than 1
     */
    public EngineOptions {
        Objects.requireNonNull(tier, "tier");
        if (codeCacheBytes < 1) {
            throw new IllegalArgumentException("code cache of " + codeCacheBytes + " bytes");
        }
    }

    /** With another {@link #tier()}. */
    public EngineOptions withTier(Tier other) {
        return new EngineOptions(other, codeCache, codeCacheBytes);
    }

    /** With another {@link #codeCache()}. */
    public EngineOptions withCodeCache(Path folder) {
        return new EngineOptions(tier, folder, codeCacheBytes);
    }

    /** With another {@link #codeCacheBytes()}. */
    public EngineOptions withCodeCacheBytes(long bytes) {
        return new EngineOptions(tier, codeCache, bytes);
    }
}
