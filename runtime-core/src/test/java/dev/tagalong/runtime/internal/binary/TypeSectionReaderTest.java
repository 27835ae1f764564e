package dev.tagalong.runtime.internal.binary;

import static dev.tagalong.runtime.testing.Binary.*;
import static dev.tagalong.runtime.testing.ModuleAssertions.assertRefused;
import static dev.tagalong.runtime.testing.ModuleAssertions.load;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagalong.runtime.ModuleException.Reason;
import dev.tagalong.runtime.internal.module.ImplementationLimits;
import dev.tagalong.runtime.type.ArrayType;
import dev.tagalong.runtime.type.DefinedType;
import dev.tagalong.runtime.type.PackedType;
import dev.tagalong.runtime.type.ReferenceType;
import dev.tagalong.runtime.type.StructType;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TypeSectionReaderTest {

    private static final int GROUP = 0x4E;
    private static final int SUB_FINAL = 0x4F;
    private static final int SUB = 0x50;
    private static final int ARRAY = 0x5E;
    private static final int STRUCT = 0x5F;
    private static final int I8 = 0x78;
    private static final byte[] EMPTY = bytes(STRUCT, 0);

    private static List<DefinedType> types(Object... types) {
        return load(module(vectorSection(1, types))).types();
    }

    private static void refused(Reason reason, String message, Object... types) {
        assertRefused(reason, message, module(vectorSection(1, types)));
    }

    private static byte[] sub(int supertype, byte[] composite) {
        return bytes(SUB, vector(u32(supertype)), composite);
    }

    private static byte[] struct(byte[]... fields) {
        return bytes(STRUCT, vector((Object[]) fields));
    }

    private static byte[] field(Object type) {
        return bytes(type, 0);
    }

    private static byte[] reference(int type) {
        return bytes(0x63, signed(type));
    }

    private static byte[] group(int second) {
        return bytes(GROUP, vector(struct(field(reference(second))), bytes(ARRAY, I8, 1)));
    }

    @Test
    void typesOfAGroupReferToEachOther() {
        List<DefinedType> types = types(group(1), group(3), struct(field(reference(1))));
        assertEquals(5, types.size());
        StructType struct = (StructType) types.get(0);
        assertSame(types.get(1), ((ReferenceType) struct.fields().get(0).storage()).heapType());
        assertSame(PackedType.I8, ((ArrayType) types.get(1)).element().storage());
        assertSame(struct, types.get(2), "equal groups are one");
        assertNotSame(struct, types.get(4), "alone it is of another group");
    }

    @Test
    void subtypes() {
        List<DefinedType> types =
                types(bytes(SUB, 0, EMPTY), sub(0, EMPTY), bytes(SUB_FINAL, vector(1), struct(field(I32))));
        assertTrue(types.get(2).matches(types.get(0)));
        assertTrue(types.get(2).isFinal());
        refused(Reason.INVALID, "sub type does not match super type", EMPTY, sub(0, EMPTY));
        refused(Reason.INVALID, "sub type does not match super type", bytes(SUB, 0, struct(field(I32))), sub(0, EMPTY));
        refused(
                Reason.INVALID,
                "sub type does not match super type",
                bytes(SUB, 0, EMPTY),
                sub(0, bytes(ARRAY, I8, 0)));
        refused(Reason.INVALID, "sub type does not match super type", bytes(SUB, 0, EMPTY), bytes(SUB, 2, 0, 0, EMPTY));
        refused(Reason.INVALID, "unknown type 1", bytes(SUB, 0, EMPTY), sub(1, EMPTY));
        refused(Reason.INVALID, "unknown type 1", struct(field(reference(1))));
        refused(Reason.INVALID, "unknown type 2", bytes(GROUP, vector(EMPTY, struct(field(reference(2))))));
    }

    @Test
    void malformed() {
        refused(Reason.MALFORMED, "malformed definition type", 0x51);
        refused(Reason.MALFORMED, "malformed definition type", bytes(GROUP, vector(bytes(GROUP, 0))));
        refused(Reason.MALFORMED, "malformed mutability", bytes(ARRAY, I8, 2));
        refused(Reason.MALFORMED, "malformed value type", bytes(ARRAY, 0x76, 0));
        assertRefused(Reason.MALFORMED, "unexpected end", module(section(1, 1, GROUP, u32(5), EMPTY)));
    }

    @Test
    void limits() {
        Object[] chain = IntStream.rangeClosed(0, DefinedType.MAX_DEPTH + 1)
                .mapToObj(i -> i == 0 ? bytes(SUB, 0, EMPTY) : sub(i - 1, EMPTY))
                .toArray();
        refused(Reason.UNSUPPORTED, "implementation limit exceeded", chain);
        assertEquals(
                DefinedType.MAX_DEPTH,
                types(Arrays.copyOf(chain, DefinedType.MAX_DEPTH + 1))
                        .get(DefinedType.MAX_DEPTH)
                        .depth());
        byte[][] fields = new byte[ImplementationLimits.FIELDS + 1][];
        Arrays.fill(fields, field(I32));
        refused(Reason.UNSUPPORTED, "implementation limit exceeded", struct(fields));
        byte[][] fewer = Arrays.copyOf(fields, ImplementationLimits.FIELDS);
        assertEquals(
                ImplementationLimits.FIELDS,
                ((StructType) types(struct(fewer)).get(0)).fields().size());
    }

    /** Each type has twice the one before it: whoever looked into all of them would never end. */
    @Test
    void typesThatDouble() {
        Object[] doubling = IntStream.range(0, 1_000)
                .mapToObj(i -> i == 0 ? EMPTY : struct(field(reference(i - 1)), field(reference(i - 1))))
                .toArray();
        List<DefinedType> types = types(doubling);
        assertSame(types.get(999), types(doubling).get(999));
        assertEquals(
                "struct ((ref null a struct), (ref null a struct))",
                types.get(999).toString());
    }

    @Test
    void aLargeGroup() {
        int count = 100_000;
        Object[] members = IntStream.range(0, count)
                .mapToObj(i -> struct(field(reference((i * 7 + 1) % count))))
                .toArray();
        List<DefinedType> types = types(bytes(GROUP, vector(members)));
        assertEquals(count, types.size());
        assertEquals(count, types.get(5).recursionGroup().size());
    }
}
