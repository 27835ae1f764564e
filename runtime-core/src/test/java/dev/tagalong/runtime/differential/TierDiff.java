package dev.tagalong.runtime.differential;

import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.EngineOptions;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Runs random modules on everything that runs modules, and tells where they differ; for maintainers:
 *
 * <pre>java -cp ... dev.tagalong.runtime.differential.TierDiff FIRST_SEED COUNT FOLDER</pre>
 *
 * <p>The modules that show a difference stay in the folder. It ends with status 1 if there are any.
 */
public final class TierDiff {

    private static final int BATCH = 50;

    private final List<Contender> contenders = Contender.all();
    private final boolean v8 = Node.available();
    private final Path folder;

    TierDiff(Path folder) {
        this.folder = folder;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length != 3) {
            System.err.println("usage: TierDiff FIRST_SEED COUNT FOLDER");
            System.exit(2);
        }
        long first = Long.parseLong(arguments[0]);
        long end = first + Long.parseLong(arguments[1]);
        Path folder = Files.createDirectories(Path.of(arguments[2]));
        TierDiff diff = new TierDiff(folder);
        List<String> differences = new ArrayList<>();
        PrintStream out = System.out;
        for (long seed = first; seed < end; seed += BATCH) {
            List<String> found = diff.compare(
                    LongStream.range(seed, Math.min(end, seed + BATCH)).toArray());
            found.forEach(out::println);
            differences.addAll(found);
            out.println("seeds up to " + (Math.min(end, seed + BATCH) - 1) + ": " + differences.size() + " differences"
                    + (diff.v8 ? "" : " (no node)"));
        }
        System.exit(differences.isEmpty() ? 0 : 1);
    }

    /** The differences that the modules of some seeds show, each as text for people. */
    List<String> compare(long... seeds) throws IOException, InterruptedException {
        List<Path> modules = new ArrayList<>();
        for (long seed : seeds) {
            Path module = RandomModules.write(seed, folder);
            Files.writeString(beside(module, ".plan"), plan(module));
            modules.add(module);
        }
        if (v8) {
            Node.run(modules, folder);
        }
        List<String> differences = new ArrayList<>();
        for (Path module : modules) {
            String difference = difference(module);
            if (difference == null) {
                Files.delete(module);
            } else {
                differences.add(module + ": " + difference);
            }
            Files.delete(beside(module, ".plan"));
            Files.deleteIfExists(beside(module, ".v8"));
        }
        return differences;
    }

    private static Path beside(Path module, String ending) {
        return module.resolveSibling(module.getFileName().toString().replace(".wasm", ending));
    }

    private static String plan(Path module) throws IOException {
        try (Engine engine = Engine.create(EngineOptions.DEFAULT)) {
            return CallPlan.of(engine.load("random", Files.readAllBytes(module)))
                    .toString();
        }
    }

    private String difference(Path module) throws IOException {
        byte[] binary = Files.readAllBytes(module);
        List<String> expected = v8 ? Files.readAllLines(beside(module, ".v8")) : null;
        String by = "V8";
        for (Contender contender : contenders) {
            List<String> actual;
            try {
                actual = Transcript.of(contender.engine(), binary);
            } catch (RuntimeException | Error e) {
                StringWriter text = new StringWriter();
                e.printStackTrace(new PrintWriter(text));
                return contender.name() + ": " + text;
            }
            if (expected == null) {
                expected = actual;
                by = contender.name();
            } else if (!expected.equals(actual)) {
                return contender.name() + " and " + by + " differ: " + firstDifference(expected, actual);
            }
        }
        return null;
    }

    static String firstDifference(List<String> expected, List<String> actual) {
        for (int i = 0; i < Math.max(expected.size(), actual.size()); i++) {
            String left = i < expected.size() ? expected.get(i) : "(end)";
            String right = i < actual.size() ? actual.get(i) : "(end)";
            if (!left.equals(right)) {
                return "line " + (i + 1) + ": expected " + left + ", got " + right;
            }
        }
        return "nowhere";
    }
}
