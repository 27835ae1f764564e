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

/**
 * Runs a real program: the first result in this JVM, then more for as long as there is time. If the request has other
 * programs in {@code before}, the JVM runs those first.
 */
final class ProgramProbe {

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Contender contender;
    private final Program program;
    private final byte[] module;
    private final byte[] input;
    private final int repeats;
    private final long budget;

    /** The program of a request, or of one in {@code before}. */
    private ProgramProbe(JsonNode request, Contender contender) throws IOException {
        this.contender = contender;
        program = Programs.get(request.path("program").asText());
        module = Files.readAllBytes(Path.of(request.path("module").asText()));
        input = program.input().bytes();
        repeats = request.path("repeats").asInt();
        budget = request.path("budgetMillis").asLong() * NANOS_PER_MILLI;
    }

    static ObjectNode run(JsonNode request, Contender contender) throws IOException {
        for (JsonNode before : request.path("before")) {
            new ProgramProbe(before, contender).run();
        }
        return new ProgramProbe(request, contender).run();
    }

    private ObjectNode run() throws IOException {
        ThreadTimes before = ThreadTimes.now();
        long start = System.nanoTime();
        Contender.Prepared prepared = contender.prepare(program.id() + ".wasm", module);
        long loaded = System.nanoTime();
        Guest guest = prepared.instantiate(program.imports());
        long instantiated = System.nanoTime();
        LongSupplier task = program.task().open(guest, input);
        long checksum = task.getAsLong();
        long first = System.nanoTime();
        ThreadTimes after = ThreadTimes.now();
        ObjectNode answer = Probe.answer()
                .put("checksum", checksum)
                .put("first", first - start)
                .put("load", loaded - start)
                .put("instantiate", instantiated - loaded);
        after.since(before, answer.putObject("threads"));
        ArrayNode samples = answer.putArray("samples");
        long end = System.nanoTime() + budget;
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
