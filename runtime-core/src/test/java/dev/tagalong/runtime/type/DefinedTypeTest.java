package dev.tagalong.runtime.type;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class DefinedTypeTest {

    private static final FieldType NUMBER = new FieldType(ValueType.I32, false);

    private static SubType struct(boolean isFinal, HeapType supertype, FieldType... fields) {
        return new SubType(isFinal, supertype, new CompositeType.Struct(List.of(fields)));
    }

    private static FieldType field(HeapType type) {
        return new FieldType(new ReferenceType(true, type), true);
    }

    private static List<DefinedType> list() {
        return DefinedType.group(List.of(struct(true, null, NUMBER, field(new RecursionIndex(0)))));
    }

    @Test
    void equalGroupsAreOne() {
        assertSame(list().get(0), list().get(0));
        assertSame(StructType.of(List.of(NUMBER)), StructType.of(List.of(NUMBER)));
        assertNotSame(
                StructType.of(List.of(NUMBER)),
                DefinedType.group(List.of(struct(false, null, NUMBER))).get(0));
    }

    @Test
    void aTypeMayReferToItself() {
        StructType list = (StructType) list().get(0);
        ReferenceType next = (ReferenceType) list.fields().get(1).storage();
        assertSame(list, next.heapType());
        assertEquals("struct (i32, (mut (ref null a struct)))", list.toString());
    }

    @Test
    void theSameTypeInAnotherGroupIsAnother() {
        List<DefinedType> pair = DefinedType.group(List.of(struct(true, null, NUMBER), struct(true, null, NUMBER)));
        assertNotSame(pair.get(0), pair.get(1));
        assertNotSame(StructType.of(List.of(NUMBER)), pair.get(0));
    }

    @Test
    void aSubtypeMatchesAllThatAreAbove() {
        DefinedType top =
                DefinedType.group(List.of(struct(false, null, NUMBER))).get(0);
        DefinedType middle =
                DefinedType.group(List.of(struct(false, top, NUMBER, NUMBER))).get(0);
        DefinedType bottom =
                DefinedType.group(List.of(struct(true, middle, NUMBER, NUMBER))).get(0);
        assertTrue(bottom.matches(top));
        assertTrue(bottom.matches(middle));
        assertFalse(middle.matches(bottom));
        assertTrue(bottom.matches(AbstractHeapType.EQ));
        assertFalse(bottom.matches(AbstractHeapType.ARRAY));
        assertTrue(AbstractHeapType.NONE.matches(bottom));
        assertFalse(AbstractHeapType.NOFUNC.matches(bottom));
        assertSame(middle, bottom.supertype());
        assertNull(top.supertype());
        assertEquals(2, bottom.depth());
    }

    @Test
    void aBadGroupIsRefused() {
        DefinedType last = StructType.of(List.of(NUMBER));
        List<SubType> extendsFinal = List.of(struct(true, last, NUMBER));
        assertThrows(IllegalArgumentException.class, () -> DefinedType.group(extendsFinal));
        List<SubType> outside = List.of(struct(true, null, field(new RecursionIndex(1))));
        assertThrows(IllegalArgumentException.class, () -> DefinedType.group(outside));
        List<SubType> extendsItself = List.of(struct(false, new RecursionIndex(0), NUMBER));
        assertThrows(IllegalArgumentException.class, () -> DefinedType.group(extendsItself));
    }

    @Test
    void hierarchiesAreApart() {
        assertTrue(AbstractHeapType.NONE.matches(AbstractHeapType.I31));
        assertTrue(AbstractHeapType.NOEXN.matches(AbstractHeapType.EXN));
        assertFalse(AbstractHeapType.NONE.matches(AbstractHeapType.EXTERN));
        assertFalse(AbstractHeapType.FUNC.matches(AbstractHeapType.ANY));
        assertTrue(FunctionType.of(List.of(), List.of()).matches(AbstractHeapType.FUNC));
    }
}
