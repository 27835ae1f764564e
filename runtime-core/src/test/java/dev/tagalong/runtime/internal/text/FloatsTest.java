package dev.tagalong.runtime.internal.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class FloatsTest {

    @Test
    void numbers() {
        assertEquals("1.5", Floats.f32(Float.floatToRawIntBits(1.5f)));
        assertEquals("-0.0", Floats.f64(Double.doubleToRawLongBits(-0.0)));
        assertEquals("inf", Floats.f32(0x7F80_0000));
        assertEquals("-inf", Floats.f64(0xFFF0_0000_0000_0000L));
    }

    @Test
    void nansKeepTheirPayload() {
        assertEquals("nan", Floats.f32(0x7FC0_0000));
        assertEquals("-nan", Floats.f64(0xFFF8_0000_0000_0000L));
        assertEquals("nan:0x200001", Floats.f32(0x7FA0_0001));
        assertEquals("-nan:0x4000000000001", Floats.f64(0xFFF4_0000_0000_0001L));
    }
}
