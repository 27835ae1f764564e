package dev.tagalong.itests.fuzz;

import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.EngineOptions;
import dev.tagalong.runtime.Tier;
import dev.tagalong.runtime.internal.compile.plan.SplitLimits;
import dev.tagalong.runtime.internal.memory.MemoryImpl;
import dev.tagalong.runtime.internal.tier.EngineImpl;
import dev.tagalong.runtime.internal.tier.Hotness;
import java.util.ArrayList;
import java.util.List;

/** A way of running a module; all of them must do what V8 does. */
record Contender(String name, Engine engine) implements AutoCloseable {

    /** Cuts functions wherever that is possible at all. */
    private static final SplitLimits SMALLEST = new SplitLimits(8, 8, 1, 0);

    /** No random module runs for so long that it is worth compiling. */
    private static final Hotness SECOND_CALL = new Hotness(1, 0, true);

    /** The tiers, and the compiler with functions cut into small pieces and memories in pages. */
    static List<Contender> all() {
        List<Contender> all = new ArrayList<>();
        for (Tier tier : List.of(Tier.INTERPRET, Tier.COMPILE)) {
            all.add(new Contender(tier.name(), Engine.create(EngineOptions.DEFAULT.withTier(tier))));
        }
        EngineOptions tiered = EngineOptions.DEFAULT.withTier(Tier.TIERED);
        EngineImpl soon = new EngineImpl(tiered, SplitLimits.DEFAULT, MemoryImpl.ARRAY_PAGES, SECOND_CALL);
        all.add(new Contender("TIERED, from the second call on", soon));
        EngineOptions compile = EngineOptions.DEFAULT.withTier(Tier.COMPILE);
        all.add(new Contender("COMPILE, cut, in pages", new EngineImpl(compile, SMALLEST, 0)));
        return all;
    }

    @Override
    public void close() {
        engine.close();
    }
}
