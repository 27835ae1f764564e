package dev.tagalong.dl.internal.resolve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagalong.dl.DlException;
import dev.tagalong.dl.OpenFlags;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenModeTest {

    @ParameterizedTest
    @ValueSource(ints = {0, OpenFlags.RTLD_NOW, 3})
    void functionsAreBoundAtOnceUnlessToldOtherwise(int flags) {
        assertEquals(new OpenMode(false, false, false, false, false), OpenMode.of(flags));
    }

    @Test
    void eachFlagHasItsMeaning() {
        assertEquals(new OpenMode(true, false, false, false, false), OpenMode.of(OpenFlags.RTLD_NOLOAD));
        assertEquals(new OpenMode(false, true, false, false, false), OpenMode.of(OpenFlags.RTLD_NODELETE));
        assertEquals(
                new OpenMode(false, false, true, false, false),
                OpenMode.of(OpenFlags.RTLD_GLOBAL | OpenFlags.RTLD_NOW));
        assertEquals(new OpenMode(false, false, false, true, false), OpenMode.of(OpenFlags.RTLD_LAZY));
        assertEquals(new OpenMode(false, false, false, false, true), OpenMode.of(OpenFlags.RTLD_DEEPBIND));
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 0x80000, 0x80000000, -1})
    void anUnknownBitIsNamed(int flags) {
        String text = assertThrows(DlException.class, () -> OpenMode.of(flags)).getMessage();
        assertTrue(text.contains("0x" + Integer.toHexString(flags & ~0x110F)), text);
    }
}
