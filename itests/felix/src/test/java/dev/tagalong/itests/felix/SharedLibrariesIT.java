package dev.tagalong.itests.felix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagalong.dl.DlException;
import dev.tagalong.dl.Library;
import dev.tagalong.dl.LibraryInfo;
import dev.tagalong.dl.OpenFlags;
import dev.tagalong.itests.felix.fixture.Await;
import dev.tagalong.itests.felix.fixture.LinkerConfiguration;
import dev.tagalong.itests.felix.fixture.LinkerScenario;
import dev.tagalong.itests.felix.fixture.SharingProgram;
import dev.tagalong.itests.felix.fixture.Wasm;
import dev.tagalong.itests.felix.fixture.WasmBundle;
import dev.tagalong.runtime.HostFunction;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.TrapKind;
import java.lang.invoke.MethodHandles;
import java.util.Hashtable;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.ServiceRegistration;

/** Libraries in a program's memory, as their bundles come, are wired, updated and go. */
class SharedLibrariesIT extends LinkerScenario {

    private SharingProgram program() throws Exception {
        if (linker.libraries().stream().noneMatch(i -> i.name().equals(SharingProgram.MODULE))) {
            deploy(SharingProgram.MODULE);
        }
        return closing(new SharingProgram(linker));
    }

    private static WasmBundle base(String version) {
        return WasmBundle.named("test.base." + version)
                .module("base.wasm", version, Wasm.module("base.wasm"))
                .provides("base.wasm", version);
    }

    @Test
    void dataBuffersAndCallbacks() throws Exception {
        deploy("side.wasm");
        SharingProgram program = program();
        int side = program.open("side.wasm");
        int value = program.symbol(side, "exported_value");
        assertEquals(7, program.memory().readInt(value));
        program.memory().writeInt(value, 1000);
        assertEquals(1020, program.call(side, "test_func", 10));
        assertEquals(0 + 1 + 4 + 9 + 16, program.step("sum_of", program.symbol(side, "fill"), 5));
        assertEquals(54311, program.call(side, "sorted"));
        assertEquals(31, program.step("call_callback", program.symbol(side, "apply"), program.symbol(0, "triple"), 10));
        assertEquals(0, program.close(side));
        assertEquals("()", program.log());
        assertEquals(LibraryInfo.State.OFFERED, info("side.wasm").state());
    }

    @Test
    void aProgramThatIsPositionIndependent() throws Exception {
        deploy("side.wasm", "anywhere.wasm");
        SharingProgram program = closing(new SharingProgram(linker, "anywhere.wasm"));
        assertEquals(27, program.call(program.open("side.wasm"), "test_func", 10));
        assertEquals(27, program.program().run());
    }

    @Test
    void whatIsNeededIsTheResolversAffair() throws Exception {
        Bundle left = install(WasmBundle.of("left.wasm").needs("base.wasm", "1", "2"));
        BundleException unresolved = assertThrows(BundleException.class, left::start);
        assertSays(unresolved.getMessage(), "tagalong.module", "base.wasm");
        SharingProgram program = program();
        assertSays(program.refused("left.wasm"), "no bundle offers");
        Bundle first = deploy(base("1.5.0"));
        deploy(base("2.5.0"));
        left.start();
        int handle = program.open("left.wasm");
        assertEquals(12, program.call(handle, "left_add", 10));
        assertEquals("ab", program.log());
        assertEquals(1, references("1.5.0"), "the version that was asked for, not the highest");
        assertEquals(0, references("2.5.0"));
        assertEquals(0, program.close(handle));
        assertEquals("abBA", program.log());
        first.stop();
        assertSays(program.refused("left.wasm"), "left.wasm", "needs base.wasm", "is it started?");
    }

    private int references(String version) {
        return linker.libraries().stream()
                .filter(i -> i.version().toString().equals(version))
                .findFirst()
                .orElseThrow()
                .references();
    }

    @Test
    void twoVersionsForTwoConsumers() throws Exception {
        deploy(base("1.5.0"));
        deploy(base("2.5.0"));
        deploy(WasmBundle.of("left.wasm").needs("base.wasm", "1", "2"));
        deploy(WasmBundle.of("right.wasm").needs("base.wasm", "2", "3"));
        SharingProgram program = program();
        int left = program.open("left.wasm");
        int right = program.open("right.wasm");
        assertEquals("abac", program.log());
        assertEquals(1, references("1.5.0"));
        assertEquals(1, references("2.5.0"));
        assertNotEquals(program.symbol(left, "base_value"), program.symbol(right, "base_value"));
    }

