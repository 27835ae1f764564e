package dev.tagalong.runtime.testing;

import static dev.tagalong.runtime.testing.Binary.*;

import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.EngineOptions;
import dev.tagalong.runtime.Imports;
import dev.tagalong.runtime.InstanceOptions;
import dev.tagalong.runtime.Tier;
import java.util.Arrays;
import java.util.List;

/** The tiers that the engine has. */
public final class Tiers {

    private static final List<Tier> ALL =
            Arrays.stream(Tier.values()).filter(Tiers::runs).toList();

    private Tiers() {}

    /** All that run, for tests that are repeated for each. */
    public static List<Tier> all() {
        return ALL;
    }

    /** An engine of one tier. */
    public static Engine engine(Tier tier) {
        return Engine.create(EngineOptions.DEFAULT.withTier(tier));
    }

    private static boolean runs(Tier tier) {
        byte[] module = module(
                vectorSection(1, functionType(vector(), vector())),
                vectorSection(3, 0),
                vectorSection(7, bytes("f", 0, 0)),
                vectorSection(10, body(vector())));
        try (Engine engine = engine(tier)) {
            engine.instantiate(engine.load("empty", module), Imports.NONE, InstanceOptions.named("empty"))
                    .function("f")
                    .call();
            return true;
        } catch (UnsupportedOperationException unwritten) {
            return false;
        }
    }
}
