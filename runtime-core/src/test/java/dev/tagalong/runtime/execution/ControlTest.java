package dev.tagalong.runtime.execution;

import static dev.tagalong.runtime.testing.Binary.*;
import static dev.tagalong.runtime.testing.Program.*;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.Tier;
import dev.tagalong.runtime.testing.Program;
import dev.tagalong.runtime.testing.Tiers;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Blocks, branches with and without values, and values that wait on the operand stack meanwhile. */
class ControlTest {

    static List<Tier> tiers() {
        return Tiers.all();
    }

    private static Object call(Tier tier, String signature, String locals, Object[] code, Object... arguments) {
        Program program = new Program();
        program.function("f", signature, locals, code);
        try (Engine engine = Tiers.engine(tier)) {
            return program.instantiate(engine).function("f").call(arguments);
        }
    }

    private static Object[] code(Object... parts) {
        return parts;
    }

    @ParameterizedTest
    @MethodSource("tiers")
    void aValueTakenFromALocalBeforeItChangesIsTheOldOne(Tier tier) {
        Object[] code = code(get(0), get(0), i32(1), I32_ADD, TEE, 0, get(0), I32_MUL, I32_SUB, get(0), I32_MUL);
        assertEquals((5 - 36) * 6, call(tier, "i:i", "", code, 5));
    }

    @ParameterizedTest
    @MethodSource("tiers")
    void severalValuesTakenFromALocalWait(Tier tier) {
        Object[] code = code(get(0), get(0), get(0), i32(9), SET, 0, I32_ADD, I32_ADD, get(0), I32_ADD);
        assertEquals(3 * 4 + 9, call(tier, "i:i", "", code, 4));
    }

    @ParameterizedTest
    @MethodSource("tiers")
    void aValueWaitsOutsideOfABlockThatChangesItsLocal(Tier tier) {
        Object[] code = code(get(0), get(1), IF, VOID, i32(100), SET, 0, END, get(0), I32_SUB);
        assertEquals(7 - 100, call(tier, "ii:i", "", code, 7, 1));
        assertEquals(0, call(tier, "ii:i", "", code, 7, 0));
    }

    @ParameterizedTest
    @MethodSource("tiers")
    void localsAreExchanged(Tier tier) {
        Object[] code = code(get(0), get(1), SET, 0, SET, 1, get(0), i32(10), I32_MUL, get(1), I32_ADD);
        assertEquals(21, call(tier, "ii:i", "", code, 1, 2));
    }

    @ParameterizedTest
    @MethodSource("tiers")
    void aBranchCarriesItsValuePastOthers(Tier tier) {
        Object[] code = code(BLOCK, I32, i32(1), i32(2), i32(3), get(0), BR_IF, 0, I32_ADD, I32_ADD, END);
        assertEquals(3, call(tier, "i:i", "", code, 1));
        assertEquals(6, call(tier, "i:i", "", code, 0));
    }

    @ParameterizedTest
    @MethodSource("tiers")
    void branchesCarrySeveralValuesOfAllTypes(Tier tier) {
        Program program = new Program();
        int type = program.type(":lir");
        program.function(
                "f",
                "ir:lir",
                "",
                bytes(BLOCK, type, i32(0), i64(1L << 40), get(0), get(1), get(0), BR_IF, 0),
                bytes(DROP, DROP, DROP, DROP, i64(2), i32(3), 0xD0, EXTERNREF, END));
        try (Engine engine = Tiers.engine(tier)) {
            Instance instance = program.instantiate(engine);
            assertArrayEquals(new Object[] {1L << 40, 5, "x"}, (Object[])
                    instance.function("f").call(5, "x"));
            assertArrayEquals(new Object[] {2L, 3, null}, (Object[])
                    instance.function("f").call(0, "x"));
        }
    }

    @ParameterizedTest
    @MethodSource("tiers")
    void aTableOfBranchesCarriesAValueToDifferentHeights(Tier tier) {
        Object[] code = code(
                bytes(i32(1000), BLOCK, I32, i32(100), BLOCK, I32, i32(7), get(0), BR_TABLE, vector(0, 1), 2, END),
                bytes(I32_ADD, END, I32_ADD));
        assertEquals(1107, call(tier, "i:i", "", code, 0));
        assertEquals(1007, call(tier, "i:i", "", code, 1));
        assertEquals(7, call(tier, "i:i", "", code, 2));
        assertEquals(7, call(tier, "i:i", "", code, -1));
    }

    @ParameterizedTest
    @MethodSource("tiers")
    void aLoopTakesParameters(Tier tier) {
        Program program = new Program();
        int type = program.type("ii:i");
        program.function(
                "sum",
                "i:i",
                "ii",
                bytes(i32(0), get(0), LOOP, type, TEE, 1, I32_ADD, TEE, 2, get(1), i32(1), I32_SUB, TEE, 1),
                bytes(get(1), BR_IF, 0, DROP, END));
        try (Engine engine = Tiers.engine(tier)) {
            assertEquals(55, program.instantiate(engine).function("sum").call(10));
        }
    }

    @ParameterizedTest
    @MethodSource("tiers")
    void codeAfterABranchIsNotExecuted(Tier tier) {
        Object[] code = code(
                bytes(BLOCK, VOID, BR, 0, BLOCK, I32, UNREACHABLE, END, DROP, LOOP, VOID, BR, 0, END, END),
                bytes(get(0), IF, I32, i32(1), RETURN, ELSE, i32(2), BR, 0, UNREACHABLE, END));
        assertEquals(1, call(tier, "i:i", "", code, 5));
        assertEquals(2, call(tier, "i:i", "", code, 0));
    }

    @ParameterizedTest
    @MethodSource("tiers")
    void manyConstantsOfOneFunctionKeepApart(Tier tier) {
        Object[] code = new Object[200];
        long expected = 0;
        code[0] = bytes(i64(0));
        for (int i = 1; i < code.length; i++) {
            long constant = 0x1_0000_0001L * i * (i % 2 == 0 ? 1 : -1);
            code[i] = bytes(i64(constant), 0x85, i64(constant), I64_ADD);
            expected = (expected ^ constant) + constant;
        }
        assertEquals(expected, call(tier, ":l", "", code));
    }

    @ParameterizedTest
    @MethodSource("tiers")
    void selectChoosesConstantsLocalsAndReferences(Tier tier) {
        assertEquals(3, call(tier, "i:i", "", code(i32(3), get(0), get(0), SELECT), 9));
        assertEquals(0, call(tier, "i:i", "", code(i32(3), get(0), get(0), SELECT), 0));
        Object[] references = code(get(0), get(1), get(2), 0x1C, 1, EXTERNREF);
        assertEquals("a", call(tier, "rri:r", "", references, "a", "b", 1));
        assertEquals("b", call(tier, "rri:r", "", references, "a", "b", 0));
    }
}
