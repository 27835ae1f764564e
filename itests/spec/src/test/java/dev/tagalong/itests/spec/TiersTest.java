package dev.tagalong.itests.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tagalong.runtime.Tier;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TiersTest {

    @Test
    void allOrThoseNamed() {
        assertEquals(List.of(Tier.values()), Tiers.chosen(null));
        assertEquals(List.of(Tier.values()), Tiers.chosen(" "));
        assertEquals(List.of(Tier.COMPILE, Tier.INTERPRET), Tiers.chosen("compile, interpret"));
        assertThrows(IllegalArgumentException.class, () -> Tiers.chosen("fast"));
        assertEquals("interpret", Tiers.name(Tier.INTERPRET));
    }
}
