package dev.tagalong.dl.internal.service;

import static dev.tagalong.dl.OpenFlags.RTLD_GLOBAL;
import static dev.tagalong.dl.OpenFlags.RTLD_LAZY;
import static dev.tagalong.dl.OpenFlags.RTLD_NODELETE;
import static dev.tagalong.dl.OpenFlags.RTLD_NOW;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.tagalong.dl.LibraryInfo;
import dev.tagalong.dl.LibraryNeed;
import dev.tagalong.dl.internal.resolve.ModuleOffer;
import dev.tagalong.dl.internal.resolve.Provider;
import dev.tagalong.runtime.ProcessEnvironment;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Version;

/** Libraries that need libraries: what is loaded, constructed, destructed and unloaded when. */
class NeedsTest extends LinkerHarness {

    private SharingHost host(String... libraries) {
        deploy("host.wasm");
        for (String library : libraries) {
            deploy(library);
        }
        return closing(new SharingHost(linker.load("host.wasm", ProcessEnvironment.EMPTY)));
    }

    @Test
    void aDiamond() {
        SharingHost host = host("top.wasm", "left.wasm", "right.wasm", "base.wasm");
        int top = host.open("top.wasm");
        assertEquals("abcd", host.log(), "what is needed is constructed first, and once");
        assertEquals(10 + 3, host.call(top, "top_add", 10));
        assertEquals(10 + 2, host.call(top, "top_also", 10));
        assertEquals('a', host.memory.readInt(host.symbol(top, "base_value")), "dlsym searches what is needed");
        int base = host.open("base.wasm");
        assertEquals(0, host.close(top));
        assertEquals("abcdDCB", host.log(), "the base is still open");
        assertEquals(11, host.call(base, "base_add", 10));
        assertEquals(0, host.close(base));
        assertEquals("abcdDCBA", host.log());
        assertEquals(0, host.step("live_blocks"));
        for (String library : List.of("top.wasm", "left.wasm", "right.wasm", "base.wasm")) {
            assertEquals(LibraryInfo.State.OFFERED, info(library).state());
        }
    }

    @Test
    void aRing() {
        SharingHost host = host("ringa.wasm", "ringb.wasm");
        int first = host.open("ringa.wasm");
        assertEquals(1001, host.call(first, "ringa_add", 1001));
        assertEquals(1001, host.call(first, "ringa_add", 1000), "they call each other");
        int second = host.open("ringb.wasm");
        assertEquals(1001, host.call(second, "ringb_add", 995));
        assertEquals(0, host.close(first));
        assertEquals(1001, host.call(second, "ringb_add", 996));
        assertEquals("rq", host.log());
        assertEquals(0, host.close(second));
        assertEquals("rqQR", host.log());
        assertEquals(0, host.step("live_blocks"));
    }

    @Test
    void whatIsNeededIsLocalToo() {
        SharingHost host = host("left.wasm", "base.wasm");
        host.open("left.wasm", RTLD_NOW);
        assertEquals(0, host.trySymbol(0, "base_add"));
        host.open("left.wasm", RTLD_NOW | RTLD_GLOBAL);
        assertEquals(host.symbol(0, "base_add"), host.symbol(host.open("base.wasm"), "base_add"));
    }

    @Test
    void localLibrariesShareWhatBothNeed() {
        SharingHost host = host("left.wasm", "right.wasm", "base.wasm");
        int left = host.open("left.wasm", RTLD_NOW);
        int right = host.open("right.wasm", RTLD_NOW);
        assertEquals("abc", host.log());
        assertEquals(host.symbol(left, "base_value"), host.symbol(right, "base_value"));
        for (String symbol : List.of("left_add", "right_add", "base_add", "base_value")) {
            assertEquals(0, host.trySymbol(0, symbol));
        }
        assertEquals(0, host.close(left));
        assertEquals(12, host.call(right, "right_add", 10));
        assertEquals(0, host.close(right));
        assertEquals("abcBCA", host.log());
    }

