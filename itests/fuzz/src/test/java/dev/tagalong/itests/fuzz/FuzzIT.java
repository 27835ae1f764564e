package dev.tagalong.itests.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * Random modules of each mix of features do on every tier what they do in V8. A mix whose features the engine does not all
 * offer is skipped, after what it does offer was compared. The mixes take turns, so that a run that ends early has some of
 * each.
 *
 * <p>System properties: {@code fuzz.modules} how many of each mix, {@code fuzz.seed} the first one's seed, {@code fuzz.mixes}
 * which mixes, {@code fuzz.minutes} after how many no mix begins another turn. A module that differs stays in
 * {@code target/fuzz}, with what V8 made of it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FuzzIT {

    private static final Path FOLDER = Path.of("target", "fuzz").toAbsolutePath();
    /** How many modules of a mix are made in one turn. */
    private static final long TURN = 1000;

    private final List<Contender> contenders = Contender.all();
    private final Map<Mix, Campaign> campaigns = new EnumMap<>(Mix.class);
    private V8 v8;

    @TestFactory
    Stream<DynamicTest> mixes() {
        List<Mix> chosen = Mix.chosen(System.getProperty("fuzz.mixes", ""));
        long first = Long.getLong("fuzz.seed", 1);
        long end = first + Long.getLong("fuzz.modules", 150);
        long start = System.nanoTime();
        Duration time = Duration.ofMinutes(Long.getLong("fuzz.minutes", 600));
        return LongStream.iterate(first, seed -> seed < end, seed -> seed + TURN)
                .takeWhile(seed -> System.nanoTime() - start < time.toNanos())
                .boxed()
                .flatMap(seed -> chosen.stream().map(mix -> turn(mix, seed, Math.min(TURN, end - seed))));
    }

    private DynamicTest turn(Mix mix, long first, long count) {
        return dynamicTest(mix.title() + " from seed " + first, () -> compare(mix, first, count));
    }

    private void compare(Mix mix, long first, long count) throws IOException, InterruptedException {
        if (!campaigns.containsKey(mix)) {
            campaigns.put(mix, new Campaign(mix, contenders, FOLDER));
        }
        Campaign campaign = campaigns.get(mix);
        List<String> differences;
        try {
            v8 = v8 == null ? V8.start(FOLDER) : v8;
            differences = new ArrayList<>(campaign.run(v8, first, count));
        } catch (IOException e) {
            stop();
            throw e;
        }
        System.out.println(campaign.report());
        assertEquals("", String.join("\n", differences), campaign.report());
        assumeTrue(
                campaign.refusals().isEmpty(),
                () -> "not offered: " + String.join(", ", campaign.refusals().keySet()));
    }

    private void stop() {
        if (v8 != null) {
            v8.close();
            v8 = null;
        }
    }

    @AfterAll
    void close() {
        stop();
        contenders.forEach(Contender::close);
    }
}
