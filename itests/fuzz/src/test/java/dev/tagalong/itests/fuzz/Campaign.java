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

/** Compares the modules of one mix with V8 and collects what differs. The modules that differ stay in a folder. */
final class Campaign {

    /** After so many the rest is not tried: one fault often shows in many modules. */
    private static final int MOST_DIFFERENCES = 20;

    private static final int PROGRESS = 1000;
    private static final int MOST_FRAMES = 6;

    private final Mix mix;
    private final Path folder;
    private final List<Contender> contenders = Contender.all();
    private final List<String> differences = new ArrayList<>();
    private final Map<String, Integer> refusals = new TreeMap<>();
    private int compared;
    private int unmade;

    Campaign(Mix mix, Path folder) throws IOException {
        this.mix = mix;
        this.folder = Files.createDirectories(folder.toAbsolutePath());
    }

    /** Makes and compares the modules of the seeds from {@code first} on. */
    void run(long first, long count) throws IOException, InterruptedException {
        try (V8 v8 = V8.start(mix, first, count, folder)) {
            for (long i = 0; i < count && differences.size() < MOST_DIFFERENCES; i++) {
                Sample sample = v8.next();
                if (sample.made()) {
                    take(sample);
                } else {
                    unmade++;
                }
                if ((i + 1) % PROGRESS == 0) {
                    System.out.println(report());
                }
            }
        }
    }

    private void take(Sample sample) throws IOException {
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
        for (Contender contender : contenders) {
            List<String> actual;
            try {
                actual = Transcript.of(contender.engine(), sample.module(), sample.transcript());
            } catch (ModuleException e) {
                throw e;
            } catch (RuntimeException | Error e) {
                return contender.name() + ": " + describe(e);
            }
            String difference = firstDifference(sample.transcript(), actual);
            if (difference != null) {
                return contender.name() + ", " + difference;
            }
        }
        return null;
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

    List<String> differences() {
        return differences;
    }

    int compared() {
        return compared;
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