    @Test
    void pathsLeadToFileNames() {
        SharingHost host = host("base.wasm", "side.wasm");
        int base = host.open("base.wasm");
        for (String path : List.of("./base.wasm", "././base.wasm", "/usr/lib/base.wasm", "lib/../base.wasm")) {
            assertEquals(base, host.open(path), path);
        }
        offer(90, List.of(module(90, "a/base.wasm", "1", "base.wasm")));
        assertNotEquals(base, host.open("a/base.wasm"), "another library");
        assertEquals(base, host.open("b/base.wasm"));
        assertSays(host.refused("/lib/none.wasm", RTLD_NOW), "no bundle offers", "'/lib/none.wasm'");
    }

    @Test
    void thePlanIsWhatAnOpenDoes() {
        SharingHost host = host("top.wasm", "left.wasm", "right.wasm", "base.wasm", "app.wasm");
        List<LibraryNeed> plan = linker.needs("top.wasm");
        assertEquals(
                List.of("top.wasm>left.wasm", "top.wasm>right.wasm", "left.wasm>base.wasm", "right.wasm>base.wasm"),
                plan.stream().map(n -> n.neededBy() + ">" + n.name()).toList());
        assertEquals("abcd", log(host, "top.wasm"), "all of these were loaded");
        assertEquals(List.of(), linker.needs("app.wasm"));
        assertEquals(List.of(), linker.needs("base.wasm"));
        deploy("ringa.wasm");
        assertSays(linker.needs("ringa.wasm").get(0).error(), "no bundle offers", "ringb.wasm");
        assertSays(
                host.refused("ringa.wasm", RTLD_NOW),
                linker.needs("ringa.wasm").get(0).error());
        deploy("ringb.wasm");
        assertEquals(2, linker.needs("ringa.wasm").size(), "a circle ends");
    }

    private static String log(SharingHost host, String library) {
        host.open(library);
        return host.log();
    }

    @Test
    void aNeedThatIsMissing() {
        SharingHost host = host("top.wasm", "left.wasm", "base.wasm");
        host.refused("no.wasm", RTLD_NOW);
        int before = host.step("live_blocks");
        assertSays(host.refused("top.wasm", RTLD_LAZY), "top.wasm 1.0.0", "needs right.wasm", "no bundle offers");
        assertEquals("", host.log());
        assertEquals(before, host.step("live_blocks"));
        assertEquals(LibraryInfo.State.OFFERED, info("left.wasm").state());
        deploy("right.wasm");
        assertEquals(12, host.call(host.open("top.wasm"), "top_also", 10));
    }

    @Test
    void aNeedWithAMemoryOfItsOwn() {
        SharingHost host = host("left.wasm");
        offer(99, List.of(module(99, "base.wasm", "1", "app.wasm")));
        assertSays(host.refused("left.wasm", RTLD_NOW), "left.wasm", "needs base.wasm", "memory of its own");
    }

    @Test
    void theBundlesWiresChoose() {
        SharingHost host = host();
        offer(51, List.of(module(51, "base.wasm", "1.0", "base.wasm")));
        offer(52, List.of(module(52, "base.wasm", "2.0", "base.wasm")));
        offer(53, List.of(wired(53, "left.wasm", Map.of("base.wasm", 51L))));
        int left = host.open("left.wasm");
        assertEquals(1, reference(51));
        assertEquals(0, reference(52));
        host.close(left);
        offer(54, List.of(wired(54, "right.wasm", Map.of())));
        host.open("right.wasm");
        assertEquals(0, reference(51));
        assertEquals(1, reference(52), "the highest version");
        stop(51);
        assertSays(host.refused("left.wasm", RTLD_NOW), "left.wasm", "needs base.wasm", "bundle 51");
    }

    private int reference(long bundle) {
        return linker.libraries().stream()
                .filter(i -> i.bundleId() == bundle)
                .findFirst()
                .orElseThrow()
                .references();
    }

    private ModuleOffer wired(long bundle, String file, Map<String, Long> wires) {
        return ModuleOffer.of(
                new Provider(bundle, "bundle" + bundle, null, wires),
                file,
                Version.valueOf("1"),
                engine.load(file, binary(file)));
    }

