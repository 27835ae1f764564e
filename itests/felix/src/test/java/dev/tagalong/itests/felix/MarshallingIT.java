package dev.tagalong.itests.felix;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagalong.itests.felix.api.Values;
import dev.tagalong.itests.felix.api.Values.Box;
import dev.tagalong.itests.felix.api.Values.Colour;
import dev.tagalong.itests.felix.api.Values.Pair;
import dev.tagalong.itests.felix.api.Values.Parsed;
import dev.tagalong.itests.felix.api.Values.Point;
import dev.tagalong.itests.felix.api.Values.Shape;
import dev.tagalong.itests.felix.fixture.Await;
import dev.tagalong.itests.felix.fixture.DemoComponent;
import dev.tagalong.itests.felix.fixture.LinkerConfiguration;
import dev.tagalong.itests.felix.fixture.LinkerScenario;
import dev.tagalong.itests.felix.fixture.Wasm;
import dev.tagalong.itests.felix.fixture.WasmBundle;
import dev.tagalong.itests.felix.harness.BundleJar;
import dev.tagalong.itests.felix.harness.BundleSet;
import dev.tagalong.itests.felix.harness.InFelix;
import dev.tagalong.runtime.HostModule;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.TrapKind;
import dev.tagalong.services.ImportFunction;
import dev.tagalong.services.MarshallingException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;

/** What crosses between Java and a service's module, and what does not. */
@InFelix({BundleSet.CORE, BundleSet.LINKER, BundleSet.SERVICES})
class MarshallingIT extends LinkerScenario {

    private static final String API = "dev.tagalong.itests.felix.api";

    /** What {@code abi.wasm} imports. */
    public static final class Demo {

        private final CountDownLatch entered = new CountDownLatch(1);
        private final CountDownLatch leave = new CountDownLatch(1);

        @ImportFunction
        private String describe(Instance caller, String name, Point point) throws InterruptedException {
            if (name.equals("wait")) {
                entered.countDown();
                leave.await();
            }
            if (name.equals("fail")) {
                throw new IllegalStateException("it is to fail");
            }
            return name.equals("nothing")
                    ? null
                    : name + " at " + point.x() + ", " + point.y() + " of " + caller.name();
        }

        @ImportFunction("twice")
        static long two(int x, float y) {
            return Math.round(2 * x * (double) y);
        }
    }

    private final Demo demo = new Demo();
    private ServiceRegistration<Demo> host;
    private Bundle plugin;

    @BeforeEach
    void grant() throws Exception {
        closing(new LinkerConfiguration(context))
                .set(Map.of("imports.allowed", new String[] {"demo.*"}, "stop.grace.ms", 600_000L));
        host = provide();
    }

    private ServiceRegistration<Demo> provide() {
        ServiceRegistration<Demo> registration =
                context.registerService(Demo.class, demo, new Hashtable<>(Map.of("tagalong.import.module", "demo")));
        closing(() -> {
            try {
                registration.unregister();
            } catch (IllegalStateException e) {
                // The test has done it.
            }
        });
        return registration;
    }

    private Values values(String file) throws Exception {
        plugin = deploy(WasmBundle.named("test.values")
                .imports(API)
                .service(file, Wasm.module(file), "service=\"" + API + ".Values\""));
        ServiceReference<Values> reference = context.getServiceReference(Values.class);
        Await.until("it is granted", () -> context.getService(reference) != null);
        return context.getService(reference);
    }

    private Values values() throws Exception {
        return values("abi.wasm");
    }

