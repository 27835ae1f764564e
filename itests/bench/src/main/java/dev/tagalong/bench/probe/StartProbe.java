package dev.tagalong.bench.probe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tagalong.bench.contender.Contender;
import dev.tagalong.bench.contender.Guest;
import dev.tagalong.bench.contender.GuestImports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * From bytes to first result: the first sample is that of a cold JVM, the later ones of a warm one. Each module differs
 * from the one before in a custom section, so that no engine finds it compiled.
 */
final class StartProbe {

    private static final long NANOS_PER_MILLI = 1_000_000;

    private StartProbe() {}

    static ObjectNode run(JsonNode request, Contender contender) throws IOException {
        byte[] module = Files.readAllBytes(Path.of(request.path("module").asText()));
        int units = request.path("units").asInt();
        int repeats = request.path("repeats").asInt();
        ObjectNode answer = Probe.answer();
        ArrayNode samples = answer.putArray("samples");
        long end = System.nanoTime() + request.path("budgetMillis").asLong() * NANOS_PER_MILLI;
        do {
            byte[] bytes = CustomSection.append(module, samples.size());
            long from = System.nanoTime();
            try (Guest guest = contender.prepare("start.wasm", bytes).instantiate(GuestImports.NONE)) {
                int checksum = guest.intFunction("run").applyAsInt(units);
                samples.add(System.nanoTime() - from);
                answer.put("checksum", checksum);
            }
        } while (samples.size() < repeats && System.nanoTime() < end);
        return answer;
    }
}
