package dev.tagalong.dl.internal.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.tagalong.dl.internal.host.HostFunctions.ImportName;
import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.HostFunction;
import dev.tagalong.runtime.HostModule;
import dev.tagalong.runtime.JavaTypes;
import dev.tagalong.runtime.type.FunctionType;
import dev.tagalong.runtime.type.ValueType;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.List;
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
        HostBinding first = hosts.find(MULTIPLY, null);
        assertNotNull(first);
        assertSame(first, hosts.find(MULTIPLY, null));
        assertNull(hosts.find(new ImportName("demo", "divide"), null));
        assertNull(hosts.find(new ImportName("other", "multiply"), null));
    }

    @Test
    void nothingIsMadeOnceTheServiceHasGone() {
        hosts.ask(new Service(1), "family", new Family());
        assertNotNull(hosts.find(MULTIPLY, null));
        hosts.remove(new Service(1));
        assertNull(hosts.find(MULTIPLY, null));
    }

    @Test
    void aHostileModuleCannotFillTheMemoryWithNames() {
        hosts.ask(new Service(1), "family", new Family());
        for (int i = 0; i < 10_000; i++) {
            assertNotNull(hosts.find(new ImportName("demo", "multi" + i), null));
        }
        assertNull(hosts.find(new ImportName("demo", "multi10000"), null));
        assertNotNull(hosts.find(new ImportName("demo", "multi9999"), null), "what was made before is still there");
    }

    /** Has a function of each type under each name, and none that the name alone would lead to. */
    private static final class Forms implements HostModule {
        @Override
        public String name() {
            return "demo";
        }

        @Override
        public Map<String, HostFunction> functions() {
            return Map.of();
        }

        @Override
        public HostFunction function(String importName, FunctionType wanted) {
            MethodHandle nothing = MethodHandles.empty(JavaTypes.of(wanted));
            return importName.equals("odd") ? null : HostFunction.of(nothing);
        }
    }

    @Test
    void theFormThatAnImportHas() {
        FunctionType one = FunctionType.of(List.of(ValueType.I32), List.of());
        FunctionType two = FunctionType.of(List.of(ValueType.I64), List.of(ValueType.I32));
        HostFunction given = HostFunction.of(MethodHandles.empty(JavaTypes.of(one)));
        hosts.put(new Service(2), "fixed", Map.of(MULTIPLY, given));
        assertSame(one, hosts.find(MULTIPLY, two).function().type(), "better one of another type than none");
        hosts.ask(new Service(1), "forms", new Forms());
        assertEquals("fixed", hosts.find(MULTIPLY, one).provider());
        assertEquals("forms", hosts.find(MULTIPLY, two).provider());
        assertSame(two, hosts.find(MULTIPLY, two).function().type());
        assertSame(hosts.find(MULTIPLY, two), hosts.find(MULTIPLY, two));
        assertEquals("fixed", hosts.find(MULTIPLY, null).provider());
        assertNull(hosts.find(new ImportName("demo", "odd"), one));
    }
}
