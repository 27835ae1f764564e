package dev.tagalong.bench.probe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tagalong.bench.contender.Contender;
import dev.tagalong.bench.contender.Contenders;
import dev.tagalong.bench.process.ChildProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What is measured in a fresh JVM but not by JMH, as it happens once or is not a time. The main method takes a request in
 * JSON and prints the answer in JSON.
 */
public final class Probe {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Probe() {}

    /** The child's side. */
    public static void main(String[] arguments) throws IOException {
        JsonNode request = JSON.readTree(arguments[0]);
        Contender contender = Contenders.get(request.path("contender").asText());
        ObjectNode answer = switch (request.path("mode").asText()) {
            case "start" -> StartProbe.run(request, contender);
            case "program" -> ProgramProbe.run(request, contender);
            case "grammar" -> GrammarProbe.run(request);
            case "footprint" -> FootprintProbe.run(request, contender);
            default -> throw new IllegalArgumentException("mode " + request);
        };
        System.out.println(answer);
        System.out.flush();
        // Engines may keep threads.
        System.exit(0);
    }

    /** A request. */
    public static ObjectNode request(String mode, Contender contender) {
        return JSON.createObjectNode().put("mode", mode).put("contender", contender.id());
    }

    /**
     * The parent's side: asks a fresh JVM.
     *
     * @throws ChildProcess.Failed if it fails or takes longer than {@code limit}
     */
    public static JsonNode ask(ObjectNode request, List<String> jvmOptions, Path directory, Duration limit) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions);
        command.addAll(
                List.of("-cp", System.getProperty("java.class.path"), Probe.class.getName(), request.toString()));
        return ChildProcess.json(command, directory, limit);
    }

    static ObjectNode answer() {
        return JSON.createObjectNode();
    }
}
