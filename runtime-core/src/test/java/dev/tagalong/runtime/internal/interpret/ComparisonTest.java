package dev.tagalong.runtime.internal.interpret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagalong.runtime.internal.opcode.Opcode;
import dev.tagalong.runtime.internal.opcode.Relation;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonTest {

    private static List<Comparison> all() {
        return Arrays.stream(Opcode.values())
                .map(Comparison::of)
                .filter(c -> c != null)
                .toList();
    }

    @Test
    void singlePrecisionAndComparisonsWithZeroAreNotFused() {
        assertEquals(26, all().size());
        assertNull(Comparison.of(Opcode.F32_LT));
        assertNull(Comparison.of(Opcode.I32_EQZ));
        assertNull(Comparison.of(Opcode.I32_ADD));
    }

    @Test
    void eachHasAnInstructionInOneOrder() {
        for (Comparison comparison : all()) {
            Comparison asked = comparison.exchanges() ? comparison.exchanged() : comparison;
            assertFalse(asked.exchanges(), comparison::toString);
            assertTrue(Comparison.isComparison(asked.op()), comparison::toString);
            Relation negated = asked.relation().negated();
            if (negated != null) {
                assertEquals(new Comparison(asked.family(), negated).op(), Comparison.negated(asked.op()));
            }
        }
    }

    @Test
    void aConstantThatMayBeExceededByOneIsComparedByTheNextOne() {
        Comparison greater = Comparison.of(Opcode.I32_GT_S);
        assertTrue(greater.hasImmediate(4));
        assertEquals(Op.I32_GE_S_I, greater.immediateOp());
        assertEquals(5, greater.immediate(4));
        assertFalse(greater.hasImmediate(Integer.MAX_VALUE));
        assertEquals(Op.I32_LT_U_I, Comparison.of(Opcode.I32_LE_U).immediateOp());
        assertFalse(Comparison.of(Opcode.I32_LE_U).hasImmediate(-1));
        assertTrue(Comparison.of(Opcode.I32_LE_U).hasImmediate(Integer.MAX_VALUE));
        assertTrue(Comparison.of(Opcode.I32_EQ).hasImmediate(-1));
        assertEquals(Op.I32_EQ_I, Comparison.of(Opcode.I32_EQ).immediateOp());
        assertEquals(-1, Comparison.of(Opcode.I32_EQ).immediate(-1));
        assertFalse(Comparison.of(Opcode.I64_LT_S).hasImmediate(1));
    }
}