    @ParameterizedTest
    @ValueSource(strings = {"abi.wasm", "abiplain.wasm"})
    void valuesOfAllKinds(String file) throws Exception {
        Values values = values(file);
        assertEquals("Hello, Zoë \uD83D\uDE00!", values.greet("Zoë \uD83D\uDE00"));
        assertEquals("Hello, !", values.greet(""));
        assertEquals("Hello, you! How do you do?", values.politely("you"));
        assertArrayEquals(new byte[] {3, -2, 1}, values.reverse(new byte[] {1, -2, 3}));
        assertArrayEquals(new byte[0], values.reverse(new byte[0]));
        ByteBuffer three = ByteBuffer.allocateDirect(5).put(new byte[] {9, 1, 2, 3, 9});
        three.position(1).limit(4);
        assertEquals(ByteBuffer.wrap(new byte[] {3, 2, 1}), values.reversed(three));
        assertEquals(3, three.remaining());
        assertEquals(2L * Integer.MAX_VALUE, values.sum(new int[] {Integer.MAX_VALUE, 7, Integer.MAX_VALUE, -7}));
        assertEquals(6, values.total(List.of(1, 2, 3)));
        assertEquals(new Point(2, -1), values.midpoint(new Point(1, 1), new Point(3, -3)));
        assertEquals(new Point(2, -1), values.middle(new Pair<>(new Point(1, 1), new Point(3, -3))));
        assertEquals(
                new Box(new Point(-5, 0), new Point(4, 9)),
                values.bounds(new Point(4, 0), new Point(-5, 3), new Point(1, 9)));
        assertEquals(12, values.area(new Shape.Circle(2)));
        assertEquals(-7.5, values.area(new Shape.Rectangle(-3, 2.5f)));
        assertEquals(0, values.area(new Shape.Nothing()));
        assertEquals(Optional.of(1), values.find(List.of("one", "two", ""), "two"));
        assertEquals(Optional.of(2), values.find(List.of("one", "two", ""), ""));
        assertEquals(Optional.empty(), values.find(List.of(), "two"));
        assertEquals(4, values.orElse(Optional.of(4), 5));
        assertEquals(5, values.orElse(Optional.empty(), 5));
        assertEquals(Colour.BLUE, values.next(Colour.GREEN));
        assertTrue(values.even(4));
        assertTrue(!values.even(5));
        assertEquals('A', values.upper('a'));
        assertEquals(-5000 - 300, values.narrow((byte) -5, (short) -300));
        assertEquals(new Parsed.Number(120), values.parse("120"));
        assertEquals(new Parsed.Failure("no digit"), values.parse("12x"));
        assertEquals(1785, values.many(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17));
        assertEquals(List.of("", "b", "cd"), values.names(3));
        assertEquals(0, values.liveBlocks(), "nothing is left behind");
    }

    @Test
    void whatIsNoValue() throws Exception {
        Values values = values();
        refused(() -> values.greet(null), "Values.greet", "parameter", "null");
        refused(() -> values.greet("half \uD800"), "Values.greet", "half a character");
        refused(() -> values.midpoint(null, new Point(1, 1)), "Values.midpoint", "null");
        refused(() -> values.find(Arrays.asList("a", null), "a"), "Values.find", "element 1", "null");
        refused(() -> values.upper('\uDC00'), "half a character");
        refused(() -> values.upper('x'), "0x1f600");
        refused(() -> values.next(Colour.BLUE), "Values.next", "result", "case 3 of 3");
        refused(() -> values.reverse(new byte[100_000]), "Values.reverse", "100000 bytes");
        assertEquals("Hello, again!", values.greet("again"));
    }

    @Test
    void whatAHostileModuleGives() throws Exception {
        Values values = values();
        refused(() -> values.hostile(0), "Values.hostile", "result", "0xfffffff0");
        refused(() -> values.hostile(1), "Values.hostile", "4294967295 bytes");
        refused(() -> values.hostile(2), "Values.hostile", "UTF-8");
        refused(() -> values.hostile(3), "Values.hostile", "0x7ffffff0");
        refused(() -> values.hostile(4), "Values.hostile", "not aligned");
        assertTraps(TrapKind.UNREACHABLE, () -> values.hostile(5));
        refused(values::nested, "Values.nested", "twice");
        assertEquals("Hello, again!", values.greet("again"));
    }

