package dev.tagalong.runtime.internal.opcode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagalong.runtime.type.ValueType;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OpcodeTest {

    /** Instructions that share their mnemonic with another, and what their names end in. */
    private static final Map<Opcode, String> SECOND_FORMS =
            Map.of(Opcode.SELECT_TYPED, "_TYPED", Opcode.REF_TEST_NULL, "_NULL", Opcode.REF_CAST_NULL, "_NULL");

    @ParameterizedTest
    @EnumSource(Opcode.class)
    void isFoundByItsCode(Opcode opcode) {
        int code = opcode.code();
        assertSame(
                opcode, opcode.prefix() == 0 ? Opcode.ofByte(code) : Opcode.ofPrefixed(opcode.prefix(), code & 0xFFFF));
        assertTrue(opcode.prefix() == 0 || Opcode.isPrefix(opcode.prefix()));
    }

    @Test
    void codesAndMnemonicsAreUnique() {
        Set<Integer> codes = new HashSet<>();
        Set<String> mnemonics = new HashSet<>();
        for (Opcode opcode : Opcode.values()) {
            assertTrue(codes.add(opcode.code()), opcode.mnemonic());
            assertTrue(SECOND_FORMS.containsKey(opcode) || mnemonics.add(opcode.mnemonic()), opcode.mnemonic());
        }
    }

    @ParameterizedTest
    @EnumSource(Opcode.class)
    void theConstantIsNamedAfterTheMnemonic(Opcode opcode) {
        String name = opcode.mnemonic().replace('.', '_').toUpperCase(java.util.Locale.ROOT);
        assertEquals(name + SECOND_FORMS.getOrDefault(opcode, ""), opcode.name());
        assertEquals(opcode.mnemonic(), opcode.toString());
    }

    @Test
    void theOneByteInstructionsOfVersion2AreComplete() {
        long missing = java.util.stream.IntStream.rangeClosed(0x20, 0xC4)
                .filter(code -> code != 0x27 && Opcode.ofByte(code) == null)
                .count();
        assertEquals(0, missing);
        for (int sub = 0; sub <= 17; sub++) {
            assertNotNull(Opcode.ofPrefixed(0xFC, sub), "fc " + sub);
        }
        assertNull(Opcode.ofPrefixed(0xFC, 18));
        assertNull(Opcode.ofPrefixed(0xFC, -1));
        assertNull(Opcode.ofPrefixed(0xFC, Integer.MAX_VALUE));
        for (int prefix = 0xFB; prefix <= 0xFE; prefix++) {
            assertTrue(Opcode.isPrefix(prefix));
            assertNull(Opcode.ofPrefixed(prefix, 0xFFFF));
        }
        assertFalse(Opcode.isPrefix(0xFA));
        assertFalse(Opcode.isPrefix(0xFF));
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
    }

    @Test
    void addressesHaveTheWidthOfWhatTheImmediatesName() {
        Signature copy = Opcode.MEMORY_COPY.signature();
        assertEquals(List.of(ValueType.I32, ValueType.I32, ValueType.I32), copy.operands());
        assertEquals(List.of(ValueType.I64, ValueType.I32, ValueType.I32), operands(Addressing.WIDE));
        assertEquals(List.of(ValueType.I32, ValueType.I64, ValueType.I32), operands(Addressing.FROM_WIDE));
        assertEquals(List.of(ValueType.I64, ValueType.I64, ValueType.I64), operands(Addressing.BOTH_WIDE));
        assertEquals(
                List.of(ValueType.I64),
                Opcode.MEMORY_SIZE.signature(Addressing.WIDE).results());
        assertSame(Opcode.I64_ADD.signature(), Opcode.I64_ADD.signature(Addressing.WIDE));
    }

    private static List<ValueType> operands(Addressing addressing) {
        return Opcode.MEMORY_COPY.signature(addressing).operands();
    }

    @ParameterizedTest
    @EnumSource(Opcode.class)
    void aRowIsComplete(Opcode opcode) {
        boolean regular = switch (opcode.form()) {
            case CONST, NUMERIC, LOAD, STORE, BULK, ATOMIC -> true;
            default -> false;
        };
        assertEquals(regular, opcode.signature() != null);
        assertEquals(regular, opcode.effect() != null);
        boolean accesses = opcode.form() == Form.LOAD
                || opcode.form() == Form.STORE
                || opcode.form() == Form.ATOMIC && opcode != Opcode.ATOMIC_FENCE;
        boolean argument = opcode.immediate() == Immediate.MEMARG || opcode.immediate() == Immediate.MEMARG_LANE;
        assertEquals(accesses, argument);
        assertEquals(accesses, regular && opcode.effect().width() > 0);
        assertTrue(!opcode.feature().offered() || opcode.form() != Form.NOT_OFFERED);
    }

    /** Which instructions trap stands in section 4.3 of the specification. */
    @Test
    void whatTraps() {
        Set<String> traps = Arrays.stream(Opcode.values())
                .filter(o -> o.effect() == Effect.TRAPS)
                .map(Opcode::mnemonic)
                .collect(Collectors.toSet());
        Set<String> expected = Stream.of("i32", "i64")
                .flatMap(i -> Stream.of(
                                "div_s",
                                "div_u",
                                "rem_s",
                                "rem_u",
                                "trunc_f32_s",
                                "trunc_f32_u",
                                "trunc_f64_s",
                                "trunc_f64_u")
                        .map(op -> i + "." + op))
                .collect(Collectors.toSet());
        expected.addAll(Set.of("array.len", "i31.get_s", "i31.get_u"));
        assertEquals(expected, traps);
    }

    /** A mnemonic such as {@code i64.load32_s} says width and sign too. */
    @ParameterizedTest
    @EnumSource(Opcode.class)
    void anAccessDoesWhatItsNameSays(Opcode opcode) {
        if (opcode.form() != Form.LOAD && opcode.form() != Form.STORE) {
            return;
        }
        if (opcode.mnemonic().startsWith("v128")) {
            anAccessOfAVectorDoesWhatItsNameSays(opcode);
            return;
        }
        String access = opcode.mnemonic().substring(opcode.mnemonic().indexOf('.') + 1);
        String bits = opcode.mnemonic().substring(1, 3);
        boolean full = access.equals("load") || access.equals("store");
        assertEquals(full ? access + bits : access, opcode.effect().name().toLowerCase(Locale.ROOT));
    }

    /** A name such as {@code v128.load16x4_s} or {@code v128.load32_zero} says how many bits are read. */
    private static void anAccessOfAVectorDoesWhatItsNameSays(Opcode opcode) {
        Matcher name = Pattern.compile("v128\\.(load|store)(\\d*)(x\\d)?.*").matcher(opcode.mnemonic());
        assertTrue(name.matches());
        int lane = name.group(2).isEmpty() ? 128 : Integer.parseInt(name.group(2));
        int bits = name.group(3) == null ? lane : 64;
        String suffix = name.group(1).equals("load") && bits < 64 ? "_U" : "";
        assertEquals(
                name.group(1).toUpperCase(Locale.ROOT) + bits + suffix,
                opcode.effect().name());
        assertEquals(opcode.immediate() == Immediate.MEMARG_LANE ? 128 / lane : 0, opcode.lanes());
    }

    @Test
    void theVectorInstructionsAreComplete() {
        Map<Feature, Long> rows = Arrays.stream(Opcode.values())
                .filter(o -> o.prefix() == 0xFD)
                .collect(Collectors.groupingBy(Opcode::feature, Collectors.counting()));
        assertEquals(Map.of(Feature.SIMD, 236L, Feature.RELAXED_SIMD, 20L), rows);
    }

    @Test
    void lanesThatImmediatesMayName() {
        assertEquals(16, Opcode.I8X16_REPLACE_LANE.lanes());
        assertEquals(2, Opcode.F64X2_EXTRACT_LANE.lanes());
        assertEquals(32, Opcode.I8X16_SHUFFLE.lanes());
        assertEquals(0, Opcode.I8X16_SWIZZLE.lanes());
    }

    @Test
    void featuresHaveNamesOfTheirOwn() {
        long names =
                Arrays.stream(Feature.values()).map(Feature::text).distinct().count();
        assertEquals(Feature.values().length, names);
        assertSame(Feature.CUSTOM_DESCRIPTORS, Feature.of(0xFB, 0x20));
        assertSame(Feature.CUSTOM_DESCRIPTORS, Feature.of(0xFB, 0x26));
        assertNull(Feature.of(0xFB, 0x27));
        assertNull(Feature.of(0xFD, 0x20));
    }
}
