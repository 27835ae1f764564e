package dev.tagalong.runtime.internal.binary;

import static dev.tagalong.runtime.testing.Binary.*;
import static dev.tagalong.runtime.testing.ModuleAssertions.assertRefused;
import static dev.tagalong.runtime.testing.ModuleAssertions.load;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.tagalong.runtime.ModuleException.Reason;
import dev.tagalong.runtime.internal.module.ElementSegment;
import dev.tagalong.runtime.internal.module.SegmentMode;
import dev.tagalong.runtime.testing.KitchenSink;
import dev.tagalong.runtime.type.ReferenceType;
import java.util.List;
import org.junit.jupiter.api.Test;

class ElementSectionReaderTest {

    private static final List<ElementSegment> EIGHT = load(KitchenSink.binary()).elements();

    @Test
    void modes() {
        SegmentMode[] expected = {
            SegmentMode.ACTIVE, SegmentMode.PASSIVE, SegmentMode.ACTIVE, SegmentMode.DECLARATIVE,
            SegmentMode.ACTIVE, SegmentMode.PASSIVE, SegmentMode.ACTIVE, SegmentMode.DECLARATIVE
        };
        for (int kind = 0; kind < expected.length; kind++) {
            ElementSegment segment = EIGHT.get(kind);
            assertEquals(expected[kind], segment.mode(), "kind " + kind);
            assertEquals(segment.mode() == SegmentMode.ACTIVE, segment.tableOffset() != null, "kind " + kind);
            assertEquals(kind >= 4, segment.expressions() != null, "kind " + kind);
            assertEquals(kind < 4, segment.functions() != null, "kind " + kind);
        }
    }

    @Test
    void tablesTypesAndSizes() {
        assertEquals(0, EIGHT.get(0).tableIndex());
        assertEquals(2, EIGHT.get(2).tableIndex());
        assertEquals(2, EIGHT.get(6).tableIndex());
        assertEquals(ReferenceType.FUNCREF, EIGHT.get(4).type());
        assertEquals(ReferenceType.EXTERNREF, EIGHT.get(5).type());
        assertArrayEquals(new int[] {1, 2}, EIGHT.get(1).functions());
        assertEquals(2, EIGHT.get(1).size());
        assertEquals(1, EIGHT.get(4).size());
        assertEquals(0, EIGHT.get(7).size());
    }

    @Test
    void malformed() {
        assertRefused(Reason.MALFORMED, "malformed elements segment kind: 8", module(vectorSection(9, 8)));
        assertRefused(Reason.MALFORMED, "malformed element kind: 1", module(vectorSection(9, bytes(1, 1, 0))));
        assertRefused(Reason.MALFORMED, "malformed reference type", module(vectorSection(9, bytes(5, I32, 0))));
        assertRefused(Reason.MALFORMED, "unexpected end", module(vectorSection(9, bytes(1, 0, u32(-1)))));
        assertRefused(Reason.UNSUPPORTED, "custom descriptors", module(vectorSection(9, bytes(5, 0x62, 0))));
    }

    @Test
    void offsets() {
        assertNotNull(EIGHT.get(0).tableOffset());
        assertNull(EIGHT.get(1).tableOffset());
    }
}
