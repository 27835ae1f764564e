package dev.tagalong.bench.process;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tagalong.bench.workload.Workload;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Runs modules in V8, which Node brings. */
public final class Node {

    /** The column's id. */
    public static final String ID = "v8";

    private static final Duration RUN_LIMIT = Duration.ofSeconds(90);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path node;
    private final Path directory;

    /** Works in a directory of its own. */
    public Node(Path node, Path directory) {
        this.node = node;
        this.directory = directory;
    }

    /** The version of V8 and of Node. */
    public String title() {
        String versions = ChildProcess.run(
                List.of(node.toString(), "-p", "process.versions.v8 + ' (Node ' + process.versions.node + ')'"),
                directory,
                RUN_LIMIT);
        return "V8 " + versions.strip();
    }

    /** Measures a workload. */
    public Timed measure(Workload workload, Protocol protocol) {
        ObjectNode request = request("timed", protocol)
                .put("wiring", workload.wiring().name())
                .put("libraries", workload.libraries())
                .put("units", workload.units())
                .put("module", module(workload.module()))
                .put("library", module("library"));
        return Timed.of(run(request, List.of(), RUN_LIMIT));
    }

    /** Runs the driver with any request. */
    public JsonNode run(ObjectNode request, List<String> options, Duration limit) {
        Path driver = Resources.extract("js/driver.js", directory);
        Resources.extract("js/programs.js", directory);
        Resources.extract("js/grammar.js", directory);
        List<String> command = new ArrayList<>(List.of(node.toString()));
        command.addAll(options);
        command.addAll(List.of(driver.toString(), request.toString()));
        return ChildProcess.json(command, directory, limit);
    }

    /** A request for the driver. */
    public static ObjectNode request(String mode) {
        return JSON.createObjectNode().put("mode", mode);
    }

    /** The path of a committed module, for a request. */
    public String module(String name) {
        return Resources.extract("wasm/" + name + ".wasm", directory).toString();
    }

    private static ObjectNode request(String mode, Protocol protocol) {
        return request(mode)
                .put("warmUpMillis", protocol.warmUpMillis())
                .put("samples", protocol.samples())
                .put("sampleMillis", protocol.sampleMillis());
    }
}
