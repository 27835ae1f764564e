package dev.tagalong.runtime.execution;

import static dev.tagalong.runtime.testing.Binary.*;
import static dev.tagalong.runtime.testing.Program.*;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.Tier;
import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.internal.thread.ExecutionContext;
import dev.tagalong.runtime.testing.Program;
import dev.tagalong.runtime.testing.Tiers;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** References as locals, operands, globals, arguments and results; none is left behind on the stack. */
class ReferencesTest {

    private static final int REF_NULL = 0xD0;
    private static final int REF_IS_NULL = 0xD1;
    private static final int REF_FUNC = 0xD2;
    private static final int TABLE_GET = 0x25;
    private static final int TABLE_SET = 0x26;

    static List<Tier> tiers() {
        return Tiers.all();
    }

    private static void assertNothingLeft() {
        ExecutionContext context = ExecutionContext.current();
        assertTrue(Arrays.stream(context.references).allMatch(Objects::isNull), "on the stack");
        assertTrue(Arrays.stream(context.referenceResults).allMatch(Objects::isNull), "among the results");
    }

    @ParameterizedTest
    @MethodSource("tiers")
    void theyAreMovedAndForgotten(Tier tier) {
        Program program = new Program();
        int swap = program.function("swap", "rr:rr", "r", get(0), SET, 2, get(1), get(2));
        program.function("first", "rr:r", "ii", get(0), get(1), CALL, swap, DROP);
        program.function("isNull", "r:i", "r", get(0), SET, 1, get(1), REF_IS_NULL);
        program.function("tail", "rr:rr", "rrr", get(0), TEE, 4, get(1), get(4), SET, 3, RETURN_CALL, swap);
        try (Engine engine = Tiers.engine(tier)) {
            Instance instance = program.instantiate(engine);
            assertArrayEquals(new Object[] {"b", "a"}, (Object[])
                    instance.function("swap").call("a", "b"));
            assertEquals("b", instance.function("first").call("a", "b"));
            assertArrayEquals(new Object[] {"b", "a"}, (Object[])
                    instance.function("tail").call("a", "b"));
            assertEquals(1, instance.function("isNull").call((Object) null));
            assertEquals(0, instance.function("isNull").call("x"));
            assertNothingLeft();
        }
    }

    @ParameterizedTest
    @MethodSource("tiers")
    void localsAreNullAtFirstWhateverWasThere(Tier tier) {
        Program program = new Program();
        int callee = program.function(null, "i:r", "rr", get(2));
        // The caller's operands were where the callee's locals are.
        program.function("f", "r:r", "", get(0), get(0), get(0), get(0), DROP, DROP, DROP, DROP, i32(0), CALL, callee);
        try (Engine engine = Tiers.engine(tier)) {
            assertNull(program.instantiate(engine).function("f").call("x"));
            assertNothingLeft();
        }
    }

    @ParameterizedTest
    @MethodSource("tiers")
    void aTrapLeavesNone(Tier tier) {
        Program program = new Program();
        int inner = program.function(null, "r:", "r", get(0), TEE, 1, get(0), UNREACHABLE);
        program.function("f", "r:", "", get(0), get(0), CALL, inner, CALL, inner);
        try (Engine engine = Tiers.engine(tier)) {
            Instance instance = program.instantiate(engine);
            assertThrows(Trap.class, () -> instance.function("f").call("x"));
            assertNothingLeft();
        }
    }

    @ParameterizedTest
    @MethodSource("tiers")
    void functionsGoThroughTablesAndGlobals(Tier tier) {
        Program program = new Program();
        int seven = program.function("seven", ":i", "", i32(7));
        program.table(2, seven);
        program.global(FUNCREF, REF_FUNC, seven);
        program.function(
                "copy",
                "i:i",
                "",
                get(0),
                GLOBAL_GET,
                0,
                TABLE_SET,
                0,
                get(0),
                TABLE_GET,
                0,
                GLOBAL_SET,
                0,
                get(0),
                CALL_INDIRECT,
                program.type(":i"),
                0);
        program.function("get", "i:u", "", get(0), TABLE_GET, 0);
        program.function("grow", "i:i", "", REF_FUNC, seven, get(0), 0xFC, 15, 0);
        program.function("fill", "ii:", "", get(0), REF_NULL, FUNCREF, get(1), 0xFC, 17, 0);
        try (Engine engine = Tiers.engine(tier)) {
            Instance instance = program.instantiate(engine);
            assertEquals(7, instance.function("copy").call(2));
            assertSame(instance.function("seven"), instance.function("get").call(2));
            assertNull(instance.function("get").call(1));
            assertEquals(3, instance.function("grow").call(2));
            assertSame(instance.function("seven"), instance.function("get").call(4));
            instance.function("fill").call(3, 2);
            assertNull(instance.function("get").call(4));
            assertThrows(Trap.class, () -> instance.function("get").call(5));
            assertNothingLeft();
        }
    }
}
