package dev.tagalong.itests.felix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tagalong.dl.DlException;
import dev.tagalong.dl.Library;
import dev.tagalong.itests.felix.fixture.Await;
import dev.tagalong.itests.felix.fixture.Driver;
import dev.tagalong.itests.felix.fixture.LinkerConfiguration;
import dev.tagalong.itests.felix.fixture.LinkerScenario;
import dev.tagalong.runtime.InstanceLimits;
import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.TrapKind;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** What an instance may use is configured, and a program that wants more is told so. */
class LimitsIT extends LinkerScenario {

    private static final long SMALL_STACK_BYTES = 256 * 1024;

    @Test
    void callDepth() throws Exception {
        configure(Map.of("call.depth", 100), limits -> limits.callDepth() == 100);
        deploy("ping.wasm", "pong.wasm");
        Driver driver = driver();
        int bounce = driver.symbol(driver.open("ping.wasm"), "bounce");
        assertTraps(TrapKind.CALL_STACK_EXHAUSTED, () -> driver.call(bounce, 200));
        assertEquals(50, driver.call(bounce, 50));
    }

    @Test
    void deadline() throws Exception {
        configure(Map.of("deadline.ms", 200L), limits -> limits.deadline().toMillis() == 200);
        deploy("faults.wasm");
        Driver driver = driver();
        int handle = driver.open("faults.wasm");
        Trap trap = assertTraps(TrapKind.DEADLINE_EXCEEDED, () -> driver.call(driver.symbol(handle, "spin"), 1));
        assertSays(trap.describe(), "faults.wasm!spin", "driver.wasm!call");
        assertEquals(100, driver.call(driver.symbol(handle, "divide"), 10), "the next call has all the time again");
    }

    @Test
    void memoryPages() throws Exception {
        deploy("typed.wasm");
        configure(Map.of("memory.pages", 1), limits -> limits.memoryPages() == 1);
        DlException refused = assertThrows(DlException.class, () -> linker.open("typed.wasm"));
        assertSays(refused.getMessage(), "typed.wasm", "memory", "2", "1");
        configure(Map.of(), limits -> limits.memoryPages() > 1);
        closing(linker.open("typed.wasm"));
    }

    @Test
    void aThreadWithASmallStack() throws Exception {
        deploy("ping.wasm", "pong.wasm");
        Library ping = closing(linker.open("ping.wasm"));
        FutureTask<Object> call = new FutureTask<>(() -> ping.function("bounce").call(9_000));
        new Thread(null, call, "small stack", SMALL_STACK_BYTES).start();
        Trap trap = assertInstanceOf(
                Trap.class, assertThrows(ExecutionException.class, call::get).getCause());
        assertEquals(TrapKind.CALL_STACK_EXHAUSTED, trap.kind(), trap::describe);
        assertEquals(100, ping.function("bounce").call(100), "both instances are as good as before");
    }

    private void configure(Map<String, Object> properties, Predicate<InstanceLimits> applied) throws Exception {
        closing(new LinkerConfiguration(context)).set(properties);
        Await.until("the configuration has come to the linker", () -> applied.test(linker.limits()));
    }
}
