package dev.tagalong.runtime.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random modules do the same on every tier and, where {@code node} is there, on V8. */
class DifferentialTest {

    private static final long FIRST_SEED = 1_000_000;
    private static final int SEEDS = 24;

    private static final List<Contender> CONTENDERS = Contender.all();

    @Test
    void newlyMadeModules(@TempDir Path folder) throws IOException, InterruptedException {
        assumeTrue(RandomModules.available(), "there is no wasm-opt here");
        long[] seeds = LongStream.range(FIRST_SEED, FIRST_SEED + SEEDS).toArray();
        assertEquals(List.of(), new TierDiff(folder).compare(seeds));
    }

    static Stream<String> stored() throws IOException {
        return new String(resource("modules.txt"), StandardCharsets.UTF_8).lines();
    }

    /** Modules made earlier, among them those that once showed a difference, with V8's results. */
    @ParameterizedTest
    @MethodSource("stored")
    void storedModules(String name) throws IOException {
        byte[] binary = resource(name + ".wasm");
        List<String> expected = new String(resource(name + ".v8"), StandardCharsets.UTF_8)
                .lines()
                .toList();
        for (Contender contender : CONTENDERS) {
            List<String> actual = Transcript.of(contender.engine(), binary);
            assertEquals("nowhere", TierDiff.firstDifference(expected, actual), contender.name());
        }
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = DifferentialTest.class.getResourceAsStream("/differential/" + name)) {
            return in.readAllBytes();
        }
    }
}
