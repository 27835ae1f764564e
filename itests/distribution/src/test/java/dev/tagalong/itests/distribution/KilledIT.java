package dev.tagalong.itests.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tagalong.itests.distribution.Home.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A container that is started again, even one that was killed, has the plugins that are there and good, and no others. */
@DisabledOnOs(OS.WINDOWS)
class KilledIT {

    private static final int KILLS = Integer.getInteger("tagalong.kills", 6);
    private static final long SEED = Long.getLong("tagalong.seed", 20_261_123L);
    private static final int LONGEST_LIFE_MILLIS = 2_500;
    private static final int FILES = 12;

    @TempDir
    Path folder;

    @Test
    void everyGoodPluginIsCallableAfterwards() throws Exception {
        Home home = Home.in(folder);
        Random random = new Random(SEED);
        byte[] module = Files.readAllBytes(Path.of(System.getProperty("tagalong.module")));
        for (int kill = 0; kill < KILLS; kill++) {
            live(home, random, module);
        }
        for (int i = 0; i < FILES; i++) {
            drop(home, i, module);
        }
        String calls = IntStream.range(0, FILES)
                .mapToObj(i -> "wasm:call p" + i + ".wasm test_func 1")
                .collect(Collectors.joining("; "));
        Outcome outcome = home.tagalong("exec", calls);
        assertEquals(
                List.of("42").stream()
                        .flatMap(a -> IntStream.range(0, FILES).mapToObj(i -> a))
                        .toList(),
                outcome.text().lines().toList(),
                outcome.error() + "\nseed " + SEED + "\n"
                        + home.tagalong("exec", "wasm:deployed").text());
    }

    @Test
    void whatWasDeletedInTheMeantimeIsGone() throws Exception {
        Home home = Home.in(folder);
        Path plugin = home.resolve("deploy/p-1.0.wasm");
        Files.copy(Path.of(System.getProperty("tagalong.module")), plugin);
        assertEquals(
                "42\n", home.tagalong("exec", "wasm:call p.wasm test_func 1").text());
        assertEquals(
                "42\n", home.tagalong("exec", "wasm:call p.wasm test_func 1").text());
        Files.delete(plugin);
        assertEquals(1, home.tagalong("exec", "wasm:call p.wasm test_func 1").status());
        Files.copy(Path.of(System.getProperty("tagalong.module")), plugin);
        assertEquals(
                "42\n", home.tagalong("exec", "wasm:call p.wasm test_func 1").text());
    }

    /** Starts a container, lets plugins come, change and go, whole and in part, and kills it at some moment. */
    private static void live(Home home, Random random, byte[] module) throws IOException, InterruptedException {
        Process process = home.start();
        try {
            long end = System.nanoTime() + random.nextInt(LONGEST_LIFE_MILLIS) * 1_000_000L;
            while (System.nanoTime() < end) {
                int i = random.nextInt(FILES);
                switch (random.nextInt(4)) {
                    case 0 -> Files.deleteIfExists(file(home, i));
                    case 1 -> Files.write(file(home, i), Arrays.copyOf(module, random.nextInt(module.length)));
                    default -> drop(home, i, module);
                }
                Thread.sleep(random.nextInt(40));
            }
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
        }
    }

    private static void drop(Home home, int i, byte[] module) throws IOException {
        Files.write(file(home, i), module);
    }

    private static Path file(Home home, int i) {
        return home.resolve("deploy/p" + i + (i % 2 == 0 ? "-1.0." + i : "") + ".wasm");
    }
}
