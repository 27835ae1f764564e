package dev.tagalong.runtime.internal.validate;

import static dev.tagalong.runtime.testing.Binary.*;
import static dev.tagalong.runtime.testing.ModuleAssertions.assertRefused;
import static dev.tagalong.runtime.testing.ModuleAssertions.load;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tagalong.runtime.ModuleException.Reason;
import dev.tagalong.runtime.internal.opcode.Form;
import dev.tagalong.runtime.internal.opcode.Immediate;
import dev.tagalong.runtime.internal.opcode.Opcode;
import dev.tagalong.runtime.internal.opcode.Signature;
import dev.tagalong.runtime.type.ValueType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every instruction whose row in the opcode table has a signature. */
class RegularInstructionsTest {

    private static final List<ValueType> ALL = List.of(
            ValueType.I32,
            ValueType.I64,
            ValueType.F32,
            ValueType.F64,
            ValueType.V128,
            ValueType.FUNCREF,
            ValueType.EXTERNREF);
    private static final int[] CODES = {I32, I64, F32, F64, V128_CODE, FUNCREF, EXTERNREF};
    private static final byte[] MEMORY = vectorSection(5, bytes(0, 1));

    static Stream<Opcode> regular() {
        return Arrays.stream(Opcode.values())
                .filter(opcode -> opcode.signature() != null && !hasReference(opcode.signature()))
                .filter(opcode -> opcode.form() != Form.BULK && opcode.feature().offered());
    }

    private static boolean hasReference(Signature signature) {
        return !signature.isNumeric() && !signature.hasVector();
    }

    /** An alignment that is right, and, where others are, another than the natural one. */
    private static int align(Opcode opcode) {
        return opcode.form() == Form.ATOMIC ? opcode.naturalAlignment() : 0;
    }

    private static byte[] encoded(Opcode opcode, int align) {
        return encoded(opcode, align, 0);
    }

    private static byte[] encoded(Opcode opcode, int align, int lane) {
        byte[] code = opcode.prefix() == 0 ? bytes(opcode.code()) : bytes(opcode.prefix(), u32(opcode.code() & 0xFFFF));
        return switch (opcode.immediate()) {
            case MEMARG -> bytes(code, align, 0);
            case ZERO, I32, I64 -> bytes(code, 0);
            case F32 -> bytes(code, new byte[4]);
            case F64 -> bytes(code, new byte[8]);
            case MEMARG_LANE -> bytes(code, align, 0, lane);
            case LANE -> bytes(code, lane);
            case V128, SHUFFLE -> bytes(code, new byte[15], lane);
            default -> code;
        };
    }

    private static byte[] constant(ValueType type) {
        return switch (type.toString()) {
            case "i32" -> bytes(0x41, 0);
            case "i64" -> bytes(0x42, 0);
            case "f32" -> bytes(0x43, new byte[4]);
            case "f64" -> bytes(0x44, new byte[8]);
            case "v128" -> bytes(0xFD, 12, new byte[16]);
            case "funcref" -> bytes(0xD0, FUNCREF);
            default -> bytes(0xD0, EXTERNREF);
        };
    }

    private static byte[] moduleOf(byte[] memory, Opcode opcode, List<ValueType> operands, int align) {
        byte[] results = vector(opcode.signature().results().stream()
                .map(RegularInstructionsTest::code)
                .toArray());
        byte[] code =
                bytes(operands.stream().map(RegularInstructionsTest::constant).toArray());
        return module(
                vectorSection(1, functionType(vector(), results)),
                vectorSection(3, 0),
                memory,
                vectorSection(10, body(vector(), code, encoded(opcode, align))));
    }

    private static int code(ValueType type) {
        return CODES[ALL.indexOf(type)];
    }

    @ParameterizedTest
    @MethodSource("regular")
    void acceptsItsOperands(Opcode opcode) {
        load(moduleOf(MEMORY, opcode, opcode.signature().operands(), align(opcode)));
    }

