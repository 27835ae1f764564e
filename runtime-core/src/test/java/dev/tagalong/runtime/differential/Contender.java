package dev.tagalong.runtime.differential;

import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.EngineOptions;
import dev.tagalong.runtime.Tier;
import dev.tagalong.runtime.internal.compile.plan.SplitLimits;
import dev.tagalong.runtime.internal.tier.EngineImpl;
import dev.tagalong.runtime.testing.Tiers;
import java.util.ArrayList;
import java.util.List;

/** A way of running a module; all of them must do the same. */
record Contender(String name, Engine engine) {

    /** Cuts functions wherever that is possible at all. */
    static final SplitLimits SMALLEST = new SplitLimits(8, 8, 1, 0);

    private static final SplitLimits SMALL = new SplitLimits(160, 80, 20, 24);

    /**
     * The tiers, the compiler with functions cut into small pieces, and memories that are in pages or may become so. The
     * first is the one to compare with.
     */
    static List<Contender> all() {
        List<Contender> all = new ArrayList<>();
        all.add(new Contender("compile", Tiers.engine(Tier.COMPILE)));
        all.add(cut("small regions", SMALL));
        all.add(cut("smallest regions", SMALLEST));
        for (Tier tier : Tiers.all()) {
            if (tier != Tier.COMPILE) {
                all.add(new Contender(tier.name(), Tiers.engine(tier)));
            }
        }
        for (Tier tier : Tiers.all()) {
            EngineOptions options = EngineOptions.DEFAULT.withTier(tier);
            all.add(new Contender(tier + ", pages", new EngineImpl(options, SMALL, 0)));
        }
        EngineOptions options = EngineOptions.DEFAULT.withTier(Tier.COMPILE);
        all.add(new Contender("growing", new EngineImpl(options, SplitLimits.DEFAULT, Transcript.MOST_PAGES - 1)));
        return all;
    }

    private static Contender cut(String name, SplitLimits limits) {
        return new Contender(name, new EngineImpl(EngineOptions.DEFAULT.withTier(Tier.COMPILE), limits));
    }
}
