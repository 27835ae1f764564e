package dev.tagalong.runtime;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagalong.runtime.testing.MethodSizes;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * HotSpot never compiles a method of more than 8,000 bytes; the engine's own stay well below. Class initializers run once
 * and may be longer.
 */
class MethodSizesTest {

    private static final int MOST = 6_000;
    private static final int FEWEST_METHODS = 500;

    @Test
    void noMethodIsTooBigToBeCompiled() throws IOException, URISyntaxException {
        Map<String, Integer> sizes = new TreeMap<>();
        Path root = Path.of(
                Engine.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : (Iterable<Path>) files.filter(f -> f.toString().endsWith(".class"))::iterator) {
                MethodSizes.of(Files.readAllBytes(file))
                        .forEach((method, size) -> sizes.put(root.relativize(file) + " " + method, size));
            }
        }
        sizes.keySet().removeIf(method -> method.contains(" <clinit>"));
        assertTrue(sizes.size() > FEWEST_METHODS, sizes.size() + " methods");
        List<Map.Entry<String, Integer>> biggest = sizes.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .limit(10)
                .toList();
        assertTrue(
                biggest.get(0).getValue() <= MOST,
                () -> "more than " + MOST + " bytes:\n"
                        + biggest.stream()
                                .map(e -> e.getValue() + " " + e.getKey())
                                .collect(Collectors.joining("\n")));
    }
}
