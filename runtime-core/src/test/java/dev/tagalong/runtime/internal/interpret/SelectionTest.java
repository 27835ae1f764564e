package dev.tagalong.runtime.internal.interpret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagalong.runtime.internal.opcode.Addressing;
import dev.tagalong.runtime.internal.opcode.Form;
import dev.tagalong.runtime.internal.opcode.Opcode;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SelectionTest {

    /** By name. */
    private static Map<String, Integer> ops() throws IllegalAccessException {
        Map<String, Integer> ops = new TreeMap<>();
        for (Field field : Op.class.getDeclaredFields()) {
            ops.put(field.getName(), field.getInt(null));
        }
        return ops;
    }

    @Test
    void anInstructionOfTheInterpretersOwnHasTheOpcodesName() throws IllegalAccessException {
        Map<String, Integer> ops = ops();
        for (Opcode opcode : Opcode.values()) {
            boolean computes = opcode.form() == Form.NUMERIC || opcode.form() == Form.BULK;
            if (computes && Selection.comparison(opcode) == null) {
                String name = opcode == Opcode.I64_EXTEND32_S ? "I64_EXTEND_I32_S" : opcode.name();
                int expected = ops.getOrDefault(name, Op.REGULAR + opcode.ordinal());
                assertEquals(expected, Selection.op(opcode), opcode.mnemonic());
                assertEquals(ops.containsKey(name), Selection.isOwn(opcode), opcode.mnemonic());
            }
        }
    }

    @Test
    void theRangesAreApart() throws IllegalAccessException {
        assertTrue(Op.DATA_DROP < Op.REGULAR);
        assertTrue(Op.REGULAR + Opcode.values().length * Addressing.values().length <= Op.NUMERIC);
        assertTrue(Op.REGULAR + Opcode.values().length * Addressing.values().length <= Op.OBJECT);
        assertTrue(Op.OBJECT + Opcode.values().length <= Op.NUMERIC);
        Map<String, Integer> ops = ops();
        ops.keySet().removeAll(Arrays.asList("FIRST_COLD", "REGULAR", "NUMERIC", "WORDS"));
        assertEquals(ops.size(), ops.values().stream().distinct().count());
    }
}
