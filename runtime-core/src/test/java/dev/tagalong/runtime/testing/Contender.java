package dev.tagalong.runtime.testing;

import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.EngineOptions;
import dev.tagalong.runtime.Tier;
import dev.tagalong.runtime.internal.compile.plan.SplitLimits;
import dev.tagalong.runtime.internal.tier.EngineImpl;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** A way to make an engine, for tests that are repeated for each. */
public record Contender(String name, Supplier<Engine> maker) {

    /** The tiers, and the compiler with functions cut into small pieces. */
    public static Stream<Contender> all() {
        return Stream.concat(
                Tiers.all().stream().map(tier -> new Contender(tier.toString(), () -> Tiers.engine(tier))),
                Stream.of(new Contender(
                        "cut",
                        () -> new EngineImpl(
                                EngineOptions.DEFAULT.withTier(Tier.COMPILE), new SplitLimits(8, 8, 1, 0)))));
    }

    /** A new engine. */
    public Engine engine() {
        return maker.get();
    }

    @Override
    public String toString() {
        return name;
    }
}
