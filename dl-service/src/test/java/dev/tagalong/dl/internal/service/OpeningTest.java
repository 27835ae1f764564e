package dev.tagalong.dl.internal.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tagalong.dl.DlException;
import dev.tagalong.dl.Library;
import dev.tagalong.dl.LibraryInfo;
import dev.tagalong.dl.internal.resolve.ModuleOffer;
import dev.tagalong.dl.internal.resolve.Provider;
import dev.tagalong.runtime.ProcessEnvironment;
import dev.tagalong.runtime.TaggedIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Version;

/** Which library is opened, how it begins, and when it ends. */
class OpeningTest extends LinkerHarness {

    @Test
    void theHighestVersionThenTheLowestBundle() {
        offer(2, List.of(module(2, "app.wasm", "1.0.0", "app2.wasm")));
        offer(1, List.of(module(1, "app.wasm", "1.0.0", "app.wasm")));
        offer(3, List.of(module(3, "app.wasm", "0.9.0", "app2.wasm")));
        assertEquals(42, test("app.wasm"));
        offer(4, List.of(module(4, "app.wasm", "1.10.0", "app2.wasm"), module(4, "app.wasm", "1.9.0", "app.wasm")));
        assertEquals(101, test("app.wasm"));
        assertEquals(42, test("app.wasm;version=[1,1.9]"));
        assertEquals(101, test("app.wasm;version=[0,1)"));
        assertSays(
                assertThrows(DlException.class, () -> linker.open("app.wasm;version=3"))
                        .getMessage(),
                "app.wasm",
                "version in 3.0.0",
                "1.10.0 (bundle bundle4)",
                "0.9.0 (bundle bundle3)");
        stop(4);
        assertEquals(42, test("app.wasm"));
    }

    @Test
    void twoVersionsSideBySide() {
        offer(1, List.of(module(1, "app.wasm", "1", "app.wasm"), module(1, "app.wasm", "2", "app2.wasm")));
        Driver driver = driver();
        int one = driver.open("app.wasm;version=[1,2)");
        int two = driver.open("app.wasm;version=[2,3)");
        assertNotEquals(one, two);
        assertEquals(42, driver.call(driver.symbol(one, "test_func"), 1));
        assertEquals(101, driver.call(driver.symbol(two, "test_func"), 1));
    }

    @Test
    void aBrokenModuleSaysWhyUnlessThereIsAGoodOne() {
        Provider provider = new Provider(5, "bad", null);
        offer(5, List.of(ModuleOffer.broken(provider, "app.wasm", Version.valueOf("9"), "it is empty")));
        assertSays(
                assertThrows(DlException.class, () -> linker.open("app.wasm")).getMessage(),
                "app.wasm 9.0.0 (bundle bad) is broken: it is empty");
        assertThrows(DlException.class, () -> linker.symbols("app.wasm"));
        assertThrows(DlException.class, () -> linker.load("app.wasm", ProcessEnvironment.EMPTY));
        assertEquals(LibraryInfo.State.BROKEN, info("app.wasm").state());
        assertEquals(0, info("app.wasm").id());
        offer(6, List.of(module(6, "app.wasm", "1", "app.wasm")));
        assertEquals(42, test("app.wasm"));
    }

    @Test
    void startAndInitializeRunOnceAnInstance() throws Exception {
        deploy("begin.wasm");
        try (Library first = linker.open("begin.wasm");
                Library second = linker.open("begin.wasm")) {
            assertEquals(110, first.function("count").call());
            assertEquals(110, second.function("count").call());
        }
        try (Library again = linker.open("begin.wasm")) {
            assertEquals(110, again.function("count").call(), "a new instance begins anew");
        }
    }

    @Test
    void aStartFunctionThatTraps() {
        deploy("badstart.wasm");
        Driver driver = driver();
        for (int i = 0; i < 3; i++) {
            assertEquals(0, driver.open("badstart.wasm", 0));
            assertSays(driver.error(), "cannot start badstart.wasm 1.0.0", "unreachable");
            assertEquals(LibraryInfo.State.OFFERED, info("badstart.wasm").state());
            assertEquals(0, info("badstart.wasm").references());
        }
    }

    @Test
    void missingImports() {
        deploy("orphan.wasm");
        String text = assertThrows(DlException.class, () -> linker.open("orphan.wasm"))
                .getMessage();
        assertSays(
                text,
                "cannot link orphan.wasm 1.0.0 (bundle bundle1), for 2 reasons:\n",
                "\n  import nowhere.lost of type func (i32, f64) -> (i32) is missing: no service provides it",
                "\n    granted by: imports.allowed = bundle1:nowhere.lost in etc/dev.tagalong.dl.cfg",
                "\n  import elsewhere.memory of type memory 1 is missing: what is no function");
        assertEquals(4, text.lines().count(), text);
    }

