package dev.tagalong.dl.internal.service;

import static dev.tagalong.dl.OpenFlags.RTLD_GLOBAL;
import static dev.tagalong.dl.OpenFlags.RTLD_NOW;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tagalong.dl.Library;
import dev.tagalong.dl.internal.resolve.ModuleOffer;
import dev.tagalong.runtime.ProcessEnvironment;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Closing frees: memory, slots, code. */
class SharedLeakTest extends LinkerHarness {

    private static final int CYCLES = 10_000;

    private SharingHost host(String... libraries) {
        deploy("host.wasm");
        for (String library : libraries) {
            deploy(library);
        }
        return closing(new SharingHost(linker.load("host.wasm", ProcessEnvironment.EMPTY)));
    }

    @Test
    void openedAndClosedTenThousandTimes() {
        SharingHost host = host("right.wasm", "base.wasm");
        cycle(host);
        int used = host.step("heap_used");
        long pages = host.memory.pages();
        int size = 0;
        for (int i = 1; i <= CYCLES; i++) {
            cycle(host);
            if (i == CYCLES / 2) {
                size = host.table.size();
            }
        }
        assertEquals(used, host.step("heap_used"));
        assertEquals(0, host.step("live_blocks"));
        assertEquals(pages, host.memory.pages());
        assertEquals(size, host.table.size(), "the table grows no more");
    }

    private static void cycle(SharingHost host) {
        int handle = host.open("right.wasm");
        assertEquals(12, host.call(handle, "right_add", 10));
        assertEquals(0, host.close(handle));
    }

    @Test
    void threeHundredLibrariesInOneProgram() {
        SharingHost host = host();
        ModuleOffer one = module(80, "one", "1", "rival1.wasm");
        List<ModuleOffer> offers = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            offers.add(ModuleOffer.of(one.provider(), "lib" + i, one.version(), one.module()));
        }
        offer(80, offers);
        List<Integer> handles = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            handles.add(host.open("lib" + i, RTLD_NOW | (i == 150 ? RTLD_GLOBAL : 0)));
        }
        for (int i = 0; i < 300; i++) {
            // From the global one on, all share its counter.
            assertEquals(i <= 150 ? 1 : i - 149, host.call(handles.get(i), "bump"), "lib" + i);
        }
        handles.forEach(host::close);
        assertEquals(0, host.step("live_blocks"));
    }

    @Test
    void codeAndInstanceAreCollected() throws Exception {
        SharingHost host = host();
        ModuleOffer offer = module(81, "side.wasm", "1", "side.wasm");
        WeakReference<Object> module = new WeakReference<>(offer.module());
        offer(81, List.of(offer));
        offer = null;
        int side = host.open("side.wasm");
        assertEquals(27, host.call(side, "test_func", 10));
        assertEquals(54311, host.call(side, "sorted"));
        WeakReference<Object> instance = instance(host);
        host.close(side);
        awaitCollected(instance);
        stop(81);
        awaitCollected(module);
    }

    @Test
    void whoeverWasFirstIsCollected() throws Exception {
        SharingHost host = host("right.wasm", "base.wasm");
        int right = host.open("right.wasm");
        int base = host.open("base.wasm");
        WeakReference<Object> instance = instance(host, "right.wasm");
        host.close(right);
        awaitCollected(instance);
        assertEquals(11, host.call(base, "base_add", 10));
    }

    @Test
    void aClosedProgramIsCollectedWithItsLibraries() throws Exception {
        deploy("host.wasm");
        deploy("side.wasm");
        WeakReference<Object> instance = run();
        awaitCollected(instance);
    }

    private WeakReference<Object> run() {
        try (SharingHost host = new SharingHost(linker.load("host.wasm", ProcessEnvironment.EMPTY))) {
            assertEquals(27, host.call(host.open("side.wasm"), "test_func", 10));
            return instance(host);
        }
    }

    private static WeakReference<Object> instance(SharingHost host) {
        return instance(host, "side.wasm");
    }

    private static WeakReference<Object> instance(SharingHost host, String name) {
        try (Library side = host.program.open(name, RTLD_NOW)) {
            return new WeakReference<>(side.instance());
        }
    }

    private static void awaitCollected(WeakReference<Object> reference) throws InterruptedException {
        await("it is collected", () -> {
            System.gc();
            return reference.get() == null;
        });
    }
}
