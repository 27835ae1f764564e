package dev.tagalong.runtime.internal.value;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagalong.runtime.JavaTypes;
import dev.tagalong.runtime.V128;
import dev.tagalong.runtime.type.AbstractHeapType;
import dev.tagalong.runtime.type.NumberType;
import dev.tagalong.runtime.type.ReferenceType;
import dev.tagalong.runtime.type.ValueType;
import dev.tagalong.runtime.type.VectorType;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CarrierTest {

    private static final int QUIET_WITH_PAYLOAD = 0x7FC1_2345;
    private static final int SIGNALLING = 0xFFA0_0001;
    private static final long WIDE_QUIET_WITH_PAYLOAD = 0x7FF8_0123_4567_89ABL;
    private static final long WIDE_SIGNALLING = 0xFFF4_0000_0000_0001L;

    private static Stream<ReferenceType> references() {
        return Stream.of(AbstractHeapType.values())
                .flatMap(heap -> Stream.of(new ReferenceType(true, heap), new ReferenceType(false, heap)));
    }

    @ParameterizedTest
    @EnumSource(NumberType.class)
    void aNumberIsCarriedAsBitsAndInItsOwnJavaType(NumberType type) {
        Carrier carrier = Carrier.of(type);
        assertFalse(carrier.object);
        assertEquals(JavaTypes.of(type), carrier.javaType);
        assertEquals(JavaTypes.of(type).descriptorString(), carrier.descriptor);
        boolean wide = type == ValueType.I64 || type == ValueType.F64;
        assertEquals(wide ? 2 : 1, carrier.jvmSlots);
        assertEquals(1, carrier.stackSlots);
    }

    @ParameterizedTest
    @MethodSource("references")
    void aReferenceIsCarriedAsAnObject(ReferenceType type) {
        Carrier carrier = Carrier.of(type);
        assertEquals(Carrier.OBJECT, carrier);
        assertTrue(carrier.object);
        assertEquals(Object.class, carrier.javaType);
        assertEquals("Ljava/lang/Object;", carrier.descriptor);
        assertEquals(1, carrier.jvmSlots);
        assertEquals(1, carrier.stackSlots);
    }

    @Test
    void aVectorIsCarriedAsTwoLongs() {
        Carrier carrier = Carrier.of(VectorType.V128);
        assertEquals(Carrier.VECTOR, carrier);
        assertFalse(carrier.object);
        assertEquals(List.of(Carrier.LONG, Carrier.LONG), carrier.parts());
        assertEquals("JJ", carrier.descriptor);
        assertEquals(4, carrier.jvmSlots);
        assertEquals(2, carrier.stackSlots);
    }

    @Test
    void partsAreInOrderAndOthersAreTheirOnlyPart() {
        assertEquals(
                List.of(Carrier.INT, Carrier.LONG, Carrier.LONG, Carrier.OBJECT),
                Carrier.parts(List.of(Carrier.INT, Carrier.VECTOR, Carrier.OBJECT)));
        List<Carrier> scalars = List.of(Carrier.LONG, Carrier.FLOAT);
        assertSame(scalars, Carrier.parts(scalars));
        for (Carrier carrier : Carrier.values()) {
            assertEquals(
                    carrier.jvmSlots,
                    carrier.parts().stream().mapToInt(p -> p.jvmSlots).sum());
            assertEquals(carrier.stackSlots, carrier.parts().size());
        }
    }

    @Test
    void boxesComeFromSlotsAndGoThere() {
        long[] slots = {0, 7, -1, 9};
        assertEquals(new V128(7, -1), Carrier.VECTOR.box(slots, 1));
        assertEquals(-1, Carrier.INT.box(slots, 2));
        Carrier.VECTOR.unbox(new V128(3, 4), slots, 2);
        Carrier.DOUBLE.unbox(1.0, slots, 0);
        assertArrayEquals(new long[] {Double.doubleToRawLongBits(1), 7, 3, 4}, slots);
    }

    @Test
    void zeroIsBitsZero() {
        assertEquals(0, Carrier.INT.box(0));
        assertEquals(0L, Carrier.LONG.box(0));
        assertEquals(0f, Carrier.FLOAT.box(0));
        assertEquals(0d, Carrier.DOUBLE.box(0));
        assertEquals(0, Carrier.INT.unbox(0));
        assertEquals(0, Carrier.LONG.unbox(0L));
        assertEquals(0, Carrier.FLOAT.unbox(0f));
        assertEquals(0, Carrier.DOUBLE.unbox(0d));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, -1, Integer.MIN_VALUE, Integer.MAX_VALUE})
    void anIntIsInTheLowerHalf(int value) {
        assertEquals(value, Carrier.INT.unbox(value));
        assertEquals(value, Carrier.INT.box(value));
        assertEquals(value, Carrier.INT.box(value & 0xFFFF_FFFFL));
        assertEquals(value, Carrier.INT.box(value ^ 0x1234_5678_0000_0000L));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, -1, Long.MIN_VALUE, Long.MAX_VALUE})
    void aLongIsItsBits(long value) {
        assertEquals(value, Carrier.LONG.unbox(value));
        assertEquals(value, Carrier.LONG.box(value));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, Integer.MIN_VALUE, 1, 0x7F80_0000, 0x3FC0_0000, QUIET_WITH_PAYLOAD, SIGNALLING})
    void aFloatKeepsItsBits(int bits) throws Throwable {
        assertEquals(bits, (int) Carrier.FLOAT.unbox(Carrier.FLOAT.box(bits)));
        assertEquals(bits, (int) Carrier.FLOAT.unbox(Carrier.FLOAT.box(bits ^ 0x1234_5678_0000_0000L)));
        float number = (float) Carrier.FLOAT.fromBits().invokeExact((long) bits);
        assertEquals(bits, Float.floatToRawIntBits(number));
        assertEquals(bits, (int) (long) Carrier.FLOAT.toBits().invokeExact(number));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, Long.MIN_VALUE, 1, 0x7FF0_0000_0000_0000L, WIDE_QUIET_WITH_PAYLOAD, WIDE_SIGNALLING})
    void aDoubleKeepsItsBits(long bits) throws Throwable {
        assertEquals(bits, Carrier.DOUBLE.unbox(Carrier.DOUBLE.box(bits)));
        double number = (double) Carrier.DOUBLE.fromBits().invokeExact(bits);
        assertEquals(bits, Double.doubleToRawLongBits(number));
        assertEquals(bits, (long) Carrier.DOUBLE.toBits().invokeExact(number));
    }

    @ParameterizedTest
    @EnumSource(
            value = Carrier.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"OBJECT", "VECTOR"})
    void handlesSayWhatBoxesSay(Carrier carrier) throws Throwable {
        long bits = 0x4048_F5C3_4048_F5C3L;
        assertEquals(
                MethodType.methodType(long.class, carrier.javaType),
                carrier.toBits().type());
        assertEquals(
                MethodType.methodType(carrier.javaType, long.class),
                carrier.fromBits().type());
        Object number = carrier.fromBits().invoke(bits);
        assertEquals(carrier.box(bits), number);
        assertEquals(carrier.unbox(number), (long) carrier.toBits().invoke(number));
    }

    @ParameterizedTest
    @EnumSource(Carrier.class)
    void aBoxIsOfOneCarrier(Carrier carrier) {
        for (Object number : new Object[] {1, 1L, 1f, 1d, V128.ZERO}) {
            Class<?> primitive =
                    MethodType.methodType(number.getClass()).unwrap().returnType();
            assertEquals(primitive == carrier.javaType, carrier.boxes(number), carrier + " of " + primitive);
            if (!carrier.object && primitive != carrier.javaType) {
                assertThrows(ClassCastException.class, () -> carrier.unbox(number, new long[2], 0));
            }
        }
        assertFalse(carrier.boxes(null));
        assertFalse(carrier.boxes("text"));
    }

    @ParameterizedTest
    @EnumSource(Carrier.class)
    void aJavaTypeHasItsCarrier(Carrier carrier) {
        assertEquals(carrier, Carrier.ofJava(carrier.javaType));
    }

    @Test
    void everyClassIsCarriedAsAnObject() {
        assertEquals(Carrier.OBJECT, Carrier.ofJava(String.class));
        assertEquals(Carrier.OBJECT, Carrier.ofJava(Integer.class));
        assertThrows(IllegalArgumentException.class, () -> Carrier.ofJava(boolean.class));
        assertThrows(IllegalArgumentException.class, () -> Carrier.ofJava(void.class));
    }

    @ParameterizedTest
    @EnumSource(
            value = Carrier.class,
            names = {"OBJECT", "VECTOR"})
    void anObjectHasNoBitsAndAVectorHasThoseOfTwoNumbers(Carrier carrier) {
        assertThrows(UnsupportedOperationException.class, () -> carrier.box(0));
        assertThrows(UnsupportedOperationException.class, () -> carrier.unbox(0));
        assertThrows(UnsupportedOperationException.class, carrier::toBits);
        assertThrows(UnsupportedOperationException.class, carrier::fromBits);
    }
}
