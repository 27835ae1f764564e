package dev.tagalong.itests.guests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tagalong.itests.tools.KotlinWasm;
import dev.tagalong.runtime.Tier;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A program that uses much of Kotlin's library. What it prints is what it prints on the JVM, but for the names of two exceptions. */
class KotlinProgramIT {

    @ParameterizedTest
    @EnumSource
    void itPrintsWhatItPrintsOnTheJvm(Tier tier) throws Exception {
        byte[] program = KotlinWasm.compile("library", resource("library.kt"));
        assertEquals(new WasiRun(0, resource("library.txt")), WasiRun.of("library", program, tier));
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = KotlinProgramIT.class.getResourceAsStream("/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
