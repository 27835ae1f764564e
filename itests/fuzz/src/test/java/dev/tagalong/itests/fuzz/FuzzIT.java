package dev.tagalong.itests.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Random modules of each mix of features do on every tier what they do in V8. A mix whose features the engine does not all
 * offer is skipped, after what it does offer was compared.
 *
 * <p>System properties: {@code fuzz.modules} how many of each mix, {@code fuzz.seed} the first one's seed, {@code fuzz.mixes}
 * which mixes. A module that differs stays in {@code target/fuzz}, with what V8 made of it.
 */
class FuzzIT {

    private static final Path FOLDER = Path.of("target", "fuzz");

    @TestFactory
    Stream<DynamicTest> mixes() {
        return Mix.chosen(System.getProperty("fuzz.mixes", "")).stream()
                .map(mix -> dynamicTest(mix.title(), () -> compare(mix)));
    }

    private static void compare(Mix mix) throws IOException, InterruptedException {
        Campaign campaign = new Campaign(mix, FOLDER);
        campaign.run(Long.getLong("fuzz.seed", 1), Long.getLong("fuzz.modules", 30));
        System.out.println(campaign.report());
        assertEquals("", String.join("\n", campaign.differences()), campaign.report());
        assumeTrue(
                campaign.refusals().isEmpty(),
                () -> "not offered: " + String.join(", ", campaign.refusals().keySet()));
    }
}
