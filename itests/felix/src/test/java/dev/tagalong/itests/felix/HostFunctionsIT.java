package dev.tagalong.itests.felix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagalong.dl.Library;
import dev.tagalong.dl.LibraryInfo;
import dev.tagalong.dl.OpenFlags;
import dev.tagalong.itests.felix.fixture.Await;
import dev.tagalong.itests.felix.fixture.Driver;
import dev.tagalong.itests.felix.fixture.LinkerConfiguration;
import dev.tagalong.itests.felix.fixture.LinkerScenario;
import dev.tagalong.itests.felix.fixture.WasmBundle;
import dev.tagalong.runtime.Function;
import dev.tagalong.runtime.HostFunction;
import dev.tagalong.runtime.HostModule;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.TrapKind;
import java.lang.invoke.MethodHandles;
import java.util.Hashtable;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.function.IntBinaryOperator;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;

/** Java bundles provide what modules import, by registering services; configuration says who may import what. */
class HostFunctionsIT extends LinkerScenario {

    private static final String GUEST = "guest.wasm";
    private static final Map<String, Object> GRANT_ALL = Map.of("imports.allowed", new String[] {"demo.*"});

    /** The module {@code demo}, as the guest wants it. */
    public static final class Demo implements HostModule {

        private final IntBinaryOperator multiplication;

        /** A module that multiplies in this way. */
        public Demo(IntBinaryOperator multiplication) {
            this.multiplication = multiplication;
        }

        @Override
        public String name() {
            return "demo";
        }

        @Override
        public Map<String, HostFunction> functions() {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            return Map.of(
                    "multiply",
                    HostFunction.of(lookup, this, "multiply"),
                    "fail",
                    HostFunction.of(lookup, this, "fail"));
        }

        int multiply(int x, int y) {
            return multiplication.applyAsInt(x, y);
        }

        static int fail(Instance caller, int x) {
            throw new IllegalStateException(caller.name() + " asked for " + x);
        }
    }

    private static final Demo MULTIPLYING = new Demo((x, y) -> x * y);

    /** The module {@code demo}, with functions of other types than the guest wants. */
    public static final class Unfit implements HostModule {

        /** For the test. */
        public Unfit() {}

        @Override
        public String name() {
            return "demo";
        }

        @Override
        public Map<String, HostFunction> functions() {
            HostFunction divide = HostFunction.of(MethodHandles.lookup(), this, "divide");
            return Map.of("multiply", divide, "fail", divide);
        }

        static long divide(int x, double y) {
            return (long) (x / y);
        }
    }

    @Test
    void aServiceProvidesAnImport() throws Exception {
        configure(GRANT_ALL);
        provide(MULTIPLYING, 0);
        Driver driver = grantedDriver();
        assertEquals(49, driver.openAndCall(GUEST, "square", 7));
    }

    @Test
    void aServiceIsASingleFunction() throws Exception {
        configure(GRANT_ALL);
        HostFunction fail = new Demo((x, y) -> 0).functions().get("fail");
        HostFunction multiply = MULTIPLYING.functions().get("multiply");
        provide(multiply, "multiply");
        provide(fail, "fail", "failure");
        Driver driver = grantedDriver();
        assertEquals(49, driver.openAndCall(GUEST, "square", 7));
    }

    @Test
    void theBestRankedServiceIsTaken() throws Exception {
        configure(GRANT_ALL);
        provide(MULTIPLYING, 0);
        provide(new Demo((x, y) -> 100 * x * y), 5);
        Driver driver = grantedDriver();
        assertEquals(4900, driver.openAndCall(GUEST, "square", 7));
    }

    @Test
    void whatIsNotGrantedIsDenied() throws Exception {
        provide(MULTIPLYING, 0);
        deploy(GUEST);
        Driver driver = driver();
        Await.until("grants of earlier tests are gone", () -> driver.open(GUEST, 0) == 0);
        assertSays(driver.error(), GUEST, "demo.multiply", "i32", "not granted", "test.guest");
        assertEquals(LibraryInfo.State.OFFERED, info(GUEST).state());

        configure(Map.of("imports.allowed", new String[] {"test.other:demo.*", "test.guest:demo.multiply"}));
        Await.until("one of two is granted", () -> {
            driver.open(GUEST, 0);
            return !driver.error().contains("demo.multiply");
        });
        driver.open(GUEST, 0);
        assertSays(driver.error(), "demo.fail", "not granted");

        configure(Map.of("imports.allowed", new String[] {"test.guest:demo.*"}));
        awaitGrant(driver);
        assertEquals(49, driver.openAndCall(GUEST, "square", 7));
    }

