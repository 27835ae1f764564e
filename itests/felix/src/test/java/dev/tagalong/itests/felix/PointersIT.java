package dev.tagalong.itests.felix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagalong.itests.felix.fixture.Driver;
import dev.tagalong.itests.felix.fixture.LinkerScenario;
import dev.tagalong.runtime.TaggedIndex;
import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.TrapKind;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What goes wrong says what it was: in {@code dlerror} where a native fails, in a trap where a call does. */
class PointersIT extends LinkerScenario {

    @Test
    void anUnknownLibrary() throws Exception {
        deploy("app.wasm");
        Driver driver = driver();
        assertEquals(0, driver.open("nothing.wasm", 0));
        assertSays(driver.error(), "nothing.wasm");
    }

    @Test
    void dlerrorSpeaksOnce() throws Exception {
        Driver driver = driver();
        assertNull(driver.error(), "nothing has failed yet");
        driver.open("first.wasm", 0);
        driver.open("second.wasm", 0);
        assertSays(driver.error(), "second.wasm");
        assertNull(driver.error(), "the text is given once");
    }

    @Test
    void eachProgramHasADlerrorOfItsOwn() throws Exception {
        Driver first = driver();
        Driver second = driver();
        first.open("nothing.wasm", 0);
        assertNull(second.error());
        assertSays(first.error(), "nothing.wasm");
    }

    @Test
    void anUnknownSymbol() throws Exception {
        deploy("app.wasm");
        Driver driver = driver();
        int handle = driver.open("app.wasm");
        assertEquals(0, driver.symbolOrNull(handle, "no_such"));
        assertSays(driver.error(), "no_such", "app.wasm");
        assertEquals(42, driver.call(driver.symbol(handle, "test_func"), 1), "the handle is as good as before");
    }

    @Test
    void dataOfAnIsolatedLibrary() throws Exception {
        deploy("typed.wasm");
        Driver driver = driver();
        assertEquals(0, driver.symbolOrNull(driver.open("typed.wasm"), "answer"));
        assertSays(driver.error(), "answer", "global", "memory of its own");
    }

    @Test
    void aHandleThatIsNone() throws Exception {
        deploy("app.wasm");
        Driver driver = driver();
        assertEquals(0, driver.symbolOrNull(60_000, "test_func"));
        assertSays(driver.error(), "60000", "never given out");
        assertEquals(0, driver.symbolOrNull(info("app.wasm").id(), "test_func"));
        assertSays(driver.error(), "app.wasm", "not open here");
        assertEquals(-1, driver.close(60_000));
        assertSays(driver.error(), "60000");
    }

    @Test
    void aCallAfterDlclose() throws Exception {
        deploy("app.wasm");
        Driver driver = driver();
        int handle = driver.open("app.wasm");
        int pointer = driver.symbol(handle, "test_func");
        driver.close(handle);
        assertTraps(TrapKind.UNDEFINED_ELEMENT, () -> driver.call(pointer, 1), "app.wasm", "not open");
        assertEquals(0, driver.symbolOrNull(handle, "test_func"));
        assertSays(driver.error(), "app.wasm");
    }

    @Test
    void aWrongSignature() throws Exception {
        deploy("app.wasm", "typed.wasm");
        Driver driver = driver();
        int intFunction = driver.symbol(driver.open("app.wasm"), "test_func");
        int longFunction = driver.symbol(driver.open("typed.wasm"), "negate");
        assertTraps(TrapKind.INDIRECT_CALL_TYPE_MISMATCH, () -> driver.callLong(intFunction, 1), "i32", "i64");
        assertTraps(TrapKind.INDIRECT_CALL_TYPE_MISMATCH, () -> driver.call(longFunction, 1), "i32", "i64");
        assertEquals(-5, driver.callLong(longFunction, 5), "with its own signature it works");
    }

