package dev.tagalong.runtime.internal.semantics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagalong.runtime.internal.opcode.Opcode;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is in the set, {@code MeaningsTest} compares with the table. */
class MeaningSetTest {

    @Test
    void methodsHaveTheInstructionsNames() {
        assertEquals(List.of("i32_trunc_sat_f32_s"), MeaningSet.names(Opcode.I32_TRUNC_SAT_F32_S));
        assertEquals(
                "i32_trunc_sat_f32_s",
                MeaningSet.NUMERIC.methods(Opcode.I32_TRUNC_SAT_F32_S).get(0).getName());
    }

    @Test
    void whatHasNoMeaningHereIsNamed() {
        Exception e = assertThrows(IllegalStateException.class, () -> MeaningSet.NUMERIC.methods(Opcode.MEMORY_FILL));
        assertEquals("no method memory_fill says what the instruction means", e.getMessage());
    }

    /** Two classes must not say what the same instruction means. */
    @Test
    void aMethodIsThereOnce() {
        Exception e = assertThrows(IllegalStateException.class, () -> MeaningSet.NUMERIC.with(Int32Ops.class));
        assertTrue(e.getMessage().startsWith("two methods i32_"), e.getMessage());
    }
}
