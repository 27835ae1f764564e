package dev.tagalong.dl.internal.service;

import static dev.tagalong.dl.OpenFlags.RTLD_DEEPBIND;
import static dev.tagalong.dl.OpenFlags.RTLD_GLOBAL;
import static dev.tagalong.dl.OpenFlags.RTLD_LAZY;
import static dev.tagalong.dl.OpenFlags.RTLD_LOCAL;
import static dev.tagalong.dl.OpenFlags.RTLD_NOLOAD;
import static dev.tagalong.dl.OpenFlags.RTLD_NOW;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.tagalong.dl.internal.host.HostFunctions.ImportName;
import dev.tagalong.runtime.HostFunction;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.ProcessEnvironment;
import dev.tagalong.runtime.TrapKind;
import java.lang.invoke.MethodHandles;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which definition a symbol is bound to, and when. */
class SymbolScopeTest extends LinkerHarness {

    private SharingHost host(String... libraries) {
        deploy("host.wasm");
        deploy(libraries);
        return closing(new SharingHost(linker.load("host.wasm", ProcessEnvironment.EMPTY)));
    }

    @Test
    void localLibrariesKeepTheirOwn() {
        SharingHost host = host("rival1.wasm", "rival2.wasm");
        int first = host.open("rival1.wasm", RTLD_NOW | RTLD_LOCAL);
        int second = host.open("rival2.wasm", RTLD_NOW | RTLD_LOCAL);
        assertEquals(1, host.call(first, "bump"));
        assertEquals(2, host.call(first, "bump"));
        assertEquals(1, host.call(second, "bump"), "data of its own");
        assertEquals(1001, host.call(first, "ask"));
        assertEquals(1002, host.call(second, "ask"), "functions of its own");
        assertNotEquals(host.symbol(first, "helper"), host.symbol(second, "helper"));
        assertEquals(0, host.trySymbol(0, "helper"), "nobody else sees them");
        assertSays(host.error(), "undefined symbol", "'helper'", "host.wasm");
        assertEquals(1, host.call(first, "which") - 1000, "dlsym searches the library itself");
    }

    @Test
    void theFirstGlobalDefinitionServesAll() {
        SharingHost host = host("rival1.wasm", "rival2.wasm");
        int first = host.open("rival1.wasm", RTLD_NOW | RTLD_GLOBAL);
        int second = host.open("rival2.wasm", RTLD_NOW | RTLD_GLOBAL);
        assertEquals(1, host.call(first, "bump"));
        assertEquals(2, host.call(second, "bump"), "the first one's counter");
        assertEquals(1001, host.step("call0", host.symbol(0, "helper")));
        assertEquals(1001, host.step("call0", host.call(second, "helper_pointer")));
        assertEquals(1, host.step("call0", host.symbol(0, "which")), "the program's comes first");
    }

    @Test
    void deepBindingPrefersOnesOwn() {
        SharingHost host = host("rival1.wasm", "rival2.wasm");
        host.open("rival1.wasm", RTLD_NOW | RTLD_GLOBAL);
        int second = host.open("rival2.wasm", RTLD_NOW | RTLD_DEEPBIND);
        assertEquals(1, host.call(second, "bump"));
        assertEquals(1002, host.step("call0", host.call(second, "helper_pointer")));
    }

    @Test
    void promotion() {
        SharingHost host = host("rival1.wasm");
        assertSays(host.refused("rival1.wasm", RTLD_NOW | RTLD_NOLOAD), "rival1.wasm", "not open", "RTLD_NOLOAD");
        int local = host.open("rival1.wasm", RTLD_NOW);
        assertEquals(0, host.trySymbol(0, "helper"));
        assertEquals(local, host.open("rival1.wasm", RTLD_NOW | RTLD_NOLOAD | RTLD_GLOBAL));
        assertEquals(1001, host.step("call0", host.symbol(0, "helper")));
    }

    @Test
    void everythingMissingIsNamedAtOnce() {
        SharingHost host = host("wants.wasm", "wantsdata.wasm");
        host.refused("no.wasm", RTLD_NOW);
        int before = host.step("live_blocks");
        assertSays(host.refused("wants.wasm", RTLD_NOW), "wants.wasm 1.0.0", "undefined symbol: later (i32) -> (i32)");
        String text = host.refused("wantsdata.wasm", RTLD_NOW);
        assertSays(text, "later (i32) -> (i32)", "later (function pointer)", "later_value (data)");
        assertFalse(text.contains("maybe"), text);
        assertSays(host.refused("wantsdata.wasm", RTLD_LAZY), "wantsdata.wasm", "undefined symbol: later_value (data)");
        assertEquals(before, host.step("live_blocks"));
    }