    @Test
    void anUpdateUnderARunningProgram() throws Exception {
        Bundle bundle = deploy(WasmBundle.of("base.wasm"));
        SharingProgram program = program();
        int old = program.open("base.wasm");
        int pointer = program.symbol(old, "base_add");
        update(bundle, WasmBundle.of("base.wasm").version("2.0.0"));
        assertEquals(11, program.callPointer(pointer, 10), "the old code stays until it is closed");
        int fresh = program.open("base.wasm");
        assertNotEquals(old, fresh);
        assertNotEquals(pointer, program.symbol(fresh, "base_add"));
        assertEquals(1, references("2.0.0"));
        assertEquals(0, program.close(old));
        assertTraps(TrapKind.UNINITIALIZED_ELEMENT, () -> program.callPointer(pointer, 10), "base.wasm 1.0.0");
        assertEquals(11, program.call(fresh, "base_add", 10));
        assertEquals("aaA", program.log());
    }

    @Test
    void anUpdateOfWhatStaysUntilTheProgramEnds() throws Exception {
        Bundle bundle = deploy(WasmBundle.of("base.wasm"));
        SharingProgram program = program();
        int old = program.open("base.wasm", OpenFlags.RTLD_NOW | OpenFlags.RTLD_NODELETE);
        int pointer = program.symbol(old, "base_add");
        update(bundle, WasmBundle.of("base.wasm").version("2.0.0"));
        assertEquals(0, program.close(old));
        assertEquals(11, program.callPointer(pointer, 10), "closed, and yet there");
        int fresh = program.open("base.wasm");
        assertEquals(11, program.call(fresh, "base_add", 10));
        assertNotEquals(pointer, program.symbol(fresh, "base_add"));
        assertEquals(0, program.close(fresh));
        assertEquals("aaA", program.log(), "of the new one");
        assertEquals(11, program.callPointer(pointer, 10));
        program.close();
        assertEquals(LibraryInfo.State.OFFERED, info("base.wasm").state(), "the old one is gone, too");
    }

    @Test
    void bothKindsOfLibraryInOneProgram() throws Exception {
        deploy("side.wasm", "app.wasm");
        SharingProgram program = program();
        int side = program.open("side.wasm");
        int app = program.open("app.wasm");
        int isolated = program.symbol(app, "test_func");
        assertEquals(42, program.callPointer(isolated, 1));
        assertEquals(43, program.step("call_callback", program.symbol(side, "apply"), isolated, 1));
        try (Library library = program.program().open("side.wasm", OpenFlags.RTLD_NOW)) {
            library.function("set_function").call(isolated);
        }
        assertEquals(41 + 10 + 7, program.call(side, "test_func", 10), "kept by the shared one");
        assertEquals(0, program.close(app));
        assertTraps(TrapKind.UNDEFINED_ELEMENT, () -> program.call(side, "test_func", 10), "app.wasm");
        assertEquals(84, program.call(side, "twice", 42));
    }

    @Test
    void stoppedWithOpenHandles() throws Exception {
        Bundle shared = deploy(WasmBundle.of("side.wasm"));
        Bundle isolated = deploy(WasmBundle.of("app.wasm"));
        SharingProgram program = program();
        int side = program.open("side.wasm");
        int app = program.open("app.wasm");
        int pointer = program.symbol(app, "test_func");
        shared.stop();
        isolated.stop();
        assertEquals(27, program.call(side, "test_func", 10), "what is in the program's memory stays");
        assertTraps(TrapKind.UNDEFINED_ELEMENT, () -> program.callPointer(pointer, 1), "app.wasm", "stopped");
        assertEquals(-1, program.close(app));
        assertSays(program.error(), "app.wasm", "stopped");
        shared.start();
        isolated.start();
        int again = program.open("side.wasm");
        assertNotEquals(side, again, "what is on offer now");
        assertEquals(42, program.call(program.open("app.wasm"), "test_func", 1));
        assertEquals(0, program.close(side));
        assertEquals(0, program.close(again));
        assertEquals("(())", program.log());
    }

    @Test
    void whatIsInAProgramOutlivesItsBundle() throws Exception {
        Bundle bundle = deploy(WasmBundle.of("base.wasm"));
        SharingProgram program = program();
        int base = program.open("base.wasm");
        bundle.stop();
        assertEquals(LibraryInfo.State.CLOSING, info("base.wasm").state());
        assertSays(program.refused("base.wasm"), "no bundle offers");
        bundle.uninstall();
        assertEquals(11, program.call(base, "base_add", 10));
        assertEquals(0, program.close(base));
        assertTrue(linker.libraries().stream().noneMatch(i -> i.name().equals("base.wasm")));
        deploy(WasmBundle.of("base.wasm"));
        assertEquals(11, program.call(program.open("base.wasm"), "base_add", 10));
    }

