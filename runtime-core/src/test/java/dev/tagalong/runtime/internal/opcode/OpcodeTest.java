package dev.tagalong.runtime.internal.opcode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OpcodeTest {

    @ParameterizedTest
    @EnumSource(Opcode.class)
    void isFoundByItsCode(Opcode opcode) {
        int code = opcode.code();
        assertSame(opcode, opcode.prefix() == 0 ? Opcode.ofByte(code) : Opcode.ofMisc(code & 0xFFFF));
        assertTrue(opcode.prefix() == 0 || opcode.prefix() == Opcode.PREFIX_MISC);
    }

    @Test
    void codesAndMnemonicsAreUnique() {
        Set<Integer> codes = new HashSet<>();
        Set<String> mnemonics = new HashSet<>();
        for (Opcode opcode : Opcode.values()) {
            assertTrue(codes.add(opcode.code()), opcode.mnemonic());
            assertTrue(opcode == Opcode.SELECT_TYPED || mnemonics.add(opcode.mnemonic()), opcode.mnemonic());
        }
    }

    @ParameterizedTest
    @EnumSource(Opcode.class)
    void theConstantIsNamedAfterTheMnemonic(Opcode opcode) {
        String name = opcode.mnemonic().replace('.', '_').toUpperCase(java.util.Locale.ROOT);
        assertEquals(opcode == Opcode.SELECT_TYPED ? name + "_TYPED" : name, opcode.name());
        assertEquals(opcode.mnemonic(), opcode.toString());
    }

    @Test
    void theOneByteInstructionsOfVersion2AreComplete() {
        long missing = java.util.stream.IntStream.rangeClosed(0x20, 0xC4)
                .filter(code -> code != 0x27 && Opcode.ofByte(code) == null)
                .count();
        assertEquals(0, missing);
        for (int sub = 0; sub <= 17; sub++) {
            assertNotNull(Opcode.ofMisc(sub), "fc " + sub);
        }
        assertNull(Opcode.ofMisc(18));
        assertNull(Opcode.ofMisc(-1));
        assertNull(Opcode.ofMisc(Integer.MAX_VALUE));
    }

    @ParameterizedTest
    @EnumSource(Opcode.class)
    void signaturesReadAsWritten(Opcode opcode) {
        Signature signature = opcode.signature();
        if (signature == null) {
            return;
        }
        int colon = signature.text().indexOf(':');
        assertEquals(colon, signature.operands().size());
        assertEquals(signature.text().length() - colon - 1, signature.results().size());
        assertTrue(signature.results().size() <= 1, opcode.mnemonic());
        assertEquals(opcode.immediate() == Immediate.MEMARG, signature.text().startsWith("a"), opcode.mnemonic());
    }

    @Test
    void featuresHaveNamesOfTheirOwn() {
        long names =
                Arrays.stream(Feature.values()).map(Feature::text).distinct().count();
        assertEquals(Feature.values().length, names);
        assertSame(Feature.SIMD, Feature.ofPrefix(0xFD));
        assertSame(Feature.THREADS, Feature.ofPrefix(0xFE));
        assertSame(Feature.GC, Feature.ofPrefix(0xFB));
        assertNull(Feature.ofPrefix(0xFC));
        assertSame(Feature.WIDE_ARITHMETIC, Feature.ofMisc(0x13));
        assertSame(Feature.WIDE_ARITHMETIC, Feature.ofMisc(0x16));
        assertNull(Feature.ofMisc(0x12));
        assertNull(Feature.ofMisc(0x17));
    }
}
