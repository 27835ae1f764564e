package dev.tagalong.bench.session;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tagalong.bench.contender.Contender;
import dev.tagalong.bench.linker.LinkerContainer;
import dev.tagalong.bench.probe.Probe;
import dev.tagalong.bench.process.ChildProcess.Failed;
import dev.tagalong.bench.process.Node;
import dev.tagalong.bench.process.Resources;
import dev.tagalong.bench.program.NpmModule;
import dev.tagalong.bench.report.Measurement;
import dev.tagalong.bench.report.Row;
import dev.tagalong.bench.report.Row.Group;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;

/**
 * Measures side modules: tree-sitter as a program and its grammar of JavaScript as a library in its memory, by the linker in
 * Felix, and by web-tree-sitter's own JavaScript in Node. From bundle to first tree, and the trees of a large text.
 */
final class GrammarPart {

    private static final Row COLD =
            new Row("grammar-cold", Group.START, "a grammar of 0.4 MB, to its first tree, cold");
    private static final Row WARM =
            new Row("grammar-warm", Group.START, "a grammar of 0.4 MB, to its first tree, warm");
    private static final Row FIRST =
            new Row("tree-sitter-first", Group.START, "tree-sitter, 1 MB of JavaScript for the first time");
    private static final Row PARSE = new Row("tree-sitter", Group.PROGRAMS, "tree-sitter (C), 1 MB of JavaScript");

    private static final NpmModule PROGRAM = new NpmModule(
            "web-tree-sitter",
            "0.27.1",
            "package/web-tree-sitter.wasm",
            "beca80e44cccbf2299ed4d1e3fa6462a9a6fe818aeebf847547a392227ce4acc");
    private static final NpmModule SCRIPT = new NpmModule(
            "web-tree-sitter",
            "0.27.1",
            "package/web-tree-sitter.js",
            "7c49e3c1d87e24e0bb4c2def909d17154dfde281f5f8280225450090bb4b8110");
    private static final NpmModule GRAMMAR = new NpmModule(
            "tree-sitter-javascript",
            "0.25.0",
            "package/tree-sitter-javascript.wasm",
            "5fb488d0cabb4775a594bab85682de5ad6ce83c0d6ac997a9f82dd084d571240");

    private static final String SMALL = "class A extends B { get x() { return `a${1 + this.#y}b` } }";
    private static final int LARGE_SIZE = 1_000_000;
    private static final int LOADS = 20;
    private static final double MILLIS = 1e-6;
    private static final Duration LIMIT = Duration.ofSeconds(90);

    private final Bench bench;
    private final Path directory;

    GrammarPart(Bench bench) {
        this.bench = bench;
        directory = bench.options().directory().resolve("programs");
    }

    void run() {
        try {
            ObjectNode request = Node.request("grammar")
                    .put("program", PROGRAM.fetch(directory).toString())
                    .put("script", SCRIPT.fetch(directory).toString())
                    .put("grammar", GRAMMAR.fetch(directory).toString())
                    .put("small", SMALL)
                    .put("large", large().toString())
                    .put("loads", LOADS)
                    .put("budgetMillis", bench.options().quick() ? 6000 : 15_000);
            String bundles = "-D" + LinkerContainer.BUNDLES + "=" + System.getProperty(LinkerContainer.BUNDLES, "");
            List.of(COLD, WARM, FIRST, PARSE).forEach(bench.results()::addRow);
            for (Contender contender : bench.contenders()) {
                contender.linkerTier().ifPresent(tier -> {
                    ObjectNode asked =
                            request.deepCopy().put("contender", contender.id()).put("tier", tier);
                    measure(contender.id(), () -> Probe.ask(asked, List.of(bundles), directory, LIMIT));
                });
            }
            bench.node().ifPresent(n -> measure(Node.ID, () -> n.run(request, List.of(), LIMIT)));
        } catch (Failed e) {
            String line = PARSE.title() + " is skipped: " + e.getMessage();
            bench.results().note(line);
            bench.out().println("  " + line);
        }
    }

    /** The benchmark's own scripts, over and over. */
    private Path large() {
        String scripts = new String(Resources.bytes("js/driver.js"), StandardCharsets.UTF_8)
                + new String(Resources.bytes("js/programs.js"), StandardCharsets.UTF_8);
        try {
            return Files.writeString(directory.resolve("large.js"), scripts.repeat(1 + LARGE_SIZE / scripts.length()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of the warm samples the later half counts. */
    private void measure(String contender, Supplier<JsonNode> ask) {
        try {
            JsonNode answer = ask.get();
            for (String checksum : List.of("smallChecksum", "checksum")) {
                bench.results()
                        .checksums()
                        .add(
                                PARSE.id(),
                                checksum,
                                contender,
                                answer.path(checksum).asLong());
            }
            add(contender, COLD, WARM, answer.path("loads"));
            add(contender, FIRST, PARSE, answer.path("samples"));
        } catch (Failed e) {
            bench.add(Measurement.failed(PARSE.id(), contender, e.getMessage()), PARSE);
        }
    }

    private void add(String contender, Row first, Row later, JsonNode figures) {
        double[] samples = StreamSupport.stream(figures.spliterator(), false)
                .mapToDouble(JsonNode::asDouble)
                .toArray();
        double[] rest = Arrays.copyOfRange(samples, samples.length / 2, samples.length);
        bench.add(Measurement.of(first.id(), contender, Arrays.copyOf(samples, 1), MILLIS), first);
        bench.add(Measurement.of(later.id(), contender, rest, MILLIS), later);
    }
}
