package dev.tagalong.dl.internal.host;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.tagalong.dl.internal.host.HostFunctions.ImportName;
import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.HostFunction;
import dev.tagalong.runtime.HostModule;
import java.lang.invoke.MethodHandles;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Names that services make functions of when they are asked. */
class HostFunctionsTest {

    private static final ImportName MULTIPLY = new ImportName("demo", "multiply");

    private final Engine engine = Engine.create();
    private final HostFunctions hosts = new HostFunctions(engine);

    private record Service(int id) implements Comparable<Object> {
        @Override
        public int compareTo(Object other) {
            return Integer.compare(id, ((Service) other).id);
        }
    }

    /** Has a function for every name that begins as theirs. */
    private static final class Family implements HostModule {
        @Override
        public String name() {
            return "demo";
        }

        @Override
        public Map<String, HostFunction> functions() {
            return Map.of();
        }

        @Override
        public HostFunction function(String importName) {
            return importName.startsWith("multi") ? HostFunction.of(MethodHandles.constant(int.class, 7)) : null;
        }
    }

    @AfterEach
    void close() {
        hosts.clear();
        engine.close();
    }

    @Test
    void aNameIsAskedForOnce() {
        hosts.ask(new Service(1), "family", new Family());
        HostBinding first = hosts.find(MULTIPLY);
        assertNotNull(first);
        assertSame(first, hosts.find(MULTIPLY));
        assertNull(hosts.find(new ImportName("demo", "divide")));
        assertNull(hosts.find(new ImportName("other", "multiply")));
    }

    @Test
    void nothingIsMadeOnceTheServiceHasGone() {
        hosts.ask(new Service(1), "family", new Family());
        assertNotNull(hosts.find(MULTIPLY));
        hosts.remove(new Service(1));
        assertNull(hosts.find(MULTIPLY));
    }

    @Test
    void aHostileModuleCannotFillTheMemoryWithNames() {
        hosts.ask(new Service(1), "family", new Family());
        for (int i = 0; i < 10_000; i++) {
            assertNotNull(hosts.find(new ImportName("demo", "multi" + i)));
        }
        assertNull(hosts.find(new ImportName("demo", "multi10000")));
        assertNotNull(hosts.find(new ImportName("demo", "multi9999")), "what was made before is still there");
    }
}