    @Test
    void aLibraryOpensALibrary() {
        deploy("app.wasm");
        deploy("chain.wasm");
        Driver driver = driver();
        int chain = driver.open("chain.wasm");
        assertEquals(1, info("app.wasm").references());
        assertEquals(42, driver.call(driver.symbol(chain, "relay"), 1));
        driver.close(chain);
        assertEquals(0, info("app.wasm").references(), "what a library left open goes with it");
        assertEquals(LibraryInfo.State.OFFERED, info("app.wasm").state());
    }

    @Test
    void aLibraryThatOpensItselfWhileItIsOpened() {
        deploy("selfish.wasm");
        Library library = closing(linker.open("selfish.wasm"));
        assertEquals(0, library.function("opened").call(), "it was told that it cannot");
        assertEquals(library.id(), library.function("reopen").call(), "later it can");
        assertEquals(2, info("selfish.wasm").references());
        library.close();
        assertEquals(LibraryInfo.State.OFFERED, info("selfish.wasm").state(), "it does not hold itself open");
    }

    @Test
    void librariesThatOpenEachOther() {
        deploy("ring1.wasm");
        deploy("ring2.wasm");
        Library one = closing(linker.open("ring1.wasm"));
        assertEquals(info("ring2.wasm").id(), one.function("opened").call());
        Library two = closing(linker.open("ring2.wasm"));
        assertEquals(0, two.function("opened").call(), "the first was being opened");
        two.function("reopen").call();
        one.close();
        assertEquals(LibraryInfo.State.OPEN, info("ring1.wasm").state(), "the second still holds it");
        two.close();
        assertEquals(LibraryInfo.State.OFFERED, info("ring1.wasm").state(), "they do not hold each other open");
        assertEquals(LibraryInfo.State.OFFERED, info("ring2.wasm").state());
        assertEquals(0, info("ring1.wasm").references());
        assertEquals(0, info("ring2.wasm").references());
    }

    @Test
    void aRingOpenedFromBothEndsAtOnce() throws Exception {
        for (int round = 0; round < 50; round++) {
            long one = deploy("ring1.wasm");
            long two = deploy("ring2.wasm");
            CyclicBarrier together = new CyclicBarrier(2);
            Future<Library> left = onThread(() -> {
                together.await();
                return linker.open("ring1.wasm");
            });
            Future<Library> right = onThread(() -> {
                together.await();
                return linker.open("ring2.wasm");
            });
            left.get().close();
            right.get().close();
            assertEquals(LibraryInfo.State.OFFERED, info("ring1.wasm").state());
            assertEquals(LibraryInfo.State.OFFERED, info("ring2.wasm").state());
            stop(one);
            stop(two);
        }
    }

    @Test
    void manyThreadsOpenOneLibrary() throws Exception {
        deploy("begin.wasm");
        int count = 8;
        CyclicBarrier together = new CyclicBarrier(count);
        List<Future<Integer>> results = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            results.add(onThread(() -> {
                together.await();
                try (Library library = linker.open("begin.wasm")) {
                    together.await();
                    assertEquals(count, info("begin.wasm").references());
                    together.await();
                    return (Integer) library.function("count").call();
                }
            }));
        }
        for (Future<Integer> result : results) {
            assertEquals(110, result.get());
        }
        assertEquals(LibraryInfo.State.OFFERED, info("begin.wasm").state());
    }

    @Test
    void aLibrarysOwnHandle() {
        deploy("app.wasm");
        deploy("chain.wasm");
        Library chain = closing(linker.open("chain.wasm"));
        int pointer = (int) chain.function("self").call();
        assertEquals(chain.id(), TaggedIndex.id(pointer));
        Driver driver = driver();
        assertEquals(42, driver.call(pointer, 1));
    }

    @Test
    void whoWaitsForAnIdGetsTheFirstThatIsFreed() {
        List<ModuleOffer> hoard = new ArrayList<>();
        ModuleOffer app = module(7, "app.wasm", "1", "app.wasm");
        for (int i = 0; i < TaggedIndex.MAX_ID - 1; i++) {
            hoard.add(ModuleOffer.of(app.provider(), "hoard" + i, app.version(), app.module()));
        }
        long first = deploy("app2.wasm");
        offer(7, hoard);
        deploy("app.wasm");
        assertEquals(0, info("app.wasm").id());
        assertSays(
                assertThrows(DlException.class, () -> linker.open("app.wasm")).getMessage(), "app.wasm", "65535");
        assertEquals(42, test("hoard9"));
        Driver driver = driver();
        assertEquals(0, driver.openAt(0), "nor is there one for the program");
        assertSays(driver.error(), "65535");
        stop(first);
        assertEquals(1, info("app.wasm").id());
        assertEquals(42, test("app.wasm"));
        assertNull(info("app.wasm").error());
    }

    private int test(String name) {
        try (Library library = linker.open(name)) {
            return (int) library.function("test_func").call(1);
        }
    }
}
