package dev.tagalong.itests.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagalong.itests.spec.Command.Value;
import dev.tagalong.itests.spec.Values.HostReference;
import dev.tagalong.runtime.HostFunction;
import dev.tagalong.runtime.V128;
import java.lang.invoke.MethodHandles;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ValuesTest {

    private static Value value(String type, String value) {
        return new Value(type, value, null, null);
    }

    @Test
    void argumentsAreSignedOrUnsigned() {
        assertEquals(-1, Values.argument(value("i32", "4294967295")));
        assertEquals(-1, Values.argument(value("i32", "-1")));
        assertEquals(-1L, Values.argument(value("i64", "18446744073709551615")));
        assertEquals(Long.MIN_VALUE, Values.argument(value("i64", "-9223372036854775808")));
        assertEquals(-0.0f, Values.argument(value("f32", "2147483648")));
        assertEquals(1.0, Values.argument(value("f64", "4607182418800017408")));
        assertEquals(new HostReference(3), Values.argument(value("externref", "3")));
        assertNull(Values.argument(value("externref", "null")));
        assertNull(Values.argument(value("funcref", "null")));
        assertThrows(IllegalArgumentException.class, () -> Values.argument(value("i31ref", "1")));
    }

    private static Value vector(String laneType, String... lanes) {
        return new Value("v128", List.of(lanes), laneType, null);
    }

    @Test
    void vectorsAreMadeOfLanes() {
        assertEquals(V128.ofInts(1, -1, 3, 4), Values.argument(vector("i32", "1", "4294967295", "3", "4")));
        assertEquals(new V128(-1, 5), Values.argument(vector("i64", "18446744073709551615", "5")));
        assertEquals(V128.ofFloats(0, -0f, 0, 0), Values.argument(vector("f32", "0", "2147483648", "0", "0")));
        assertEquals(
                V128.ofShorts((short) -1, (short) -2, (short) 3, (short) 0, (short) 0, (short) 0, (short) 0, (short) 9),
                Values.argument(vector("i16", "65535", "-2", "3", "0", "0", "0", "0", "9")));
        assertThrows(IllegalArgumentException.class, () -> Values.argument(vector("i32", "1", "2")));
    }

    @Test
    void vectorsAreComparedByLanes() {
        V128 one = V128.ofBytes(new byte[] {-1, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 127});
        String[] lanes = {"255", "2", "0", "0", "0", "0", "0", "0", "0", "0", "0", "0", "0", "0", "0", "127"};
        assertTrue(Values.matches(vector("i8", lanes), one));
        lanes[15] = "126";
        assertFalse(Values.matches(vector("i8", lanes), one));
        assertFalse(Values.matches(vector("i64", "1", "2"), 1L));
        Value nans = vector("f32", "nan:canonical", "nan:arithmetic", "0", "1065353216");
        assertTrue(Values.matches(nans, V128.ofInts(0xFFC00000, 0x7FC00001, 0, 0x3F800000)));
        assertFalse(Values.matches(nans, V128.ofInts(0x7FC00001, 0x7FC00001, 0, 0x3F800000)));
        assertFalse(Values.matches(nans, V128.ofInts(0x7FC00000, 0x7FC00000, 1 << 31, 0x3F800000)));
        assertTrue(
                Values.matches(vector("f64", "nan:canonical", "4607182418800017408"), V128.ofDoubles(Double.NaN, 1.0)));
    }

    @Test
    void numbersAreComparedByTypeAndBits() {
        assertTrue(Values.matches(value("i32", "4294967295"), -1));
        assertFalse(Values.matches(value("i32", "1"), 1L));
        assertFalse(Values.matches(value("i64", "1"), 2L));
        assertTrue(Values.matches(value("f32", "0"), 0.0f));
        assertFalse(Values.matches(value("f32", "0"), -0.0f));
        assertFalse(Values.matches(value("f64", "0"), -0.0));
        assertTrue(Values.matches(value("f64", "9221120237041090561"), Double.longBitsToDouble(0x7FF8000000000001L)));
    }

    @Test
    void nanPatterns() {
        float canonical = Float.intBitsToFloat(0x7FC00000);
        float negative = Float.intBitsToFloat(0xFFC00000);
        float payload = Float.intBitsToFloat(0x7FC00001);
        float signalling = Float.intBitsToFloat(0x7FA00000);
        assertTrue(Values.matches(value("f32", "nan:canonical"), canonical));
        assertTrue(Values.matches(value("f32", "nan:canonical"), negative));
        assertFalse(Values.matches(value("f32", "nan:canonical"), payload));
        assertTrue(Values.matches(value("f32", "nan:arithmetic"), payload));
        assertFalse(Values.matches(value("f32", "nan:arithmetic"), signalling));
        assertFalse(Values.matches(value("f32", "nan:arithmetic"), 1f));
        assertTrue(Values.matches(value("f64", "nan:canonical"), Double.longBitsToDouble(0xFFF8000000000000L)));
        assertFalse(Values.matches(value("f64", "nan:canonical"), Double.longBitsToDouble(0x7FF8000000000001L)));
        assertTrue(Values.matches(value("f64", "nan:arithmetic"), Double.longBitsToDouble(0x7FF8000000000001L)));
        assertFalse(Values.matches(value("f64", "nan:arithmetic"), Double.longBitsToDouble(0x7FF4000000000000L)));
    }

    @Test
    void references() {
        Object function = new FakeEngine().function("f", HostFunction.of(MethodHandles.zero(void.class)));
        assertTrue(Values.matches(value("refnull", null), null));
        assertTrue(Values.matches(value("funcref", "null"), null));
        assertFalse(Values.matches(value("funcref", "null"), function));
        assertTrue(Values.matches(value("funcref", null), function));
        assertFalse(Values.matches(value("funcref", null), null));
        assertTrue(Values.matches(value("externref", "4"), new HostReference(4)));
        assertFalse(Values.matches(value("externref", "4"), new HostReference(5)));
        assertFalse(Values.matches(value("externref", "4"), null));
        assertTrue(Values.matches(value("externref", null), "anything"));
        assertFalse(Values.matches(value("externref", null), null));
    }

    @Test
    void eitherTakesAnyOfItsValues() {
        Value either = new Value("either", null, null, List.of(value("i32", "1"), value("i32", "2")));
        assertTrue(Values.matches(either, 1));
        assertTrue(Values.matches(either, 2));
        assertFalse(Values.matches(either, 3));
        assertEquals("i32 1 or i32 2", either.toString());
    }

    @Test
    void resultsAreCounted() {
        List<Value> one = List.of(value("i32", "1"));
        assertTrue(Values.match(one, Values.results(1, 1)));
        assertTrue(
                Values.match(List.of(value("i32", "1"), value("i64", "2")), Values.results(new Object[] {1, 2L}, 2)));
        assertTrue(Values.match(List.of(), Values.results(null, 0)));
        assertTrue(Values.match(List.of(value("externref", "null")), Values.results(null, 1)));
        assertFalse(Values.match(one, Values.results(null, 1)));
        assertFalse(Values.match(one, Values.results(new Object[] {1, 2}, 1)));
        assertFalse(Values.match(List.of(), Values.results(1, 0)));
    }
}