    @Test
    void aFunctionIndexOutOfRange() throws Exception {
        deploy("app.wasm");
        Driver driver = driver();
        int forged = TaggedIndex.pack(driver.open("app.wasm"), 999);
        assertTraps(TrapKind.UNDEFINED_ELEMENT, () -> driver.call(forged, 1), "999", "app.wasm");
    }

    @Test
    void aForgedTagOfALibraryThatNobodyHasOpen() throws Exception {
        deploy("app.wasm");
        Driver driver = driver();
        int forged = TaggedIndex.pack(info("app.wasm").id(), 0);
        assertTraps(TrapKind.UNDEFINED_ELEMENT, () -> driver.call(forged, 1), "app.wasm", "not open");
    }

    @Test
    void aForgedTagOfAFunctionThatIsNotExported() throws Exception {
        deploy("chain.wasm", "app.wasm");
        Driver driver = driver();
        int relay = driver.symbol(driver.open("chain.wasm"), "relay");
        int dlclose = TaggedIndex.pack(TaggedIndex.id(relay), 2);
        assertTraps(
                TrapKind.UNDEFINED_ELEMENT, () -> driver.call(dlclose, 1), "function 2", "chain.wasm", "not exported");
        assertEquals(42, driver.call(relay, 1));
    }

    @Test
    void aForgedTagThatIsRight() throws Exception {
        deploy("app.wasm");
        Driver driver = driver();
        int forged = TaggedIndex.pack(driver.open("app.wasm"), 0);
        assertEquals(42, driver.call(forged, 1), "a number is all that a function pointer is");
    }

    @Test
    void anIdThatWasNeverGivenOut() throws Exception {
        deploy("app.wasm");
        Driver driver = driver();
        driver.open("app.wasm");
        assertTraps(
                TrapKind.UNDEFINED_ELEMENT,
                () -> driver.call(TaggedIndex.pack(TaggedIndex.MAX_ID, 0), 1),
                "65535",
                "never given out");
        assertTraps(TrapKind.UNDEFINED_ELEMENT, () -> driver.call(1234, 1), "no tagged index");
        assertTraps(TrapKind.UNINITIALIZED_ELEMENT, () -> driver.call(0, 1));
    }

    @Test
    void aTrapUnwindsThroughBothInstances() throws Exception {
        deploy("faults.wasm");
        Driver driver = driver();
        int handle = driver.open("faults.wasm");
        int giveUp = driver.symbol(handle, "give_up");
        Trap trap = assertTraps(TrapKind.UNREACHABLE, () -> driver.call(giveUp, 1));
        List<Trap.Frame> frames = trap.backtrace();
        assertEquals(2, frames.size(), trap::describe);
        assertSays(frames.get(0).toString(), "faults.wasm!give_up", "offset 0x");
        assertSays(frames.get(1).toString(), "driver.wasm!call", "offset 0x");
        assertEquals(0, driver.call(giveUp, 0), "both instances can be called again");

        int divide = driver.symbol(handle, "divide");
        assertTraps(TrapKind.INTEGER_DIVIDE_BY_ZERO, () -> driver.call(divide, 0));
        assertEquals(100, driver.call(divide, 10));
        assertTraps(TrapKind.OUT_OF_BOUNDS_MEMORY, () -> driver.call(driver.symbol(handle, "peek"), -4));
    }

    @Test
    void deepRecursionAcrossTwoInstances() throws Exception {
        deploy("ping.wasm", "pong.wasm");
        Driver driver = driver();
        int bounce = driver.symbol(driver.open("ping.wasm"), "bounce");
        Trap trap = assertTraps(TrapKind.CALL_STACK_EXHAUSTED, () -> driver.call(bounce, 100_000_000));
        assertTrue(trap.backtrace().size() <= Trap.MAX_FRAMES, trap::describe);
        assertTrue(trap.backtrace().stream().anyMatch(f -> f.module().startsWith("ping.wasm")), trap::describe);
        assertTrue(trap.backtrace().stream().anyMatch(f -> f.module().startsWith("pong.wasm")), trap::describe);
        assertEquals(100, driver.call(bounce, 100), "a shallower call works again");
    }
}
