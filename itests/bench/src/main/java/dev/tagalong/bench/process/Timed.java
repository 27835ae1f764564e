package dev.tagalong.bench.process;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.StreamSupport;

/**
 * What a child process measured.
 *
 * @param one the checksum of {@code run(1)}
 * @param all the checksum of {@code run(units)}
 * @param nanos the time of {@code run(units)} in each sample
 */
public record Timed(long one, long all, double[] nanos) {

    /** From the JSON that drivers print. */
    static Timed of(JsonNode json) {
        double[] samples = StreamSupport.stream(json.path("samples").spliterator(), false)
                .mapToDouble(JsonNode::asDouble)
                .toArray();
        return new Timed(json.path("one").asLong(), json.path("all").asLong(), samples);
    }
}
