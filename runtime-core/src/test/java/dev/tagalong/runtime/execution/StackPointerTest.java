package dev.tagalong.runtime.execution;

import static dev.tagalong.runtime.testing.Binary.*;
import static dev.tagalong.runtime.testing.Program.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.Function;
import dev.tagalong.runtime.Global;
import dev.tagalong.runtime.HostFunction;
import dev.tagalong.runtime.Imports;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.InstanceLimits;
import dev.tagalong.runtime.InstanceOptions;
import dev.tagalong.runtime.Tier;
import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.TrapKind;
import dev.tagalong.runtime.testing.Tiers;
import dev.tagalong.runtime.type.GlobalType;
import dev.tagalong.runtime.type.ValueType;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** After a call from Java that ended in a trap, C's stack pointer is what it was before. */
class StackPointerTest {

    private static final String TIERS = "dev.tagalong.runtime.testing.Tiers#all";
    private static final int TOP = 65_536;
    private static final int FRAME = 8_192;
    private static final int HOST = 0;
    private static final int SP = 1;

    /** How a module says which global it is. */
    private enum Form {
        EXPORTED,
        IMPORTED,
        NAMED,
        STRIPPED,
        /** It does not: a global that goes up and down, but not as a frame of C does. */
        NONE
    }

    private Function called;
    private final StringBuilder seen = new StringBuilder();

    /** Makes a frame, does something, and gives the frame up; of the parameter 0 it goes on, else to a trap. */
    private static byte[] framed(Form form, byte[] what) {
        int size = form == Form.NONE ? FRAME + 1 : FRAME;
        byte[] begin = bytes(GLOBAL_GET, 0, i32(size), I32_SUB, TEE, 1, GLOBAL_SET, 0);
        return body(vector(locals(1, I32)), begin, what, get(1), i32(size), I32_ADD, GLOBAL_SET, 0);
    }

    private static byte[] binary(Form form) {
        byte[] trap = bytes(get(0), IF, VOID, UNREACHABLE, END);
        byte[] forever = bytes(LOOP, VOID, BR, 0, END);
        byte[] viaHost = bytes(get(0), CALL, HOST);
        byte[] imported = bytes("env", "__stack_pointer", 3, I32, 1);
        byte[] host = bytes("env", "host", 0, 0);
        byte[] exports = form == Form.EXPORTED ? bytes("__stack_pointer", 3, 0) : bytes("page", 2, 0);
        byte[] names = bytes(1, 0, "__stack_pointer");
        return module(
                vectorSection(1, functionType(vector(I32), vector()), functionType(vector(), vector(I32))),
                form == Form.IMPORTED ? vectorSection(2, host, imported) : vectorSection(2, host),
                vectorSection(3, 1, 0, 0, 0),
                vectorSection(5, bytes(0, 1)),
                form == Form.IMPORTED ? bytes() : vectorSection(6, bytes(I32, 1, i32(TOP), END)),
                vectorSection(
                        7,
                        bytes("sp", 0, SP),
                        bytes("f", 0, SP + 1),
                        bytes("forever", 0, SP + 2),
                        bytes("viaHost", 0, SP + 3),
                        exports),
                vectorSection(
                        10,
                        body(vector(), GLOBAL_GET, 0),
                        framed(form, trap),
                        framed(form, forever),
                        framed(form, viaHost)),
                custom(form == Form.NAMED ? "name" : "other", 7, u32(names.length), names));
    }

    void host(Instance caller, int how) throws Throwable {
        if (called == null) {
            throw new Trap(TrapKind.UNREACHABLE);
        }
        int before = (int) caller.function("sp").call();
        assertThrows(Trap.class, () -> called.call(how));
        int after = (int) caller.function("sp").call();
        seen.append(after - before).append(' ');
    }

    private Instance instance(Engine engine, Form form, InstanceLimits limits) throws ReflectiveOperationException {
        MethodHandle host =
                HostFunction.of(MethodHandles.lookup(), this, "host").handle();
        Global stack = engine.global(new GlobalType(ValueType.I32, true), TOP);
        Imports imports = Imports.builder()
                .add("env", "host", engine.function("host", HostFunction.of(host)))
                .add("env", "__stack_pointer", stack)
                .build();
        return engine.instantiate(
                engine.load("stack", binary(form)),
                imports,
                InstanceOptions.named("stack").withLimits(limits));
    }

    private static Object stackPointer(Instance instance) {
        return instance.function("sp").call();
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void aTrapLeavesNoFrames(Form form) throws Throwable {
        for (Tier tier : Tiers.all()) {
            try (Engine engine = Tiers.engine(tier)) {
                Instance instance = instance(engine, form, InstanceLimits.DEFAULT);
                for (int i = 0; i < 3; i++) {
                    instance.function("f").call(0);
                    assertThrows(Trap.class, () -> instance.function("f").call(1));
                    MethodHandle handle = instance.function("f").handle();
                    assertThrows(Trap.class, () -> handle.invokeWithArguments(1));
                }
                int kept = form == Form.NONE ? 6 * (FRAME + 1) : 0;
                assertEquals(TOP - kept, stackPointer(instance), tier::toString);
            }
        }
    }

    @ParameterizedTest
    @MethodSource(TIERS)
    void aDeadlineLeavesNoFrames(Tier tier) throws Throwable {
        try (Engine engine = Tiers.engine(tier)) {
            InstanceLimits limits = InstanceLimits.DEFAULT.withDeadline(Duration.ofMillis(20));
            Instance instance = instance(engine, Form.STRIPPED, limits);
            assertThrows(Trap.class, () -> instance.function("forever").call(0));
            assertEquals(TOP, stackPointer(instance));
        }
    }

    @ParameterizedTest
    @MethodSource(TIERS)
    void aTrapThatTheHostCatchesLeavesTheFramesOutsideOfIt(Tier tier) throws Throwable {
        try (Engine engine = Tiers.engine(tier)) {
            Instance instance = instance(engine, Form.NAMED, InstanceLimits.DEFAULT);
            called = instance.function("f");
            instance.function("viaHost").call(1);
            instance.function("viaHost").call(1);
            assertEquals("0 0 ", seen.toString());
            assertEquals(TOP, stackPointer(instance));
        }
    }

    @ParameterizedTest
    @MethodSource(TIERS)
    void aTrapThatPassesThroughInstancesLeavesNoFramesInAnyOfThem(Tier tier) throws Throwable {
        try (Engine engine = Tiers.engine(tier)) {
            Instance inner = instance(engine, Form.STRIPPED, InstanceLimits.DEFAULT);
            Imports imports =
                    Imports.builder().add("env", "host", inner.function("f")).build();
            Instance outer = engine.instantiate(
                    engine.load("outer", binary(Form.EXPORTED)), imports, InstanceOptions.named("outer"));
            assertThrows(Trap.class, () -> outer.function("viaHost").call(1));
            assertEquals(List.of(TOP, TOP), List.of(stackPointer(outer), stackPointer(inner)));
        }
    }
}
