package dev.tagalong.itests.guests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tagalong.itests.tools.TeaVm;
import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.EngineOptions;
import dev.tagalong.runtime.Global;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.InstanceOptions;
import dev.tagalong.runtime.Tier;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Java programs that TeaVM compiles to WebAssembly with its garbage collector print what they print on the JVM. */
class TeaVmProgramIT {

    /** The compiler takes its time, so that it runs once for all tiers. */
    private static final Map<String, byte[]> COMPILED = new HashMap<>();

    @ParameterizedTest
    @CsvSource({
        "Shapes, INTERPRET", "Shapes, COMPILE", "Shapes, TIERED",
        "Words, INTERPRET", "Words, COMPILE", "Words, TIERED"
    })
    void itPrintsWhatItPrintsOnTheJvm(String name, Tier tier) throws Exception {
        byte[] binary = compiled(name);
        try (Engine engine = Engine.create(EngineOptions.DEFAULT.withTier(tier))) {
            TeaVmHost host = new TeaVmHost(engine);
            Instance program = engine.instantiate(engine.load(name, binary), host, InstanceOptions.named(name));
            TeaVmHost.main(((Global) program.export("main")).get());
            assertEquals(resource(name + ".txt"), host.printed());
        }
    }

    private static byte[] compiled(String name) throws Exception {
        if (!COMPILED.containsKey(name)) {
            COMPILED.put(name, TeaVm.compile(name, resource(name + ".java.txt")));
        }
        return COMPILED.get(name);
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = TeaVmProgramIT.class.getResourceAsStream("/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
