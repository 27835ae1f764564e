package dev.tagalong.itests.guests;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagalong.itests.tools.KotlinWasm;
import dev.tagalong.itests.tools.TeaVm;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What compilers of languages with a garbage collector make. */
class CompiledLanguagesIT {

    private static final int LEAST_FUNCTIONS = 100;

    @Test
    void kotlin() throws Exception {
        int functions = EveryFunction.of("shapes", KotlinWasm.compile("shapes", resource("shapes.kt")));
        assertTrue(functions > LEAST_FUNCTIONS, "only " + functions);
    }

    @Test
    void teaVm() throws Exception {
        int functions = EveryFunction.of("Shapes", TeaVm.compile("Shapes", resource("Shapes.java.txt")));
        assertTrue(functions > LEAST_FUNCTIONS, "only " + functions);
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = CompiledLanguagesIT.class.getResourceAsStream("/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
