package dev.tagalong.bench.contender;

import dev.tagalong.runtime.Tier;
import java.util.List;

/** Every contender on the JVM, in the tables' order. */
public final class Contenders {

    /** Our tiers first, then the peers. */
    public static final List<Contender> ALL = List.of(
            new TagalongContender(Tier.INTERPRET),
            new TagalongContender(Tier.COMPILE),
            new TagalongContender(Tier.TIERED),
            new EndiveContender(false),
            new EndiveContender(true),
            new ChicoryContender());

    private Contenders() {}

    /**
     * The contender of that id.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Contender get(String id) {
        return ALL.stream()
                .filter(c -> c.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no contender '" + id + "'"));
    }
}
