package dev.tagalong.runtime.internal.object;

import static dev.tagalong.runtime.testing.Binary.*;
import static dev.tagalong.runtime.testing.Program.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.Function;
import dev.tagalong.runtime.Global;
import dev.tagalong.runtime.HostFunction;
import dev.tagalong.runtime.Table;
import dev.tagalong.runtime.type.GlobalType;
import dev.tagalong.runtime.type.HeapType;
import dev.tagalong.runtime.type.ReferenceType;
import dev.tagalong.runtime.type.SizeRange;
import dev.tagalong.runtime.type.TableType;
import dev.tagalong.runtime.type.ValueType;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class ValuesTest {

    private final Engine engine = Engine.create();
    private final Function own = engine.function("own", host(Runnable.class, "run", () -> {}));
    private final Function foreign = (Function) Proxy.newProxyInstance(
            ValuesTest.class.getClassLoader(), new Class<?>[] {Function.class}, (p, m, a) -> null);

    /** What a host function answers. */
    private Function answer;

    private static <T> HostFunction host(Class<T> type, String name, T target) {
        try {
            return HostFunction.of(MethodHandles.lookup()
                    .unreflect(Arrays.stream(type.getMethods())
                            .filter(m -> m.getName().equals(name))
                            .findFirst()
                            .orElseThrow())
                    .bindTo(target));
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    /** Answers a function reference. */
    public interface Answer {
        /** The reference. */
        Function give();
    }

    @AfterEach
    void close() {
        engine.close();
    }

    private static void assertRefused(String type, String given, Executable way) {
        String message = assertThrows(IllegalArgumentException.class, way).getMessage();
        assertEquals("expected a value of type " + type + ", got " + given, message);
    }

    private String notOurs() {
        return foreign.getClass().getName() + " (not made by the engine)";
    }

    @Test
    void aNumberIsABoxOfItsOwnType() {
        Map<ValueType, Object> numbers =
                Map.of(ValueType.I32, 1, ValueType.I64, 2L, ValueType.F32, 3f, ValueType.F64, 4d);
        numbers.forEach((type, number) -> {
            assertSame(number, Values.check(type, number));
            numbers.values().stream()
                    .filter(other -> other != number)
                    .forEach(other -> assertRefused(
                            type.toString(), other.getClass().getName(), () -> Values.check(type, other)));
            assertRefused(type.toString(), "null", () -> Values.check(type, null));
            assertRefused(type.toString(), "java.lang.String", () -> Values.check(type, "1"));
        });
    }

    @Test
    void anExternalReferenceIsAnyObject() {
        for (Object value : new Object[] {"x", 1, own, foreign, null}) {
            assertSame(value, Values.check(ValueType.EXTERNREF, value));
        }
    }

    @Test
    void aFunctionReferenceIsTheEnginesOwn() {
        assertSame(own, Values.check(ValueType.FUNCREF, own));
        assertNull(Values.check(ValueType.FUNCREF, null));
        assertRefused("funcref", "java.lang.String", () -> Values.check(ValueType.FUNCREF, "x"));
        assertRefused("funcref", notOurs(), () -> Values.check(ValueType.FUNCREF, foreign));
    }

    @Test
    void nullIsNoneOfATypeThatIsNotNullable() {
        for (HeapType heap : List.of(HeapType.FUNC, HeapType.EXTERN)) {
            ReferenceType type = new ReferenceType(false, heap);
            assertRefused(type.toString(), "null", () -> Values.check(type, null));
            assertSame(own, Values.check(type, own));
        }
    }

    @Test
    void tablesAndGlobalsCheck() {
        Table table = engine.table(new TableType(ReferenceType.FUNCREF, SizeRange.atLeast(1)));
        assertRefused("funcref", notOurs(), () -> table.set(0, foreign));
        assertRefused("funcref", notOurs(), () -> table.grow(1, foreign));
        Global global = engine.global(new GlobalType(ValueType.FUNCREF, true), null);
        assertRefused("funcref", notOurs(), () -> global.set(foreign));
        Global number = engine.global(new GlobalType(ValueType.F32, true), 1f);
        assertRefused("f32", "java.lang.Double", () -> number.set(1d));
        assertEquals(1f, number.get());
    }

    @Test
    void argumentsAndResultsAreChecked() throws Throwable {
        Function give = engine.function("give", host(Answer.class, "give", () -> answer));
        Function take = engine.function("take", HostFunction.of(MethodHandles.identity(Function.class)));
        assertRefused("funcref", notOurs(), () -> take.call(foreign));
        assertRefused("funcref", notOurs(), () -> {
            Function unused = (Function) take.handle().invokeExact(foreign);
        });
        assertSame(own, (Function) take.handle().invokeExact(own));
        answer = own;
        assertSame(own, (Function) give.handle().invokeExact());
        answer = foreign;
        Throwable trap = assertThrows(RuntimeException.class, give::call);
        assertTrue(trap.getMessage().contains("(not made by the engine)"), trap.getMessage());
    }
}
