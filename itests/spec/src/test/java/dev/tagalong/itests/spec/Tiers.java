package dev.tagalong.itests.spec;

import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.EngineOptions;
import dev.tagalong.runtime.Tier;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Which tiers the suite is run on, and the one place in this module that creates engines. */
final class Tiers {

    private Tiers() {}

    /** The tiers named in a list with commas, in that order; all of them for an empty list. */
    static List<Tier> chosen(String names) {
        if (names == null || names.isBlank()) {
            return List.of(Tier.values());
        }
        return Arrays.stream(names.split(","))
                .map(name -> Tier.valueOf(name.strip().toUpperCase(Locale.ROOT)))
                .toList();
    }

    static Engine newEngine(Tier tier) {
        return Engine.create(EngineOptions.DEFAULT.withTier(tier));
    }

    /** The name in reports. */
    static String name(Tier tier) {
        return tier.name().toLowerCase(Locale.ROOT);
    }
}
