package dev.tagalong.runtime.internal.opcode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.tagalong.runtime.internal.semantics.MeaningSet;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class RelationTest {

    private static final Object[] INTS = {0, 1, -1, Integer.MIN_VALUE, Integer.MAX_VALUE};
    private static final Object[] LONGS = {0L, 1L, -1L, Long.MIN_VALUE, Long.MAX_VALUE};
    private static final Object[] FLOATS = {0f, -0f, 1f, -1f, Float.NaN};
    private static final Object[] DOUBLES = {0.0, -0.0, 1.0, -1.0, Double.NaN};

    static Stream<Opcode> comparisons() {
        return Arrays.stream(Opcode.values()).filter(o -> o.relation() != null);
    }

    @Test
    void theTableHasThirtyFourComparisons() {
        assertEquals(34, comparisons().count());
        assertNull(Opcode.I32_ADD.relation());
        assertNull(Opcode.REF_IS_NULL.relation());
        assertSame(Relation.EQ, Opcode.I64_EQZ.relation());
    }

    @ParameterizedTest
    @EnumSource(Relation.class)
    void twiceIsNotAtAll(Relation relation) {
        assertSame(relation, relation.exchanged().exchanged());
        if (relation.negated() != null) {
            assertSame(relation, relation.negated().negated());
            assertSame(relation.exchanged().negated(), relation.negated().exchanged());
        }
    }

    /** The instructions of the other relations, by what they mean. */
    @ParameterizedTest
    @MethodSource("comparisons")
    void exchangedAndNegatedMeanThat(Opcode opcode) throws ReflectiveOperationException {
        if (opcode.signature().operands().size() == 1) {
            return;
        }
        Opcode exchanged = other(opcode, opcode.relation().exchanged());
        for (Object x : values(opcode)) {
            for (Object y : values(opcode)) {
                assertEquals(holds(opcode, x, y), holds(exchanged, y, x), x + " and " + y);
                if (opcode.relation().negated() != null) {
                    Opcode negated = other(opcode, opcode.relation().negated());
                    assertEquals(1 - holds(opcode, x, y), holds(negated, x, y), x + " and " + y);
                }
            }
        }
    }

    private static Opcode other(Opcode opcode, Relation relation) {
        List<Opcode> found = comparisons()
                .filter(o -> o.relation() == relation && o.signature().equals(opcode.signature()))
                .toList();
        assertEquals(1, found.size());
        return found.get(0);
    }

    private static Object[] values(Opcode opcode) {
        return switch (opcode.signature().text().charAt(0)) {
            case 'i' -> INTS;
            case 'l' -> LONGS;
            case 'f' -> FLOATS;
            default -> DOUBLES;
        };
    }

    private static int holds(Opcode opcode, Object x, Object y) throws ReflectiveOperationException {
        return (int) MeaningSet.NUMERIC.methods(opcode).get(0).invoke(null, x, y);
    }
}
