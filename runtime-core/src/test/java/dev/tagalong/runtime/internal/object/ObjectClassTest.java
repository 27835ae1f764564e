package dev.tagalong.runtime.internal.object;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagalong.runtime.I31;
import dev.tagalong.runtime.type.AbstractHeapType;
import dev.tagalong.runtime.type.ArrayType;
import dev.tagalong.runtime.type.CompositeType;
import dev.tagalong.runtime.type.DefinedType;
import dev.tagalong.runtime.type.FieldType;
import dev.tagalong.runtime.type.FunctionType;
import dev.tagalong.runtime.type.HeapType;
import dev.tagalong.runtime.type.PackedType;
import dev.tagalong.runtime.type.RecursionIndex;
import dev.tagalong.runtime.type.ReferenceType;
import dev.tagalong.runtime.type.StorageType;
import dev.tagalong.runtime.type.StructType;
import dev.tagalong.runtime.type.SubType;
import dev.tagalong.runtime.type.ValueType;
import dev.tagalong.runtime.type.VectorType;
import java.lang.ref.WeakReference;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ObjectClassTest {

    private static final ValueType ANYREF = new ReferenceType(true, AbstractHeapType.ANY);

    private static FieldType mutable(StorageType type) {
        return new FieldType(type, true);
    }

    private static SubType open(HeapType above, FieldType... fields) {
        return new SubType(false, above, new CompositeType.Struct(List.of(fields)));
    }

    private static final StructType ALL = StructType.of(List.of(
            mutable(PackedType.I8),
            mutable(PackedType.I16),
            mutable(ValueType.I32),
            mutable(ValueType.I64),
            mutable(ValueType.F32),
            mutable(ValueType.F64),
            mutable(ANYREF)));

    @Test
    void aStructureHasJavaFieldsOfItsTypes() throws ReflectiveOperationException {
        Class<?> type = ObjectClass.of(ALL).javaClass;
        List<Class<?>> expected =
                List.of(byte.class, short.class, int.class, long.class, float.class, double.class, Object.class);
        for (int i = 0; i < expected.size(); i++) {
            assertEquals(expected.get(i), type.getField(StructLayout.name(i)).getType());
        }
        assertTrue(Modifier.isFinal(type.getModifiers()));
        Object made = type.getMethod(
                        StructLayout.MAKE,
                        int.class,
                        int.class,
                        int.class,
                        long.class,
                        float.class,
                        double.class,
                        Object.class,
                        HeapLimit.class)
                .invoke(null, 0x1FF, 0x18000, 3, 4L, 5f, 6.0, "seven", new HeapLimit(HeapLimit.NONE));
        Struct struct = (Struct) made;
        assertEquals(List.of(-1, -0x8000, 3, 4L, 5f, 6.0, "seven"), fields(struct));
    }

    @Test
    void fieldsOfReferencesHaveTheClassesOfWhatTheyHold() throws ReflectiveOperationException {
        FunctionType function = FunctionType.of(List.of(), List.of());
        DefinedType other =
                DefinedType.group(List.of(open(null, mutable(ValueType.F32)))).get(0);
        DefinedType base = DefinedType.group(List.of(open(null, new FieldType(ANYREF, false), reference(other))))
                .get(0);
        DefinedType type = DefinedType.group(List.of(open(
                        base,
                        new FieldType(new ReferenceType(true, new RecursionIndex(0)), false),
                        reference(other),
                        mutable(new ReferenceType(true, new RecursionIndex(0))),
                        reference(ArrayType.of(mutable(ValueType.I32))),
                        reference(function),
                        reference(AbstractHeapType.FUNC),
                        reference(AbstractHeapType.I31),
                        reference(AbstractHeapType.STRUCT),
                        reference(AbstractHeapType.EQ))))
                .get(0);
        Class<?> javaClass = ObjectClass.of(type).javaClass;
        List<Class<?>> expected = List.of(
                Object.class,
                ObjectClass.of(other).javaClass,
                javaClass,
                ObjectClass.of(ArrayType.of(mutable(ValueType.I32))).javaClass,
                FunctionObject.class,
                FunctionObject.class,
                I31.class,
                Struct.class,
                Object.class);
        for (int i = 0; i < expected.size(); i++) {
            assertEquals(
                    expected.get(i), javaClass.getField(StructLayout.name(i)).getType());
        }
        Struct empty = ObjectClass.of(type).fresh();
        Struct held = ObjectClass.of(other).struct(1f);
        empty.set(1, held);
        empty.set(2, empty);
        assertSame(held, empty.reference(1));
        assertSame(empty, empty.reference(2));
    }

    @Test
    void aFieldThatASubtypeNarrowsHasTheClassThatTheSupertypeGaveIt() throws ReflectiveOperationException {
        DefinedType wide = alone(open(null, mutable(ValueType.F32)));
        DefinedType narrow = alone(open(wide, mutable(ValueType.F32), mutable(ValueType.I64)));
        DefinedType base = alone(open(null, constant(wide)));
        DefinedType below = alone(open(base, constant(narrow)));
        DefinedType lowest = alone(open(below, constant(narrow), mutable(ValueType.I32)));
        Struct held = ObjectClass.of(narrow).struct(1f, 2L);
        Class<?> javaClass = ObjectClass.of(lowest).javaClass;
        Object made = javaClass
                .getMethod(StructLayout.MAKE, Object.class, int.class, HeapLimit.class)
                .invoke(null, held, 3, new HeapLimit(HeapLimit.NONE));
        assertSame(held, ((Struct) made).reference(0));
        assertEquals(
                ObjectClass.of(wide).javaClass,
                javaClass.getField(StructLayout.name(0)).getType());
    }

    private static DefinedType alone(SubType type) {
        return DefinedType.group(List.of(type)).get(0);
    }

    private static FieldType constant(HeapType type) {
        return new FieldType(new ReferenceType(true, type), false);
    }

    private static FieldType reference(HeapType type) {
        return mutable(new ReferenceType(true, type));
    }

    private static List<Object> fields(Struct struct) {
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < struct.type().fields().size(); i++) {
            values.add(struct.get(i));
        }
        return values;
    }

    @Test
    void fieldsAreReadAndSetByTheirIndex() {
        Struct struct = ObjectClass.of(ALL).fresh();
        assertSame(ALL, struct.type());
        assertEquals(Arrays.asList(0, 0, 0, 0L, 0f, 0.0, null), fields(struct));
        Object[] values = {-2, -3, Integer.MIN_VALUE, Long.MIN_VALUE, Float.NaN, -0.0, struct};
        for (int i = 0; i < values.length; i++) {
            struct.set(i, values[i]);
        }
        assertEquals(List.of(values), fields(struct));
        assertEquals(fields(struct), fields(ObjectClass.of(ALL).struct(values)));
        assertEquals(-2, struct.bits(0));
        assertEquals(Double.doubleToRawLongBits(-0.0), struct.bits(5));
    }

    @Test
    void whatDoesNotFitIsRefused() {
        Struct struct = ObjectClass.of(ALL).fresh();
        assertThrows(IllegalArgumentException.class, () -> struct.set(2, 1L));
        assertThrows(IllegalArgumentException.class, () -> struct.set(2, null));
        assertThrows(IndexOutOfBoundsException.class, () -> struct.set(7, 1));
        assertThrows(IndexOutOfBoundsException.class, () -> struct.get(-1));
        assertThrows(IllegalArgumentException.class, () -> ObjectClass.of(ALL).struct(1, 2));
        StructType constant = StructType.of(List.of(new FieldType(ValueType.I32, false)));
        Struct fixed = ObjectClass.of(constant).struct(7);
        assertThrows(UnsupportedOperationException.class, () -> fixed.set(0, 8));
        assertEquals(7, fixed.get(0));
    }

    @Test
    void aSubtypesClassIsBelow() {
        DefinedType base =
                DefinedType.group(List.of(open(null, mutable(ValueType.I32)))).get(0);
        List<DefinedType> group = DefinedType.group(List.of(
                open(base, mutable(ValueType.I32), mutable(ValueType.I64)),
                open(new RecursionIndex(0), mutable(ValueType.I32), mutable(ValueType.I64), mutable(ANYREF))));
        ObjectClass below = ObjectClass.of(group.get(1));
        assertSame(ObjectClass.of(group.get(0)).javaClass, below.javaClass.getSuperclass());
        assertSame(
                ObjectClass.of(base).javaClass, below.javaClass.getSuperclass().getSuperclass());
        Struct struct = below.struct(1, 2L, "three");
        assertEquals(List.of(1, 2L, "three"), fields(struct));
        struct.set(0, 4);
        assertEquals(4, struct.bits(0));
        assertTrue(References.is(struct, base));
        assertFalse(References.is(ObjectClass.of(base).fresh(), group.get(1)));
    }

    @Test
    void namesTellTypesByTheirStructure() {
        StructType number = StructType.of(List.of(mutable(ValueType.I32)));
        List<SubType> pair = List.of(
                SubType.of(new CompositeType.Struct(List.of(mutable(new ReferenceType(true, number))))),
                SubType.of(new CompositeType.Struct(List.of(mutable(new ReferenceType(true, new RecursionIndex(0)))))));
        List<DefinedType> group = DefinedType.group(pair);
        List<DefinedType> turned = DefinedType.group(List.of(pair.get(1), pair.get(0)));
        List<String> names = List.of(
                ClassNames.of(number),
                ClassNames.of(group.get(0)),
                ClassNames.of(group.get(1)),
                ClassNames.of(turned.get(0)),
                ClassNames.of(turned.get(1)));
        assertEquals(names.size(), names.stream().distinct().count(), names::toString);
        for (int i = 0; i < 2; i++) {
            assertEquals(
                    ClassNames.of(group.get(i)),
                    ObjectClass.of(group.get(i)).javaClass.getName());
            assertEquals(i, ClassNames.index(ClassNames.of(group.get(i))));
        }
    }

    /** Compiled code that is kept on disk has such names. */
    @Test
    void namesAreTheSameInEachRun() {
        assertEquals(
                "dev.tagalong.runtime.wasm.Te32636d70c144738ff2c043a6655b994i0",
                ClassNames.of(ALL),
                "or change what tells one version of the compiler from another");
    }

    @Test
    void aLongChainOfGroupsHasNames() {
        DefinedType last = ALL;
        for (int i = 0; i < 20_000; i++) {
            last = StructType.of(List.of(mutable(new ReferenceType(true, last))));
        }
        assertTrue(ClassNames.of(last).startsWith(ClassNames.PREFIX));
    }

    @Test
    void moreFieldsThanAJavaClassHas() {
        int count = StructLayout.MOST_FIELDS + 500;
        List<FieldType> fields = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            fields.add(mutable(i % 2 == 0 ? ValueType.I64 : ANYREF));
        }
        DefinedType wide = DefinedType.group(List.of(new SubType(false, null, new CompositeType.Struct(fields))))
                .get(0);
        List<FieldType> wider = new ArrayList<>(fields);
        wider.addAll(Collections.nCopies(9_000 - count, mutable(ValueType.F64)));
        StructType widest =
                (StructType) DefinedType.group(List.of(new SubType(true, wide, new CompositeType.Struct(wider))))
                        .get(0);
        Struct struct = ObjectClass.of(widest).fresh();
        for (int i = 0; i < widest.fields().size(); i++) {
            Object value = i >= count ? (Object) (double) i : i % 2 == 0 ? (Object) (long) i : "at " + i;
            struct.set(i, value);
        }
        for (int i = 0; i < widest.fields().size(); i++) {
            Object value = i >= count ? (Object) (double) i : i % 2 == 0 ? (Object) (long) i : "at " + i;
            assertEquals(value, struct.get(i));
        }
        assertTrue(ObjectClass.of(wide).javaClass.isInstance(struct));
    }

    @Test
    void vectorsAreTwoLongs() {
        StructType type = StructType.of(List.of(mutable(ValueType.I32), mutable(VectorType.V128)));
        Struct struct = ObjectClass.of(type).fresh();
        struct.bits(1, 5);
        struct.highBits(1, 6);
        assertEquals(List.of(5L, 6L, 0L), List.of(struct.bits(1), struct.highBits(1), struct.bits(0)));
        Array array = ObjectClass.of(ArrayType.of(mutable(VectorType.V128))).fresh(3);
        array.bits(2, 7);
        array.highBits(2, 8);
        assertEquals(List.of(3, 7L, 8L), List.of(array.length(), array.bits(2), array.highBits(2)));
        assertArrayEquals(new long[] {7, 8}, (long[]) array.copy(2, 1));
    }

    @Test
    void arraysAreJavaArrays() {
        assertArrayEquals(
                new byte[] {1, -1}, (byte[]) array(PackedType.I8, 1, 255).elements());
        assertArrayEquals(
                new short[] {1, -1}, (short[]) array(PackedType.I16, 1, -1).elements());
        assertArrayEquals(new int[] {1, 2}, (int[]) array(ValueType.I32, 1, 2).elements());
        assertArrayEquals(
                new long[] {1, 2}, (long[]) array(ValueType.I64, 1L, 2L).elements());
        assertArrayEquals(
                new float[] {1, 2}, (float[]) array(ValueType.F32, 1f, 2f).elements());
        assertArrayEquals(
                new double[] {1, 2}, (double[]) array(ValueType.F64, 1.0, 2.0).elements());
        assertArrayEquals(
                new Object[] {"a", "b"}, (Object[]) array(ANYREF, "a", "b").elements());
    }

    private static Array array(StorageType element, Object... values) {
        ArrayType type = ArrayType.of(mutable(element));
        Array array = ObjectClass.of(type).array(List.of(values));
        assertSame(type, array.type());
        assertEquals(values.length, array.length());
        Array other = ObjectClass.of(type).fresh(values.length);
        for (int i = 0; i < values.length; i++) {
            other.set(i, array.get(i));
            assertEquals(array.get(i), other.get(i));
        }
        assertThrows(IndexOutOfBoundsException.class, () -> array.get(values.length));
        assertThrows(IndexOutOfBoundsException.class, () -> array.set(-1, values[0]));
        assertThrows(IndexOutOfBoundsException.class, () -> array.copy(1, values.length));
        return array;
    }

    @Test
    void objectsAreOfTypes() {
        Struct struct = ObjectClass.of(ALL).fresh();
        Array array = array(ValueType.I32, 1);
        for (Object object : List.of(struct, array, I31.of(1), "host")) {
            assertTrue(References.is(object, AbstractHeapType.ANY));
            assertTrue(References.is(object, AbstractHeapType.EXTERN));
            assertEquals(object != "host", References.is(object, AbstractHeapType.EQ));
            assertEquals(object == struct, References.is(object, AbstractHeapType.STRUCT));
            assertEquals(object == array, References.is(object, AbstractHeapType.ARRAY));
            assertEquals(object instanceof I31, References.is(object, AbstractHeapType.I31));
            assertEquals(object == struct, References.is(object, ALL));
            assertFalse(References.is(object, AbstractHeapType.NONE));
            assertFalse(References.is(object, AbstractHeapType.FUNC));
        }
        assertTrue(References.fits(new ReferenceType(true, ALL), null));
        assertFalse(References.fits(new ReferenceType(false, ALL), null));
    }

    @Test
    void smallIntegersHaveNoIdentity() {
        assertEquals(I31.of(5_000_000), I31.of(5_000_000));
        assertEquals(I31.MIN_VALUE, I31.of(1 << 30).value());
        assertEquals(-1, I31.of(-1).value());
        assertEquals(I31.of(7), I31.of(7 | 1 << 31));
    }

    @Test
    void aTypesClassIsOneWhileSomebodyHasIt() {
        assertSame(ObjectClass.of(ALL).javaClass, ObjectClass.of(ALL).javaClass);
        assertNotSame(
                ObjectClass.of(ALL).javaClass,
                ObjectClass.of(StructType.of(List.of(mutable(ValueType.I32)))).javaClass);
        assertNull(ObjectClass.of(ALL).elements);
    }

    @Test
    void classesGoWithTheLastWhoHasThem() {
        FieldType[] fields = {mutable(ValueType.F32), mutable(PackedType.I8), mutable(ValueType.F32)};
        DefinedType base = DefinedType.group(List.of(open(null, fields))).get(0);
        Struct struct = ObjectClass.of(
                        DefinedType.group(List.of(open(base, fields))).get(0))
                .fresh();
        List<WeakReference<Class<?>>> classes = List.of(
                new WeakReference<>(struct.getClass()),
                new WeakReference<>(struct.getClass().getSuperclass()));
        base = null;
        System.gc();
        assertSame(struct.getClass(), ObjectClass.of(struct.type()).javaClass);
        struct = null;
        for (int i = 0; i < 50 && classes.stream().anyMatch(c -> c.get() != null); i++) {
            System.gc();
        }
        classes.forEach(c -> assertNull(c.get()));
    }
}