    @Test
    void functionsThatComeLaterAreBoundWhenTheyAreCalled() {
        SharingHost host = host("wants.wasm", "brings.wasm");
        int wants = host.open("wants.wasm", RTLD_LAZY);
        int early = host.call(wants, "later_pointer");
        assertTraps(
                TrapKind.UNDEFINED_ELEMENT,
                () -> host.call(wants, "use_later", 14),
                "later",
                "(i32) -> (i32)",
                "wants.wasm");
        assertTraps(
                TrapKind.UNINITIALIZED_ELEMENT,
                () -> host.callPointer(early, 14),
                "undefined symbol: later",
                "wants.wasm");

        int brings = host.open("brings.wasm", RTLD_NOW | RTLD_GLOBAL);
        assertEquals(42, host.call(wants, "use_later", 14));
        assertEquals(42, host.callPointer(early, 14));
        assertEquals(42, host.call(wants, "use_later", 14));

        assertEquals(0, host.close(brings));
        assertEquals(45, host.call(wants, "use_later", 15), "what is bound to it keeps it");
        assertEquals(0, host.close(wants));
        assertEquals(0, host.step("live_blocks"));
    }

    @Test
    void anAddressOutlivesWhoAskedForItFirst() {
        SharingHost host = host("wants.wasm", "bringsplain.wasm");
        int wants = host.open("wants.wasm", RTLD_LAZY);
        int early = host.call(wants, "later_pointer");
        int brings = host.open("bringsplain.wasm", RTLD_NOW | RTLD_GLOBAL);
        assertEquals(42, host.callPointer(early, 14));
        assertEquals(early, host.symbol(brings, "later"));
        assertEquals(0, host.close(wants));
        assertEquals(42, host.callPointer(early, 14));
        assertEquals(0, host.close(brings));
        assertTraps(TrapKind.UNINITIALIZED_ELEMENT, () -> host.callPointer(early, 14), "bringsplain.wasm");
    }

    @Test
    void whatGoesServesNobodyWhoStays() {
        SharingHost host = host("leaves.wasm", "wants.wasm");
        int leaves = host.open("leaves.wasm", RTLD_NOW | RTLD_GLOBAL);
        int wants = host.open("wants.wasm", RTLD_NOW);
        assertEquals(-5, host.call(wants, "use_later", 5));
        assertEquals(0, host.close(wants));
        assertEquals(0, host.close(leaves));
        assertEquals("N", host.log());
    }

    @Test
    void aFailedOpenMakesNothingGlobal() {
        SharingHost host = host("broken.wasm", "base.wasm");
        int base = host.open("base.wasm", RTLD_NOW);
        assertSays(host.refused("broken.wasm", RTLD_NOW | RTLD_GLOBAL), "a constructor of broken.wasm");
        assertEquals(0, host.trySymbol(0, "base_add"));
        assertEquals(11, host.call(base, "base_add", 10));
    }

    @Test
    void localSymbolsDoNotServeOthers() {
        SharingHost host = host("wants.wasm", "brings.wasm");
        int wants = host.open("wants.wasm", RTLD_LAZY);
        host.open("brings.wasm", RTLD_NOW | RTLD_LOCAL);
        assertTraps(TrapKind.UNDEFINED_ELEMENT, () -> host.call(wants, "use_later", 1), "later");
    }

    @Test
    void weakSymbolsMayBeMissing() {
        SharingHost host = host("wants.wasm", "brings.wasm");
        int before = host.open("wants.wasm", RTLD_LAZY);
        assertEquals(-1, host.call(before, "use_maybe", 1));
        assertEquals(0, host.call(before, "has_maybe_value"));
        host.close(before);
        host.open("brings.wasm", RTLD_NOW | RTLD_GLOBAL);
        int after = host.open("wants.wasm", RTLD_NOW);
        assertEquals(4, host.call(after, "use_maybe", 1));
        assertEquals(1, host.call(after, "has_maybe_value"));
    }

