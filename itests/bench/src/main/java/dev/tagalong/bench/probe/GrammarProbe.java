package dev.tagalong.bench.probe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tagalong.bench.linker.LinkerContainer;
import dev.tagalong.bench.program.Program;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.BinaryOperator;

/**
 * Tree-sitter in a container: grammars from bundles, each with a language of its own, to their first trees; then a large
 * text with the first of them. Whoever asks for a tree gets it as text, which is part of the time.
 */
final class GrammarProbe {

    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final String PROGRAM = "web-tree-sitter.wasm";

    private GrammarProbe() {}

    static ObjectNode run(JsonNode request) throws IOException {
        byte[] grammar = bytes(request, "grammar");
        String small = request.path("small").asText();
        String large = Files.readString(Path.of(request.path("large").asText()));
        ObjectNode answer = Probe.answer();
        Map<String, Object> configuration =
                Map.of("tier", request.path("tier").asText(), "imports.allowed", new String[] {
                    "bench." + PROGRAM + ":env.tree_sitter_*"
                });
        try (LinkerContainer container = LinkerContainer.start(configuration)) {
            container.install(PROGRAM, bytes(request, "program"));
            BinaryOperator<String> parser = container.parser();
            load(request, container, parser, grammar, small, answer);
            parse(request, parser, large, answer);
        }
        return answer;
    }

    private static byte[] bytes(JsonNode request, String name) throws IOException {
        return Files.readAllBytes(Path.of(request.path(name).asText()));
    }

    private static void load(
            JsonNode request,
            LinkerContainer container,
            BinaryOperator<String> parser,
            byte[] grammar,
            String text,
            ObjectNode answer) {
        ArrayNode samples = answer.putArray("loads");
        for (int i = 0; i < request.path("loads").asInt(); i++) {
            byte[] module = CustomSection.append(grammar, i);
            long from = System.nanoTime();
            container.install("tree-sitter-" + i + ".wasm", module);
            String tree = parser.apply(Integer.toString(i), text);
            samples.add(System.nanoTime() - from);
            answer.put("smallChecksum", hash(tree));
        }
    }

    private static void parse(JsonNode request, BinaryOperator<String> parser, String text, ObjectNode answer) {
        ArrayNode samples = answer.putArray("samples");
        long end = System.nanoTime() + request.path("budgetMillis").asLong() * NANOS_PER_MILLI;
        do {
            long from = System.nanoTime();
            String tree = parser.apply("0", text);
            samples.add(System.nanoTime() - from);
            answer.put("checksum", hash(tree));
        } while (System.nanoTime() < end);
    }

    private static long hash(String tree) {
        return Program.hash(tree.getBytes(StandardCharsets.UTF_8));
    }
}
