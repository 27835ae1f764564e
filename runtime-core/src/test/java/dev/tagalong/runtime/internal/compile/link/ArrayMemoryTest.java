package dev.tagalong.runtime.internal.compile.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagalong.runtime.testing.MethodSizes;
import dev.tagalong.runtime.type.MemoryType;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** How generated code reads and writes memory. */
final class ArrayMemoryTest {

    /** HotSpot's {@code C1MaxInlineSize}, and {@code MaxInlineSize}. */
    private static final int INLINED_BY_C1 = 35;

    private static final int END = MemoryType.PAGE_SIZE;

    private final byte[] bytes = new byte[END];

    @Test
    void whatUsesAVarHandleIsTooBigForC1() throws IOException {
        try (InputStream in = ArrayMemory.class.getResourceAsStream("ArrayMemory.class")) {
            Map<String, Integer> small = MethodSizes.of(in.readAllBytes()).entrySet().stream()
                    .filter(e -> e.getValue() <= INLINED_BY_C1)
                    .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
            List<String> wide = small.keySet().stream()
                    .filter(name -> name.matches(".*(read|write)(Short|Int|Long).*"))
                    .toList();
            assertEquals(List.of(), wide, small.toString());
            assertTrue(small.keySet().stream().anyMatch(name -> name.contains("readByte")), small.toString());
        }
    }

    @Test
    void numbersAreLittleEndianAtAnyAddress() {
        ArrayMemory.writeLong(1, 0x0807_0605_0403_0201L, bytes);
        assertEquals(0x0807_0605_0403_0201L, ArrayMemory.readLong(0, 1, bytes));
        assertEquals(0x0504_0302, ArrayMemory.readInt(2, bytes));
        assertEquals(0x0605_0403, ArrayMemory.readInt(1, 2, bytes));
        assertEquals(0x0403, ArrayMemory.readShort(3, bytes));
        assertEquals(0x0504, ArrayMemory.readShort(1, 3, bytes));
        assertEquals(8, ArrayMemory.readByte(8, bytes));
        assertEquals(7, ArrayMemory.readByte(1, 6, bytes));
        ArrayMemory.writeInt(0, -2, 1, bytes);
        ArrayMemory.writeShort(1, (short) -3, 4, bytes);
        ArrayMemory.writeByte(2, (byte) -4, 5, bytes);
        assertEquals(0x08FC_FFFD_FFFF_FFFEL, ArrayMemory.readLong(1, bytes));
    }

    @Test
    void theLastBytesAreInsideAndNothingFurther() {
        ArrayMemory.writeLong(END - 8, -1, bytes);
        assertEquals(-1, ArrayMemory.readLong(END - 16, 8, bytes));
        outside(() -> ArrayMemory.readLong(END - 7, bytes));
        outside(() -> ArrayMemory.writeLong(END - 15, 1, 8, bytes));
        outside(() -> ArrayMemory.readInt(END - 3, bytes));
        outside(() -> ArrayMemory.writeInt(0, 1, END - 3, bytes));
        outside(() -> ArrayMemory.readShort(END - 1, bytes));
        outside(() -> ArrayMemory.writeShort(END - 2, (short) 1, 1, bytes));
        outside(() -> ArrayMemory.readByte(END, bytes));
        outside(() -> ArrayMemory.writeByte(END - 1, (byte) 1, 1, bytes));
        assertEquals(-1, ArrayMemory.readLong(END - 8, bytes), "nothing was written in part");
    }

    @Test
    void noSumComesRoundToTheBeginning() {
        outside(() -> ArrayMemory.readInt(-8, 8, bytes));
        outside(() -> ArrayMemory.writeLong(-8, 1, 8, bytes));
        outside(() -> ArrayMemory.readShort(-1, 1, bytes));
        outside(() -> ArrayMemory.writeByte(-1, (byte) 1, Integer.MAX_VALUE, bytes));
        outside(() -> ArrayMemory.readByte(Integer.MAX_VALUE, Integer.MAX_VALUE, bytes));
        outside(() -> ArrayMemory.readInt(Integer.MIN_VALUE, bytes));
    }

    private static void outside(Executable access) {
        assertThrows(IndexOutOfBoundsException.class, access);
    }
}
