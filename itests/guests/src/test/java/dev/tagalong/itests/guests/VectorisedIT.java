package dev.tagalong.itests.guests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagalong.itests.tools.Clang;
import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.EngineOptions;
import dev.tagalong.runtime.Imports;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.InstanceOptions;
import dev.tagalong.runtime.Tier;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Loops in C of which the compiler makes vectors compute what they compute without. */
class VectorisedIT {

    private static final List<String> FUNCTIONS = List.of("bytes", "sums", "integers", "floats");

    @ParameterizedTest
    @EnumSource
    void vectorsComputeWhatNumbersDo(Tier tier) throws Exception {
        byte[] scalar = Clang.compile("lanes", source());
        byte[] vectors = Clang.compile("lanes-simd", source(), "-msimd128");
        assertTrue(vectors.length > scalar.length * 11 / 10, "no vectors were made");
        assertEquals(results(scalar, tier), results(vectors, tier));
    }

    @ParameterizedTest
    @EnumSource
    void relaxedVectorsToo(Tier tier) throws Exception {
        byte[] relaxed = Clang.compile("lanes-relaxed", source(), "-msimd128", "-mrelaxed-simd");
        assertEquals(results(Clang.compile("lanes", source()), tier), results(relaxed, tier));
    }

    private static Map<String, Object> results(byte[] binary, Tier tier) {
        Map<String, Object> results = new LinkedHashMap<>();
        try (Engine engine = Engine.create(EngineOptions.DEFAULT.withTier(tier))) {
            Instance instance = engine.instantiate(
                    engine.load("lanes", binary), Imports.builder().build(), InstanceOptions.named("lanes"));
            instance.function("fill").call();
            FUNCTIONS.forEach(name -> results.put(name, instance.function(name).call()));
        }
        return results;
    }

    private static String source() throws IOException {
        try (InputStream in = VectorisedIT.class.getResourceAsStream("/lanes.c")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