    @Test
    void aProgramWhoseBundleStops() throws Exception {
        deploy("side.wasm");
        Bundle bundle = deploy(WasmBundle.of(SharingProgram.MODULE));
        SharingProgram program = closing(new SharingProgram(linker));
        int pointer = program.symbol(program.open("side.wasm"), "twice");
        bundle.stop();
        assertTraps(TrapKind.UNDEFINED_ELEMENT, () -> program.callPointer(pointer, 1), "host.wasm");
        Await.until("the library is free", () -> info("side.wasm").state() == LibraryInfo.State.OFFERED);
    }

    @Test
    void eachProgramHasItsOwn() throws Exception {
        deploy("side.wasm");
        SharingProgram first = program();
        SharingProgram second = program();
        int inFirst = first.open("side.wasm");
        int inSecond = second.open("side.wasm");
        first.memory().writeInt(first.symbol(inFirst, "exported_value"), 1);
        assertEquals(21, first.call(inFirst, "test_func", 10));
        assertEquals(27, second.call(inSecond, "test_func", 10));
        assertEquals(2, info("side.wasm").references());
    }

    @Test
    void javaOpensAndCalls() throws Throwable {
        deploy("side.wasm");
        SharingProgram program = program();
        try (Library side = program.program().open("side.wasm", OpenFlags.RTLD_NOW)) {
            assertEquals(27, (int) side.handle("test_func").invokeExact(10));
            assertEquals("test.side", side.bundle().getSymbolicName());
            assertEquals(7, program.memory().readInt(side.pointer("exported_value")));
        }
        assertEquals("()", program.log());
        assertSays(
                assertThrows(DlException.class, () -> linker.open("side.wasm")).getMessage(), "position-independent");
    }

    @Test
    void functionsOfServicesAndOfIsolatedLibraries() throws Exception {
        deploy("sidehosted.wasm", "app.wasm");
        SharingProgram program = program();
        int app = program.open("app.wasm", OpenFlags.RTLD_NOW | OpenFlags.RTLD_GLOBAL);
        assertSays(program.refused("sidehosted.wasm"), "sidehosted.wasm", "undefined symbol: multiply");
        LinkerConfiguration configuration = closing(new LinkerConfiguration(context));
        configuration.set(Map.of("imports.allowed", new String[] {"env.multiply"}));
        Map<String, Object> properties = Map.of("tagalong.import.module", "env", "tagalong.import.name", "multiply");
        ServiceRegistration<HostFunction> service = context.registerService(
                HostFunction.class,
                HostFunction.of(MethodHandles.lookup(), new Multiplication(), "multiply"),
                new Hashtable<>(properties));
        Await.until("it is granted", () -> program.tryOpen("sidehosted.wasm", OpenFlags.RTLD_NOW) != 0);
        int side = program.open("sidehosted.wasm");
        assertEquals(49, program.call(side, "square", 7));
        assertEquals(42, program.call(side, "isolated", 1));
        assertEquals(program.symbol(app, "test_func"), program.call(side, "isolated_pointer"));
        service.unregister();
        assertTraps(TrapKind.HOST_ERROR, () -> program.call(side, "square", 7), "env.multiply");
    }

    /** A service. */
    public static final class Multiplication {

        /** For the test. */
        public Multiplication() {}

        /** Multiplies, for libraries in a program's memory. */
        public int multiply(Instance caller, int a, int b) {
            return caller.leader() == caller ? -1 : a * b;
        }
    }

    @Test
    void boundWhenALaterBundleComes() throws Exception {
        deploy("wants.wasm");
        SharingProgram program = program();
        assertSays(program.refused("wants.wasm"), "undefined symbol: later (i32) -> (i32)");
        int wants = program.open("wants.wasm", OpenFlags.RTLD_LAZY);
        assertTraps(TrapKind.UNDEFINED_ELEMENT, () -> program.call(wants, "use_later", 14), "later", "wants.wasm");
        deploy("brings.wasm");
        program.open("brings.wasm", OpenFlags.RTLD_NOW | OpenFlags.RTLD_GLOBAL);
        assertEquals(42, program.call(wants, "use_later", 14));
    }
}
