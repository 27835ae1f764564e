package dev.tagalong.itests.felix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagalong.dl.DlException;
import dev.tagalong.dl.LibraryInfo;
import dev.tagalong.itests.felix.fixture.Driver;
import dev.tagalong.itests.felix.fixture.LinkerScenario;
import dev.tagalong.itests.felix.fixture.Wasm;
import dev.tagalong.itests.felix.fixture.WasmBundle;
import dev.tagalong.runtime.TaggedIndex;
import dev.tagalong.runtime.TrapKind;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.osgi.framework.Bundle;

/**
 * There are 65,535 handle ids, and they are given out again as late as possible. The one container sees ids come back only
 * after it has given out all, so the order of the tests matters.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class HandleIdsIT extends LinkerScenario {

    private static final int PER_BUNDLE = 5_000;

    @Test
    @Order(1)
    void idsAreNotReusedEarly() throws Exception {
        Bundle bundle = deploy(WasmBundle.of("app.wasm"));
        Set<Integer> seen = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            assertTrue(
                    seen.add(info("app.wasm").id()),
                    "reused: " + info("app.wasm").id());
            bundle.stop();
            bundle.start();
        }
    }

    @Test
    @Order(2)
    void anIdStaysWhileTheBundleIsActive() throws Exception {
        deploy("app.wasm");
        int id = info("app.wasm").id();
        Driver driver = driver();
        for (int i = 0; i < 3; i++) {
            int handle = driver.open("app.wasm");
            assertEquals(id, handle, "opened again it has the id that it had");
            driver.close(handle);
        }
    }

    @Test
    @Order(3)
    void allIdsInUseThenOneFreed() throws Exception {
        Bundle first = deploy(WasmBundle.named("test.first").module("first.wasm", Wasm.module("app.wasm")));
        Bundle second = deploy(WasmBundle.named("test.second").module("second.wasm", Wasm.module("app.wasm")));
        Driver driver = driver();
        takeAllIdsLeft();
        assertEquals(TaggedIndex.MAX_ID, idsInUse());

        deploy(WasmBundle.named("test.late").module("late.wasm", Wasm.module("app2.wasm")));
        assertEquals(0, info("late.wasm").id());
        assertEquals(0, driver.open("late.wasm", 0));
        assertSays(driver.error(), "late.wasm", "65535");
        assertThrows(DlException.class, () -> linker.open("late.wasm"));

        int pointer = driver.symbol(driver.open("second.wasm"), "test_func");
        assertEquals(42, driver.call(pointer, 1), "the 65,535 go on as before");

        int freed = info("first.wasm").id();
        int freedLater = info("second.wasm").id();
        first.stop();
        assertEquals(freed, info("late.wasm").id(), "who waits for an id gets the one that is freed");
        assertEquals(101, driver.openAndCall("late.wasm", "test_func", 1));
        second.stop();
        assertTraps(TrapKind.UNDEFINED_ELEMENT, () -> driver.call(pointer, 1), "second.wasm", "stale");
        deploy(WasmBundle.named("test.last").module("last.wasm", Wasm.module("app2.wasm")));
        assertEquals(freedLater, info("last.wasm").id());
    }

    private void takeAllIdsLeft() throws Exception {
        int left = TaggedIndex.MAX_ID - idsInUse();
        for (int from = 0; from < left; from += PER_BUNDLE) {
            List<String> names = IntStream.range(from, Math.min(from + PER_BUNDLE, left))
                    .mapToObj(i -> "hoard" + i)
                    .toList();
            deploy(WasmBundle.named("test.hoard" + from).module(names, Wasm.module("app.wasm")));
        }
    }

    private int idsInUse() {
        return (int) linker.libraries().stream()
                .mapToInt(LibraryInfo::id)
                .filter(id -> id != 0)
                .distinct()
                .count();
    }
}
