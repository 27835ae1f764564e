package dev.tagalong.runtime;

import static java.lang.invoke.MethodType.methodType;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tagalong.runtime.type.FunctionType;
import dev.tagalong.runtime.type.HeapType;
import dev.tagalong.runtime.type.ReferenceType;
import dev.tagalong.runtime.type.ValueType;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class JavaTypesTest {

    @Test
    void valuesAreCarriedByTheirCounterparts() {
        assertEquals(int.class, JavaTypes.of(ValueType.I32));
        assertEquals(long.class, JavaTypes.of(ValueType.I64));
        assertEquals(float.class, JavaTypes.of(ValueType.F32));
        assertEquals(double.class, JavaTypes.of(ValueType.F64));
        assertEquals(Function.class, JavaTypes.of(ValueType.FUNCREF));
        assertEquals(Function.class, JavaTypes.of(new ReferenceType(false, HeapType.FUNC)));
        assertEquals(Object.class, JavaTypes.of(ValueType.EXTERNREF));
        assertEquals(V128.class, JavaTypes.of(ValueType.V128));
    }

    @Test
    void severalResultsAreAnArray() {
        assertEquals(methodType(void.class), JavaTypes.of(FunctionType.of(List.of(), List.of())));
        assertEquals(
                methodType(Function.class, int.class, double.class),
                JavaTypes.of(FunctionType.of(List.of(ValueType.I32, ValueType.F64), List.of(ValueType.FUNCREF))));
        assertEquals(
                methodType(Object[].class),
                JavaTypes.of(FunctionType.of(List.of(), List.of(ValueType.I32, ValueType.I32))));
    }

    @Test
    void parametersAreAsManyAsAMethodTakes() {
        assertEquals(250, JavaTypes.of(parameters(250, ValueType.I32)).parameterCount());
        assertEquals(125, JavaTypes.of(parameters(125, ValueType.I64)).parameterCount());
        assertEquals(62, JavaTypes.of(parameters(62, ValueType.V128)).parameterCount());
        for (FunctionType type : List.of(
                parameters(251, ValueType.I32), parameters(126, ValueType.F64), parameters(63, ValueType.V128))) {
            assertThrows(UnsupportedOperationException.class, () -> JavaTypes.of(type));
        }
    }

    private static FunctionType parameters(int count, ValueType type) {
        return FunctionType.of(Collections.nCopies(count, type), List.of());
    }
}
