package dev.tagalong.itests.spec;

import dev.tagalong.runtime.Engine;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** The ways of executing that the suite is run on; the one place in this module that creates engines. */
enum Tier {
    /** Everything is interpreted. */
    INTERPRET(Engine::create);

    private final Supplier<Engine> create;

    Tier(Supplier<Engine> create) {
        this.create = create;
    }

    Engine newEngine() {
        return create.get();
    }

    /** The tiers named in a list with commas, in that order; all of them for an empty list. */
    static List<Tier> chosen(String names) {
        if (names == null || names.isBlank()) {
            return List.of(values());
        }
        return Arrays.stream(names.split(","))
                .map(name -> valueOf(name.strip().toUpperCase(Locale.ROOT)))
                .toList();
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