    @Test
    void nobodyProvidesIt() throws Exception {
        configure(GRANT_ALL);
        deploy(GUEST);
        Driver driver = driver();
        assertEquals(0, driver.open(GUEST, 0));
        assertSays(driver.error(), GUEST, "demo.multiply", "i32", "no service");
        provide(MULTIPLYING, 0);
        awaitGrant(driver);
        assertEquals(49, driver.openAndCall(GUEST, "square", 7), "it came later");
    }

    @Test
    void theServiceGoesAndComesBack() throws Exception {
        configure(GRANT_ALL);
        ServiceRegistration<HostModule> service = provide(MULTIPLYING, 0);
        Driver driver = grantedDriver();
        int handle = driver.open(GUEST);
        int square = driver.symbol(handle, "square");
        assertEquals(49, driver.call(square, 7));

        service.unregister();
        assertTraps(TrapKind.HOST_ERROR, () -> driver.call(square, 7), "demo.multiply", "gone");
        driver.close(handle);
        assertEquals(0, driver.open(GUEST, 0));

        provide(new Demo((x, y) -> 10 * x * y), 0);
        assertEquals(490, driver.openAndCall(GUEST, "square", 7));
    }

    @Test
    void itsExceptionIsATrap() throws Exception {
        configure(GRANT_ALL);
        provide(MULTIPLYING, 0);
        Driver driver = grantedDriver();
        int fail = driver.symbol(driver.open(GUEST), "fail");
        Trap trap = assertTraps(TrapKind.HOST_ERROR, () -> driver.call(fail, 13));
        assertInstanceOf(IllegalStateException.class, trap.getCause());
        assertEquals("guest.wasm asked for 13", trap.getCause().getMessage());
        assertSays(trap.describe(), "guest.wasm!call_fail", "driver.wasm!call");
    }

    @Test
    void aServiceOfAnotherType() throws Exception {
        configure(GRANT_ALL);
        provide(new Unfit(), 0);
        deploy(GUEST);
        Driver driver = driver();
        Await.until("it is granted", () -> {
            driver.open(GUEST, 0);
            return driver.error().contains("another type");
        });
        driver.open(GUEST, 0);
        assertSays(driver.error(), GUEST, "demo.multiply", "i32", "f64", "i64");
    }

    /** A call that is in the host's hands while its bundle stops. */
    @Test
    void aCallInFlightMayFinishWhileItsBundleStops() throws Exception {
        configure(Map.of("imports.allowed", new String[] {"demo.*"}, "stop.grace.ms", 600_000L));
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        provide(
                new Demo((x, y) -> {
                    entered.countDown();
                    uninterrupted(leave);
                    return x * y;
                }),
                0);
        Bundle bundle = deploy(WasmBundle.of(GUEST));
        Driver driver = driver();
        awaitGrant(driver);
        int square = driver.symbol(driver.open(GUEST), "square");
        Library library = closing(linker.open(GUEST));
        Function direct = library.function("square");
        FutureTask<Integer> call = new FutureTask<>(() -> driver.call(square, 7));
        new Thread(call).start();
        uninterrupted(entered);

        bundle.stop();

        assertEquals(LibraryInfo.State.CLOSING, info(GUEST).state());
        assertTrue(!direct.live(), "new calls are refused");
        leave.countDown();
        assertEquals(49, call.get(), "the old one ends as if nothing had happened");
        Await.until(
                "it is closed",
                () -> linker.libraries().stream().noneMatch(i -> i.name().equals(GUEST)));
        assertTraps(TrapKind.UNDEFINED_ELEMENT, () -> driver.call(square, 7), GUEST, "stale", "stopped");
    }

    private static void uninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private ServiceRegistration<HostModule> provide(HostModule module, int ranking) {
        return register(HostModule.class, module, Map.of(Constants.SERVICE_RANKING, ranking));
    }

    private void provide(HostFunction function, String... names) {
        register(HostFunction.class, function, Map.of("tagalong.import.module", "demo", "tagalong.import.name", names));
    }

    private <S> ServiceRegistration<S> register(Class<S> type, S service, Map<String, Object> properties) {
        ServiceRegistration<S> registration = context.registerService(type, service, new Hashtable<>(properties));
        closing(() -> {
            try {
                registration.unregister();
            } catch (IllegalStateException e) {
                // The test has done it.
            }
        });
        return registration;
    }

    private void configure(Map<String, Object> properties) throws Exception {
        closing(new LinkerConfiguration(context)).set(properties);
    }

    /** A driver, and the guest deployed for it, which can be opened. */
    private Driver grantedDriver() throws Exception {
        deploy(GUEST);
        Driver driver = driver();
        awaitGrant(driver);
        return driver;
    }

    private static void awaitGrant(Driver driver) throws InterruptedException {
        Await.until("the configuration has come to the linker", () -> {
            int handle = driver.open(GUEST, OpenFlags.RTLD_NOW);
            return handle != 0 && driver.close(handle) == 0;
        });
    }
}
