package dev.tagalong.runtime.internal.binary;

import static dev.tagalong.runtime.testing.Binary.bytes;
import static dev.tagalong.runtime.testing.Binary.signed;
import static dev.tagalong.runtime.testing.Binary.u32;
import static dev.tagalong.runtime.testing.Binary.u64;
import static dev.tagalong.runtime.testing.Binary.vector;
import static dev.tagalong.runtime.testing.ModuleAssertions.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagalong.runtime.ModuleException;
import dev.tagalong.runtime.ModuleException.Reason;
import dev.tagalong.runtime.internal.opcode.CatchClause;
import dev.tagalong.runtime.internal.opcode.Immediate;
import dev.tagalong.runtime.internal.opcode.Opcode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class InstructionReaderTest {

    private static final int FIRST = 1000;
    private static final int SECOND = -2;
    private static final int LANE = 200;

    private static InstructionReader reader(Object... parts) {
        byte[] all = bytes(parts);
        return new InstructionReader(all, 0, all.length);
    }

    private static byte[] opcodeBytes(Opcode opcode) {
        int code = opcode.code();
        return opcode.prefix() == 0 ? bytes(code) : bytes(opcode.prefix(), u32(code & 0xFFFF));
    }

    private static byte[] immediateBytes(Immediate shape) {
        return switch (shape) {
            case NONE -> bytes();
            case ZERO -> bytes(0);
            case BLOCK -> signed(FIRST);
            case TRY_TABLE ->
                bytes(signed(FIRST), vector(bytes(0, u32(300), 7), bytes(1, 2, 0), bytes(2, 8), bytes(3, u32(400))));
            case LABEL, TAG, TYPE, FUNCTION, LOCAL, GLOBAL, TABLE, ELEMENT, MEMORY, DATA -> u32(FIRST);
            case LANE -> bytes(LANE);
            case TYPE_TABLE, TABLE_TABLE, ELEMENT_TABLE, MEMORY_MEMORY, DATA_MEMORY -> bytes(u32(FIRST), u32(SECOND));
            case BR_TABLE -> bytes(vector(u32(7), u32(0)), u32(300));
            case MEMARG -> bytes(0x43, u32(FIRST), u64(0xFFFF_FFFFL));
            case MEMARG_LANE -> bytes(immediateBytes(Immediate.MEMARG), LANE);
            case TYPE_FIELD, TYPE_COUNT, TYPE_DATA, TYPE_ELEMENT, TYPE_TYPE -> bytes(u32(FIRST), u32(SECOND));
            case HEAP_TYPE, NULLABLE_TYPE, NON_NULL_TYPE -> bytes(0x6F);
            case CAST -> bytes(1, u32(FIRST), 0x70, u32(SECOND));
            case SELECT_TYPES -> vector(0x7D);
            case I32 -> signed(Integer.MIN_VALUE);
            case I64 -> signed(Long.MIN_VALUE);
            case F32 -> bytes(1, 0, 0xA0, 0xFF);
            case F64 -> bytes(1, 0, 0, 0, 0, 0, 0xF4, 0xFF);
            case V128, SHUFFLE -> bytes(immediateBytes(Immediate.F64), 2, 0, 0, 0, 0, 0, 0, 0xFF);
        };
    }

    private static void assertImmediates(Immediate shape, InstructionReader in) {
        switch (shape) {
            case NONE, ZERO -> {}
            case BLOCK -> assertEquals(FIRST, in.blockType);
            case TRY_TABLE -> {
                assertEquals(FIRST, in.blockType);
                List<CatchClause> clauses = List.of(
                        new CatchClause(300, false, 7),
                        new CatchClause(2, true, 0),
                        new CatchClause(CatchClause.ALL, false, 8),
                        new CatchClause(CatchClause.ALL, true, 400));
                assertEquals(clauses, List.of(in.catches));
            }
            case LABEL, TAG, TYPE, FUNCTION, LOCAL, GLOBAL, TABLE, ELEMENT, MEMORY, DATA ->
                assertEquals(FIRST, in.index);
            case TYPE_TABLE, TABLE_TABLE, ELEMENT_TABLE, MEMORY_MEMORY, DATA_MEMORY -> {
                assertEquals(FIRST, in.index);
                assertEquals(SECOND, in.index2);
            }
            case BR_TABLE -> assertArrayEquals(new int[] {7, 0, 300}, in.labels);
            case MEMARG -> {
                assertEquals(FIRST, in.index);
                assertEquals(3, in.align);
                assertEquals(0xFFFF_FFFFL, in.memoryOffset);
            }
            case MEMARG_LANE -> {
                assertImmediates(Immediate.MEMARG, in);
                assertEquals(LANE, in.index2);
            }
            case LANE -> assertEquals(LANE, in.index);
            case TYPE_FIELD, TYPE_COUNT, TYPE_DATA, TYPE_ELEMENT, TYPE_TYPE -> {
                assertEquals(FIRST, in.index);
                assertEquals(SECOND, in.index2);
            }
            case HEAP_TYPE, NULLABLE_TYPE -> assertEquals(-17, in.typeCode);
            case NON_NULL_TYPE -> assertEquals("(ref extern)", String.valueOf(ValueTypes.ofCode(in.typeCode)));
            case CAST -> {
                assertEquals(FIRST, in.index);
                assertEquals(-16, in.sourceCode);
                // There are not that many types.
                assertEquals(Integer.MAX_VALUE, ValueTypes.typeIndex(in.typeCode));
                assertFalse(ValueTypes.isNullable(in.typeCode));
            }
            case SELECT_TYPES -> {
                assertEquals(1, in.index);
                assertEquals(-3, in.typeCode);
            }
            case I32 -> assertEquals(Integer.MIN_VALUE, in.constant);
            case I64 -> assertEquals(Long.MIN_VALUE, in.constant);
            case F32 -> assertEquals(0xFFA0_0001L, in.constant);
            case F64 -> assertEquals(0xFFF4_0000_0000_0001L, in.constant);
            case V128, SHUFFLE -> {
                assertEquals(0xFFF4_0000_0000_0001L, in.constant);
                assertEquals(0xFF00_0000_0000_0002L, in.constantHigh);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Opcode.class)
    void readsWhatTheTableSays(Opcode opcode) {
        byte[] encoded = bytes(opcodeBytes(opcode), immediateBytes(opcode.immediate()));
        InstructionReader in = reader(0x01, encoded, 0x0B);
        assertSame(Opcode.NOP, in.next());
        if (!opcode.feature().offered()) {
            String refusal = opcode.feature().text() + " is not supported";
            assertEquals(1, assertRefused(Reason.UNSUPPORTED, refusal, in::next).offset());
            return;
        }
        assertSame(opcode, in.next());
        assertEquals(1, in.offset);
        assertEquals(1 + encoded.length, in.position());
        assertImmediates(opcode.immediate(), in);
        assertSame(Opcode.END, in.next());
        assertFalse(in.hasNext());
    }

    @ParameterizedTest
    @EnumSource(Opcode.class)
    void refusesWhatIsCutShort(Opcode opcode) {
        byte[] encoded = bytes(opcodeBytes(opcode), immediateBytes(opcode.immediate()));
        boolean offered = opcode.feature().offered();
        Reason reason = offered ? Reason.MALFORMED : Reason.UNSUPPORTED;
        for (int length = offered ? 0 : opcodeBytes(opcode).length; length < encoded.length; length++) {
            InstructionReader in = new InstructionReader(encoded, 0, length);
            assertRefused(reason, "", in::next);
        }
    }

    @Test
    void everyFirstByteIsKnownOrRefused() {
        for (int first = 0; first < 256; first++) {
            InstructionReader in = reader(first, new byte[20]);
            try {
                assertTrue(in.next().feature().offered());
            } catch (ModuleException e) {
                assertTrue(e.offset() <= in.position(), e.getMessage());
                assertEquals("code", e.section());
            }
        }
    }

    @Test
    void clausesOfTryTable() {
        assertRefused(
                Reason.MALFORMED,
                "malformed catch clause: 4",
                () -> reader(0x1F, 0x40, 1, 4, 0).next());
        assertRefused(
                Reason.INVALID,
                "unknown tag 4294967295",
                () -> reader(0x1F, 0x40, 1, 0, u32(-1), 0).next());
    }

    @Test
    void unknownOpcodes() {
        assertRefused(Reason.MALFORMED, "illegal opcode ff", () -> reader(0xFF).next());
        assertRefused(Reason.MALFORMED, "illegal opcode 16", () -> reader(0x16).next());
        assertRefused(
                Reason.MALFORMED,
                "illegal opcode: fc 17",
                () -> reader(0xFC, 0x17).next());
        assertRefused(
                Reason.MALFORMED,
                "illegal opcode: fc ffffffff",
                () -> reader(0xFC, u32(-1)).next());
    }

    @Test
    void featuresBehindPrefixes() {
        assertRefused(
                Reason.MALFORMED,
                "illegal opcode: fd 9a",
                () -> reader(0xFD, u32(0x9A)).next());
        assertRefused(
                Reason.MALFORMED,
                "illegal opcode: fb 1f",
                () -> reader(0xFB, 0x1F).next());
    }

    @Test
    void prefixedOpcodeInItsLongestForm() {
        assertSame(Opcode.TABLE_SIZE, reader(0xFC, 0x90, 0x80, 0x80, 0x80, 0, 5).next());
    }

    @Test
    void memoryArguments() {
        InstructionReader in = reader(0x28, 2, 16, 0x28, 0x80, 0x80, 0, 0);
        in.next();
        assertEquals(0, in.index);
        assertEquals(2, in.align);
        assertEquals(16, in.memoryOffset);
        in.next();
        assertEquals(0, in.align);
        assertRefused(
                Reason.MALFORMED,
                "malformed memop flags",
                () -> reader(0x28, u32(0x80), 0).next());
        assertRefused(
                Reason.MALFORMED,
                "malformed memop flags",
                () -> reader(0x28, u32(-1), 0, 0).next());
    }

    @Test
    void blockTypes() {
        assertBlockType(InstructionReader.EMPTY_BLOCK, 0x40);
        assertBlockType(-1, 0x7F);
        assertBlockType(-5, 0x7B);
        assertBlockType(-16, 0x70);
        assertBlockType(-18, 0x6E);
        assertBlockType(-17, 0x63, 0x6F);
        assertBlockType(0, 0x00);
        assertBlockType(64, 0xC0, 0x00);
        assertBlockType(0xFFFF_FFFFL, signed(0xFFFF_FFFFL));
        assertRefused(
                Reason.MALFORMED,
                "malformed block type",
                () -> reader(0x02, 0xFF, 0x7F).next());
        assertRefused(
                Reason.UNSUPPORTED,
                "custom descriptors is not supported",
                () -> reader(0x02, 0x62).next());
        assertRefused(
                Reason.MALFORMED,
                "malformed value type",
                () -> reader(0x02, 0x41).next());
    }

    private static void assertBlockType(long expected, Object... type) {
        InstructionReader in = reader(0x02, bytes(type));
        in.next();
        assertEquals(expected, in.blockType);
    }

    @Test
    void selectWithAnyNumberOfTypes() {
        InstructionReader in = reader(0x1C, vector(), 0x1C, vector(0x7E, 0x7F));
        in.next();
        assertEquals(0, in.index);
        in.next();
        assertEquals(2, in.index);
        assertEquals(-2, in.typeCode);
    }

    @Test
    void branchTablesAreBounded() {
        assertRefused(
                Reason.MALFORMED,
                "unexpected end",
                () -> reader(0x0E, u32(-1), 0).next());
        assertRefused(
                Reason.UNSUPPORTED,
                "implementation limit exceeded",
                () -> reader(0x0E, u32(65_521), new byte[70_000]).next());
        InstructionReader largest = reader(0x0E, u32(65_520), new byte[65_521]);
        largest.next();
        assertEquals(65_521, largest.labels.length);
    }

    @Test
    void theSectionIsNamed() {
        InstructionReader in = new InstructionReader(bytes(0xFF), 0, 1, "global");
        assertEquals("global", in.section());
        assertEquals(
                "global", assertRefused(Reason.MALFORMED, "illegal", in::next).section());
    }
}
