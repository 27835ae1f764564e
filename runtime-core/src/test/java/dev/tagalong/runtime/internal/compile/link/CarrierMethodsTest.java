package dev.tagalong.runtime.internal.compile.link;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tagalong.runtime.internal.bridge.StackBridge;
import dev.tagalong.runtime.internal.store.InstanceImpl;
import dev.tagalong.runtime.internal.thread.ExecutionContext;
import dev.tagalong.runtime.internal.value.Carrier;
import java.lang.reflect.Method;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Generated code calls a method of its own for each carrier of one part: none is without. */
class CarrierMethodsTest {

    private static Method of(Class<?> owner, String name, Class<?>... parameters) throws NoSuchMethodException {
        return owner.getMethod(name, parameters);
    }

    @ParameterizedTest
    @EnumSource(value = Carrier.class, mode = EnumSource.Mode.EXCLUDE, names = "VECTOR")
    void valuesGoToTheValueStackAndBack(Carrier carrier) throws ReflectiveOperationException {
        ExecutionContext context = ExecutionContext.current();
        Object value = carrier.object ? "x" : carrier.box(0x4048_F5C3_4048_F5C3L);
        String take = "take" + (carrier.object ? "Reference" : carrier.descriptor);
        context.ensureStack(carrier.stackSlots);
        of(StackBridge.class, "put", ExecutionContext.class, int.class, carrier.javaType)
                .invoke(null, context, 0, value);
        assertEquals(
                value,
                of(StackBridge.class, take, ExecutionContext.class, int.class).invoke(null, context, 0));
    }

    @ParameterizedTest
    @EnumSource(value = Carrier.class, mode = EnumSource.Mode.EXCLUDE, names = "VECTOR")
    void aTailCallsResultIsTaken(Carrier carrier) throws ReflectiveOperationException {
        Method endTail = of(Support.class, "endTail", carrier.javaType, InstanceImpl.class, int.class);
        assertEquals(carrier.javaType, endTail.getReturnType());
    }
}
