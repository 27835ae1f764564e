package dev.tagalong.bench.probe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tagalong.bench.contender.Contender;
import dev.tagalong.bench.contender.Guest;
import dev.tagalong.bench.contender.GuestImports;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Opens more and more libraries, each a module of its own, calls each once, and tells what heap and classes have grown by. */
final class FootprintProbe {

    private static final long NANOS_PER_MILLI = 1_000_000;

    private FootprintProbe() {}

    static ObjectNode run(JsonNode request, Contender contender) throws IOException {
        byte[] library = Files.readAllBytes(Path.of(request.path("library").asText()));
        long end = System.nanoTime() + request.path("budgetMillis").asLong() * NANOS_PER_MILLI;
        // One library first, which stays: it pays for the engine's own classes.
        List<Guest> kept = new ArrayList<>();
        kept.add(open(contender, library, -1));
        kept.get(0).intFunction("step").applyAsInt(0);
        long heap = heap();
        long classes = nonHeap();
        int sum = 0;
        ObjectNode answer = Probe.answer();
        ArrayNode points = answer.putArray("points");
        for (JsonNode count : request.path("counts")) {
            int opened = kept.size() - 1;
            while (opened < count.asInt() && System.nanoTime() < end) {
                Guest guest = open(contender, library, opened);
                sum += guest.intFunction("step").applyAsInt(opened);
                kept.add(guest);
                opened++;
            }
            if (opened < count.asInt()) {
                break;
            }
            points.addObject()
                    .put("count", count.asInt())
                    .put("heap", heap() - heap)
                    .put("classes", nonHeap() - classes);
        }
        kept.forEach(Guest::close);
        return answer.put("checksum", sum);
    }

    private static Guest open(Contender contender, byte[] library, int number) {
        byte[] module = CustomSection.append(library, number);
        return contender.prepare("library" + number + ".wasm", module).instantiate(GuestImports.NONE);
    }

    private static long heap() {
        System.gc();
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** Metaspace and the code cache. */
    private static long nonHeap() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.NON_HEAP)
                .filter(pool -> !pool.getName().equals("Compressed Class Space")) // counted in Metaspace
                .map(MemoryPoolMXBean::getUsage)
                .mapToLong(usage -> usage.getUsed())
                .sum();
    }
}