    @Test
    void symbolsOfAnotherKindOrType() {
        SharingHost host = host("wrongly.wasm");
        assertSays(
                host.refused("wrongly.wasm", RTLD_LAZY),
                "wrongly.wasm",
                "program_add is wanted with type (f64) -> (f64), and has type (i32, i32) -> (i32) in program host.wasm",
                "program_counter is wanted as a function, and is data of program host.wasm");
    }

    @Test
    void functionsOfHostsAndOfIsolatedLibraries() {
        SharingHost host = host("sidehosted.wasm", "app.wasm");
        assertSays(
                host.refused("sidehosted.wasm", RTLD_NOW), "multiply (i32, i32) -> (i32)", "test_func (i32) -> (i32)");
        Calculator calculator = new Calculator();
        hosts.put(
                new Service(0, 7),
                "calculator",
                Map.of(
                        new ImportName("env", "multiply"),
                        HostFunction.of(MethodHandles.lookup(), calculator, "multiply")));
        assertSays(host.refused("sidehosted.wasm", RTLD_LAZY), "env.multiply", "granted");
        controls.defaults(settings("env.multiply"));
        int app = host.open("app.wasm", RTLD_NOW | RTLD_GLOBAL);
        int side = host.open("sidehosted.wasm", RTLD_NOW);
        assertEquals(49, host.call(side, "square", 7));
        assertEquals("sidehosted.wasm", calculator.caller.name());
        assertEquals(host.instance, calculator.caller.leader());
        assertEquals(42, host.call(side, "isolated", 1));
        int pointer = host.call(side, "isolated_pointer");
        assertEquals(host.symbol(app, "test_func"), pointer, "the tagged index is the address");
        assertEquals(42, host.callPointer(pointer, 1));
        assertEquals(host.call(side, "multiply_pointer"), host.call(side, "multiply_pointer"));
        assertEquals(host.symbol(0, "multiply"), host.call(side, "multiply_pointer"));

        assertEquals(0, host.close(app));
        assertTraps(TrapKind.UNDEFINED_ELEMENT, () -> host.call(side, "isolated", 1), "app.wasm", "not open");
        hosts.remove(new Service(0, 7));
        assertTraps(TrapKind.HOST_ERROR, () -> host.call(side, "square", 1), "env.multiply", "calculator");
    }

    /** A service. */
    public static final class Calculator {
        private Instance caller;

        public int multiply(Instance instance, int a, int b) {
            caller = instance;
            return a * b;
        }
    }

    @Test
    void whatComesNext() {
        SharingHost host = host("nested.wasm", "base.wasm", "rival1.wasm");
        int nested = host.open("nested.wasm", RTLD_NOW | RTLD_GLOBAL);
        assertEquals(-1, host.call(nested, "next_which"));
        host.open("rival1.wasm", RTLD_NOW | RTLD_GLOBAL);
        assertEquals(1001, host.call(nested, "next_which"));
        assertEquals(0, host.trySymbol(-1, "no_such"), "the program asks");
        assertSays(host.error(), "undefined symbol", "'no_such'");
        assertEquals(77, host.step("call0", host.symbol(-1, "which")));
    }

    @Test
    void theProgramItself() {
        SharingHost host = host("rival1.wasm");
        int self = host.step("open_self", RTLD_NOW);
        assertEquals(host.step("triple_pointer"), host.symbol(self, "triple"));
        assertEquals(100, host.memory.readInt(host.symbol(self, "program_counter")));
        assertEquals(0, host.trySymbol(self, "helper"));
        host.open("rival1.wasm", RTLD_NOW | RTLD_GLOBAL);
        assertEquals(1001, host.step("call0", host.symbol(self, "helper")));
        assertEquals(0, host.close(self));
    }

    @Test
    void weakFunctionsOfOnesOwn() {
        SharingHost host = host("virtual.wasm");
        int library = host.open("virtual.wasm");
        assertEquals(5 * 5 + 4 + 3 * 5, host.call(library, "area", 5));
        assertEquals(50, host.call(library, "triples", 10));
        assertEquals(host.symbol(library, "_Z6thriceIiET_S0_"), host.call(library, "thrice_pointer"));
        assertEquals(0, host.close(library));
        assertEquals("ssSS", host.log());
    }
}
