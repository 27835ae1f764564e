package dev.tagalong.runtime.internal.tier;

import static dev.tagalong.runtime.testing.Binary.*;
import static dev.tagalong.runtime.testing.Wasm.*;

import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.Function;
import dev.tagalong.runtime.HostFunction;
import dev.tagalong.runtime.Imports;
import dev.tagalong.runtime.InstanceOptions;
import java.lang.invoke.MethodHandles;
import java.util.concurrent.Callable;

/** Functions {@code f() -> i32}, each in an instance of its own, that take their time. */
final class Callees {

    private static final byte[] NULLARY = functionType(vector(), vector(I32));
    private static final byte[] ENDLESS = body(vector(), loop(VOID), br(0), END, 0x00);

    private Callees() {}

    /** A host function that does what the test says. */
    public record Step(Callable<Integer> what) {
        public int run() throws Exception {
            return what.call();
        }
    }

    /** Calls a host function. */
    static Function calling(Engine engine, String name, Callable<Integer> what) {
        byte[] module = module(
                vectorSection(1, NULLARY),
                vectorSection(2, bytes("env", "step", 0, 0)),
                vectorSection(3, 0),
                vectorSection(7, bytes("f", 0, 1)),
                vectorSection(10, body(vector(), call(0))));
        Function step = engine.function("step", HostFunction.of(MethodHandles.lookup(), new Step(what), "run"));
        Imports imports = Imports.builder().add("env", "step", step).build();
        return engine.instantiate(engine.load(name, module), imports, InstanceOptions.named(name))
                .function("f");
    }

    /** Never returns. */
    static Function endless(Engine engine) {
        byte[] module = module(
                vectorSection(1, NULLARY),
                vectorSection(3, 0),
                vectorSection(7, bytes("f", 0, 0)),
                vectorSection(10, ENDLESS));
        return engine.instantiate(engine.load("endless", module), Imports.NONE, InstanceOptions.named("endless"))
                .function("f");
    }

    /** A module whose start function never returns. */
    static byte[] neverStarted() {
        return module(
                vectorSection(1, functionType(vector(), vector())),
                vectorSection(3, 0),
                section(8, bytes(0)),
                vectorSection(10, body(vector(), loop(VOID), br(0), END)));
    }
}