    private static void refused(Runnable call, String... words) {
        MarshallingException refusal = assertThrows(MarshallingException.class, call::run);
        assertSays(refusal.getMessage(), words);
    }

    @Test
    void manyThreadsCallIt() throws Exception {
        Values values = values();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        closing(threads::shutdownNow);
        List<Future<Boolean>> all = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            String name = "caller " + i;
            all.add(threads.submit(() -> {
                boolean right = true;
                for (int round = 0; round < 2_000; round++) {
                    right &= values.greet(name).equals("Hello, " + name + "!");
                }
                return right;
            }));
        }
        for (Future<Boolean> one : all) {
            assertTrue(one.get());
        }
        assertEquals(0, values.liveBlocks());
    }

    @Test
    void hostFunctions() throws Exception {
        Values values = values();
        assertEquals("the cat at 1.5, -2.0 of abi.wasm", values.ask("the cat"));
        assertEquals(35, values.askTwice(7, 2.5f));
        assertEquals(0, values.liveBlocks());
        Trap failed = assertTraps(TrapKind.HOST_ERROR, () -> values.ask("fail"));
        assertInstanceOf(IllegalStateException.class, failed.getCause());
        Trap none = assertTraps(TrapKind.HOST_ERROR, () -> values.ask("nothing"));
        assertSays(none.getCause().getMessage(), "demo.describe", "result", "null");

        host.unregister();
        assertTrue(context.getServiceReferences(HostModule.class, null).stream()
                .noneMatch(r -> r.getBundle() == context.getBundle()));
        assertTraps(TrapKind.HOST_ERROR, () -> values.askTwice(7, 2.5f), "demo.twice", "gone");
        context.ungetService(context.getServiceReference(Values.class));
        context.ungetService(context.getServiceReference(Values.class));
        provide();
        Values again = context.getService(context.getServiceReference(Values.class));
        assertEquals(35, again.askTwice(7, 2.5f), "a new instance has the new function");
    }

    @Test
    void hostFunctionsOfAComponent() throws Exception {
        host.unregister();
        String path = DemoComponent.class.getName().replace('.', '/') + ".class";
        byte[] code;
        try (InputStream in = DemoComponent.class.getResourceAsStream("/" + path)) {
            code = in.readAllBytes();
        }
        Bundle component;
        try (InputStream jar = new BundleJar("test.component")
                .header("Service-Component", "OSGI-INF/demo.xml")
                .header("Import-Package", "dev.tagalong.services")
                .entry(path, code)
                .entry("OSGI-INF/demo.xml", DemoComponent.XML.getBytes(StandardCharsets.UTF_8))
                .build()) {
            component = context.installBundle("test:component", jar);
        }
        closing(component::uninstall);
        component.start();
        Values values = values();
        assertEquals("a cat of a component", values.ask("a cat"));
        assertEquals(-2, values.askTwice(7, 2.5f));
        component.stop();
        assertTraps(TrapKind.HOST_ERROR, () -> values.askTwice(7, 2.5f), "demo.twice", "gone");
    }

    @Test
    void aCallUnderWayEndsWell() throws Exception {
        Values values = values();
        ExecutorService threads = Executors.newSingleThreadExecutor();
        closing(threads::shutdownNow);
        Future<String> call = threads.submit(() -> values.ask("wait"));
        demo.entered.await();
        plugin.stop();
        assertNull(context.getServiceReference(Values.class));
        assertThrows(Trap.class, () -> values.even(2), "new calls are refused");
        demo.leave.countDown();
        try {
            assertEquals("wait at 1.5, -2.0 of abi.wasm", call.get());
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        }
    }

    @Test
    void textsAreUtf8() throws Exception {
        Values values = values();
        String long1 = "é€\uFFFD".repeat(2_000);
        assertEquals("Hello, " + long1 + "!", values.greet(long1));
        assertEquals(16_000, long1.getBytes(StandardCharsets.UTF_8).length);
    }
}
