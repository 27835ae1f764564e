package dev.tagalong.bench.report;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What each contender computed; all must have computed the same. Not safe for several threads. */
public final class Checksums {

    private final Map<String, Map<String, Long>> byInput = new TreeMap<>();

    /**
     * Notes a result.
     *
     * @param workload what was computed
     * @param input its argument: results are compared between equal inputs
     * @param contender who computed it
     */
    public void add(String workload, String input, String contender, long checksum) {
        Long before = byInput.computeIfAbsent(workload + "(" + input + ")", k -> new LinkedHashMap<>())
                .put(contender, checksum);
        if (before != null && before != checksum) {
            throw new IllegalStateException(contender + " computed " + workload + "(" + input + ") twice: "
                    + hex(before) + ", then " + hex(checksum));
        }
    }

    /** The number of results noted. */
    public int size() {
        return byInput.values().stream().mapToInt(Map::size).sum();
    }

    /** One line for each input that contenders disagree about, with what each of them computed; empty if all is well. */
    public List<String> disagreements() {
        List<String> lines = new ArrayList<>();
        byInput.forEach((input, results) -> {
            if (new HashSet<>(results.values()).size() > 1) {
                List<String> parts = new ArrayList<>();
                results.forEach((contender, checksum) -> parts.add(contender + " " + hex(checksum)));
                lines.add(input + ": " + String.join(", ", parts));
            }
        });
        return lines;
    }

    private static String hex(long checksum) {
        return Long.toHexString(checksum);
    }
}
