package dev.tagalong.itests.fuzz;

import dev.tagalong.runtime.ModuleException;
import dev.tagalong.runtime.ModuleException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Compares the modules of one mix with V8 and collects what differs. Each module runs in one way, which its seed tells. The
 * modules that differ stay in a folder.
 */
final class Campaign {

    /** After so many the rest is not tried: one fault often shows in many modules. */
    private static final int MOST_DIFFERENCES = 20;

    private static final int MOST_FRAMES = 6;

    private final Mix mix;
    private final Path folder;
    private final List<Contender> contenders;
    private final List<String> differences = new ArrayList<>();
    private final Map<String, Integer> refusals = new TreeMap<>();
    private int compared;
    private int unmade;

    Campaign(Mix mix, List<Contender> contenders, Path folder) throws IOException {
        this.mix = mix;
        this.contenders = contenders;
        this.folder = Files.createDirectories(folder.toAbsolutePath());
    }

    /** Makes and compares the modules of the seeds from {@code first} on; gives what differs. */
    List<String> run(V8 v8, long first, long count) throws IOException {
        int before = differences.size();
        if (before < MOST_DIFFERENCES) {
            v8.order(mix, first, count);
            for (long i = 0; i < count; i++) {
                take(v8.next());
            }
        }
        return differences.subList(before, differences.size());
    }

    private void take(Sample sample) throws IOException {
        if (!sample.made()) {
            unmade++;
        } else if (differences.size() < MOST_DIFFERENCES) {
            compare(sample);
        }
    }

    private void compare(Sample sample) throws IOException {
        String difference;
        try {
            difference = difference(sample);
        } catch (ModuleException e) {
            if (e.reason() == Reason.UNSUPPORTED) {
                refusals.merge(e.getMessage().replaceFirst(" \\(.*", ""), 1, Integer::sum);
                return;
            }
            difference = "refused: " + e.getMessage();
        }
        compared++;
        if (difference != null) {
            differences.add(mix.title() + " " + sample.seed() + ": " + difference);
            Files.write(folder.resolve(mix.title() + "-" + sample.seed() + ".wasm"), sample.module());
            Files.write(folder.resolve(mix.title() + "-" + sample.seed() + ".v8"), sample.transcript());
        }
    }

    private String difference(Sample sample) throws IOException {
        if (sample.failure() != null) {
            return "V8 has failed: " + sample.failure();
        }
        Contender contender = contenders.get((int) Long.remainderUnsigned(sample.seed(), contenders.size()));
        List<String> actual;
        try {
            actual = Transcript.of(contender.engine(), sample.module(), sample.transcript());
        } catch (ModuleException e) {
            throw e;
        } catch (RuntimeException | Error e) {
            return contender.name() + ": " + describe(e);
        }
        String difference = firstDifference(sample.transcript(), actual);
        return difference == null ? null : contender.name() + ", " + difference;
    }

    /** An exception with its causes, and where each was thrown. */
    static String describe(Throwable thrown) {
        StringBuilder text = new StringBuilder();
        for (Throwable one = thrown; one != null; one = one.getCause()) {
            text.append(text.length() == 0 ? "" : ", caused by ").append(one);
            Arrays.stream(one.getStackTrace())
                    .limit(MOST_FRAMES)
                    .forEach(frame -> text.append("\n    at ").append(frame));
        }
        return text.toString();
    }

    /** Where a limit of V8 ends its transcript, what comes after is not compared. */
    static String firstDifference(List<String> expected, List<String> actual) {
        String call = "";
        for (int i = 0; i < Math.max(expected.size(), actual.size()); i++) {
            String left = i < expected.size() ? expected.get(i) : "(end)";
            String right = i < actual.size() ? actual.get(i) : "(end)";
            if (left.startsWith("limit ")) {
                return null;
            }
            if (!left.equals(right)) {
                return "line " + (i + 1) + call + ": V8 has " + left + ", and here it is " + right;
            }
            if (left.startsWith("call ")) {
                call = ", in " + left;
            }
        }
        return null;
    }

    /** What was refused as not offered, and how often. */
    Map<String, Integer> refusals() {
        return refusals;
    }

    /** A line on how far it got. */
    String report() {
        return "%s: %,d modules compared, %,d differ, %,d could not be made%s"
                .formatted(
                        mix.title(),
                        compared,
                        differences.size(),
                        unmade,
                        refusals.isEmpty() ? "" : ", not offered " + refusals);
    }
}
