package dev.tagalong.runtime.internal.value;

import static dev.tagalong.runtime.type.ValueType.EXTERNREF;
import static dev.tagalong.runtime.type.ValueType.F32;
import static dev.tagalong.runtime.type.ValueType.F64;
import static dev.tagalong.runtime.type.ValueType.FUNCREF;
import static dev.tagalong.runtime.type.ValueType.I32;
import static dev.tagalong.runtime.type.ValueType.I64;
import static dev.tagalong.runtime.type.ValueType.V128;
import static java.lang.invoke.MethodType.methodType;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagalong.runtime.type.FunctionType;
import dev.tagalong.runtime.type.ValueType;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class CallShapeTest {

    private static CallShape shape(List<ValueType> parameters, List<ValueType> results) {
        return CallShape.of(FunctionType.of(parameters, results));
    }

    @Test
    void eachValueHasItsCarrier() {
        CallShape shape = shape(List.of(I32, I64, F32, F64, FUNCREF, EXTERNREF), List.of(EXTERNREF, F32));
        assertEquals(
                List.of(Carrier.INT, Carrier.LONG, Carrier.FLOAT, Carrier.DOUBLE, Carrier.OBJECT, Carrier.OBJECT),
                shape.parameters);
        assertEquals(List.of(Carrier.OBJECT, Carrier.FLOAT), shape.results);
        assertEquals("IJFDLL:LF", shape.toString());
    }

    @Test
    void slotsOfTheValueStackAreCounted() {
        CallShape shape = shape(List.of(I32, I64, EXTERNREF), List.of(F64));
        assertEquals(3, shape.parameterSlots);
        assertEquals(1, shape.resultSlots);
        assertEquals(3, shape.stackSlots);
    }

    @Test
    void resultsMayNeedMoreSlotsThanArguments() {
        CallShape shape = shape(List.of(F32), List.of(I32, I64, FUNCREF, F64));
        assertEquals(1, shape.parameterSlots);
        assertEquals(4, shape.resultSlots);
        assertEquals(4, shape.stackSlots);
    }

    @Test
    void referencesAreObjectsInJava() {
        assertEquals(
                methodType(Object.class, int.class, long.class, float.class, double.class, Object.class),
                shape(List.of(I32, I64, F32, F64, EXTERNREF), List.of(FUNCREF)).methodType());
    }

    @Test
    void noneOrSeveralResultsAreVoidInJava() {
        assertEquals(methodType(void.class), shape(List.of(), List.of()).methodType());
        assertEquals(
                methodType(void.class, int.class),
                shape(List.of(I32), List.of(I32, I32)).methodType());
    }

    @Test
    void wideParametersCountTwiceForJava() {
        assertTrue(shape(Collections.nCopies(240, I32), List.of()).fitsJava());
        assertFalse(shape(Collections.nCopies(241, I32), List.of()).fitsJava());
        assertTrue(shape(Collections.nCopies(120, I64), List.of()).fitsJava());
        assertFalse(shape(Collections.nCopies(121, F64), List.of()).fitsJava());
    }

    @Test
    void tooManyParametersForJavaStillHaveSlots() {
        CallShape shape = shape(Collections.nCopies(1000, I64), List.of(I32));
        assertEquals(1000, shape.parameterSlots);
        assertThrows(UnsupportedOperationException.class, shape::methodType);
    }

    @Test
    void oneTypeHasOneShape() {
        FunctionType type = FunctionType.of(List.of(I64, EXTERNREF), List.of(I64));
        assertSame(CallShape.of(type), CallShape.of(type));
    }

    @Test
    void kindsOfReferencesDoNotMatter() {
        CallShape function = shape(List.of(FUNCREF), List.of());
        CallShape external = shape(List.of(EXTERNREF), List.of());
        assertEquals(function, external);
        assertEquals(function.hashCode(), external.hashCode());
        assertNotEquals(function, shape(List.of(), List.of(EXTERNREF)));
        assertNotEquals(function, shape(List.of(I32), List.of()));
    }

    @Test
    void aVectorIsTwoParts() {
        CallShape shape = shape(List.of(I32, V128, F64), List.of(V128));
        assertEquals(List.of(Carrier.INT, Carrier.VECTOR, Carrier.DOUBLE), shape.parameters);
        assertEquals(List.of(Carrier.INT, Carrier.LONG, Carrier.LONG, Carrier.DOUBLE), shape.parameterParts);
        assertEquals(4, shape.parameterSlots);
        assertEquals(2, shape.resultSlots);
        assertEquals(
                methodType(void.class, int.class, long.class, long.class, double.class),
                shape.methodType(),
                "a result of two parts is returned as several results are");
        assertEquals("IVD:V", shape.toString());
        assertNotEquals(shape(List.of(I64, I64), List.of()), shape(List.of(V128), List.of()));
        assertTrue(shape(Collections.nCopies(60, V128), List.of()).fitsJava());
        assertFalse(shape(Collections.nCopies(61, V128), List.of()).fitsJava());
    }
}
