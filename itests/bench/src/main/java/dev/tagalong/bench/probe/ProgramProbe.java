package dev.tagalong.bench.probe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tagalong.bench.contender.Contender;
import dev.tagalong.bench.contender.Guest;
import dev.tagalong.bench.program.Program;
import dev.tagalong.bench.program.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongSupplier;

/** Runs a real program: the first result in this JVM, then more for as long as there is time. */
final class ProgramProbe {

    private static final long NANOS_PER_MILLI = 1_000_000;

    private ProgramProbe() {}

    static ObjectNode run(JsonNode request, Contender contender) throws IOException {
        Program program = Programs.get(request.path("program").asText());
        byte[] module = Files.readAllBytes(Path.of(request.path("module").asText()));
        byte[] input = program.input().bytes();
        long start = System.nanoTime();
        Guest guest = contender.prepare(program.id() + ".wasm", module).instantiate(program.imports());
        LongSupplier task = program.task().open(guest, input);
        long checksum = task.getAsLong();
        ObjectNode answer = Probe.answer().put("checksum", checksum).put("first", System.nanoTime() - start);
        ArrayNode samples = answer.putArray("samples");
        int repeats = request.path("repeats").asInt();
        long end = System.nanoTime() + request.path("budgetMillis").asLong() * NANOS_PER_MILLI;
        do {
            long from = System.nanoTime();
            if (task.getAsLong() != checksum) {
                throw new IllegalStateException("the checksum changed");
            }
            samples.add(System.nanoTime() - from);
        } while (samples.size() < repeats && System.nanoTime() < end);
        return answer;
    }
}