    @ParameterizedTest
    @MethodSource("regular")
    void rejectsEachWrongOperand(Opcode opcode) {
        List<ValueType> right = opcode.signature().operands();
        for (int i = 0; i < right.size(); i++) {
            for (ValueType wrong : ALL) {
                if (!wrong.equals(right.get(i))) {
                    List<ValueType> operands = new ArrayList<>(right);
                    operands.set(i, wrong);
                    assertRefused(
                            Reason.INVALID,
                            "type mismatch: expected " + right.get(i) + ", got " + wrong,
                            moduleOf(MEMORY, opcode, operands, align(opcode)));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("regular")
    void rejectsMissingOperands(Opcode opcode) {
        List<ValueType> right = opcode.signature().operands();
        for (int i = 0; i < right.size(); i++) {
            assertRefused(
                    Reason.INVALID,
                    "type mismatch: expected " + right.get(right.size() - i - 1) + ", got nothing",
                    moduleOf(MEMORY, opcode, right.subList(right.size() - i, right.size()), align(opcode)));
        }
    }

    @ParameterizedTest
    @MethodSource("regular")
    void acceptsUnknownOperandsInUnreachableCode(Opcode opcode) {
        byte[] results = vector(opcode.signature().results().stream()
                .map(RegularInstructionsTest::code)
                .toArray());
        load(module(
                vectorSection(1, functionType(vector(), results)),
                vectorSection(3, 0),
                MEMORY,
                vectorSection(10, body(vector(), 0x00, encoded(opcode, align(opcode))))));
    }

    @ParameterizedTest
    @MethodSource("regular")
    void memoryAccessesNeedAMemoryAndNaturalAlignment(Opcode opcode) {
        if (opcode.immediate() != Immediate.MEMARG && opcode.immediate() != Immediate.MEMARG_LANE) {
            return;
        }
        List<ValueType> operands = opcode.signature().operands();
        assertRefused(Reason.INVALID, "unknown memory 0", moduleOf(bytes(), opcode, operands, 0));
        int natural = opcode.naturalAlignment();
        load(moduleOf(MEMORY, opcode, operands, natural));
        boolean atomic = opcode.form() == Form.ATOMIC;
        assertRefused(
                Reason.INVALID,
                atomic ? "atomic alignment must be natural" : "alignment must not be larger than natural",
                moduleOf(MEMORY, opcode, operands, natural + 1));
        if (atomic && natural > 0) {
            assertRefused(
                    Reason.INVALID,
                    "atomic alignment must be natural",
                    moduleOf(MEMORY, opcode, operands, natural - 1));
        }
    }

    @ParameterizedTest
    @MethodSource("regular")
    void lanesAreThere(Opcode opcode) {
        if (opcode.lanes() == 0) {
            return;
        }
        byte[] results = vector(opcode.signature().results().stream()
                .map(RegularInstructionsTest::code)
                .toArray());
        for (int lane : new int[] {opcode.lanes() - 1, opcode.lanes(), 255}) {
            byte[] module = module(
                    vectorSection(1, functionType(vector(), results)),
                    vectorSection(3, 0),
                    MEMORY,
                    vectorSection(10, body(vector(), 0x00, encoded(opcode, 0, lane))));
            if (lane < opcode.lanes()) {
                load(module);
            } else {
                assertRefused(Reason.INVALID, "invalid lane index", module);
            }
        }
    }

    @Test
    void naturalAlignments() {
        assertEquals(2, Opcode.I32_LOAD.naturalAlignment());
        assertEquals(3, Opcode.F64_STORE.naturalAlignment());
        assertEquals(2, Opcode.F32_STORE.naturalAlignment());
        assertEquals(0, Opcode.I64_LOAD8_U.naturalAlignment());
        assertEquals(1, Opcode.I32_STORE16.naturalAlignment());
        assertEquals(2, Opcode.I64_LOAD32_S.naturalAlignment());
        assertEquals(3, Opcode.I64_STORE.naturalAlignment());
        assertEquals(0, Opcode.I32_ADD.naturalAlignment());
    }
}