    @Test
    void constructorsAndDestructorsOpenAndClose() {
        SharingHost host = host("nested.wasm", "base.wasm");
        int nested = host.open("nested.wasm");
        assertEquals("an", host.log());
        assertEquals(11, host.call(nested, "nested_result"));
        assertEquals(0, host.close(nested), host::error);
        assertEquals("anNA", host.log(), "it could not be opened again while it was closed");
        assertEquals(0, host.step("live_blocks"));
    }

    @Test
    void handlesBelongToTheProgramWhoeverOpens() {
        SharingHost host = host("nested.wasm", "base.wasm", "app.wasm");
        int nested = host.open("nested.wasm");
        int base = host.step("call_both", host.symbol(nested, "open_from_library"), host.write("base.wasm"), RTLD_NOW);
        assertEquals(host.open("base.wasm"), base);
        int app = host.step("call_both", host.symbol(nested, "open_from_library"), host.write("app.wasm"), RTLD_NOW);
        assertEquals(42, host.call(app, "test_func", 1), "an isolated library that a library opened");
        assertEquals(0, host.close(app));
        host.step("call_both", host.symbol(nested, "open_from_library"), host.write("no.wasm"), RTLD_NOW);
        assertSays(host.error(), "no.wasm");
    }

    @Test
    void staysUntilTheProgramEnds() {
        SharingHost host = host("base.wasm");
        int base = host.open("base.wasm", RTLD_NOW | RTLD_NODELETE);
        assertEquals(0, host.close(base));
        assertEquals("a", host.log());
        assertEquals(LibraryInfo.State.OPEN, info("base.wasm").state());
        assertEquals(-1, host.close(base));
        assertEquals(11, host.call(host.open("base.wasm"), "base_add", 10));
        host.close();
        assertEquals("aA", host.log(host.memory), "destructors run when the program ends");
        assertEquals(LibraryInfo.State.OFFERED, info("base.wasm").state());
    }

    @Test
    void whatIsOpenEndsWithTheProgramInReverse() {
        grace.grace(Duration.ofMinutes(1));
        SharingHost host = host("top.wasm", "left.wasm", "right.wasm", "base.wasm", "nested.wasm");
        host.open("top.wasm");
        host.open("nested.wasm");
        host.log(host.memory);
        host.close();
        assertEquals("abcdnNDCBA", host.log(host.memory));
    }

    @Test
    void aDestructorThatNeverEnds() {
        SharingHost host = host("base.wasm", "endless.wasm");
        host.open("endless.wasm");
        host.close();
        assertEquals(LibraryInfo.State.OFFERED, info("endless.wasm").state());
    }

    @Test
    void anUpdateShowsAtTheNextOpen() {
        SharingHost host = host();
        offer(60, List.of(module(60, "base.wasm", "1", "base.wasm")));
        offer(61, List.of(module(61, "right.wasm", "1", "right.wasm")));
        int old = host.open("right.wasm");
        int pointer = host.symbol(old, "right_add");
        update(61, module(61, "right.wasm", "2", "right.wasm"));
        assertEquals(12, host.callPointer(pointer, 10), "the old one stays until it is closed");
        assertEquals(
                List.of(LibraryInfo.State.CLOSING, LibraryInfo.State.OFFERED),
                linker.libraries().stream()
                        .filter(i -> i.name().equals("right.wasm"))
                        .map(LibraryInfo::state)
                        .sorted(Comparator.comparing(Enum::name))
                        .toList());
        int fresh = host.open("right.wasm");
        assertNotEquals(old, fresh);
        assertNotEquals(pointer, host.symbol(fresh, "right_add"));
        assertEquals(pointer, host.symbol(old, "right_add"));
        assertEquals("acc", host.log());
        assertEquals(0, host.close(old));
        assertEquals("accC", host.log());
        assertEquals(12, host.call(fresh, "right_add", 10));
        stop(61);
        assertEquals(12, host.call(fresh, "right_add", 10), "as a process keeps a library whose file is deleted");
        assertSays(host.refused("right.wasm", RTLD_NOW), "no bundle offers", "right.wasm");
        assertEquals(0, host.close(fresh));
        assertEquals("accCCA", host.log());
    }
}
