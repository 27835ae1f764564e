package dev.tagalong.runtime.internal.compile.vector;

import static dev.tagalong.runtime.internal.compile.vector.LaneType.*;
import static dev.tagalong.runtime.internal.opcode.Opcode.*;

import dev.tagalong.runtime.internal.opcode.Opcode;
import java.util.Map;

/** Comparisons of lanes of 64 bits and what needs them, where HotSpot has vectors of 256 bits. */
final class WideForms {

    private final Map<Opcode, VectorForm> forms;

    private WideForms(Map<Opcode, VectorForm> forms) {
        this.forms = forms;
    }

    static void addTo(Map<Opcode, VectorForm> forms) {
        WideForms all = new WideForms(forms);
        all.comparisons(new Opcode[] {I64X2_EQ, I64X2_NE, I64X2_LT_S, I64X2_GT_S, I64X2_LE_S, I64X2_GE_S}, LONG);
        all.comparisons(new Opcode[] {F64X2_EQ, F64X2_NE, F64X2_LT, F64X2_GT, F64X2_LE, F64X2_GE}, DOUBLE);
        FloatForms.addWideTo(forms);
    }

    private void comparisons(Opcode[] opcodes, LaneType type) {
        String[] names = {"EQ", "NE", "LT", "GT", "LE", "GE"};
        for (int i = 0; i < opcodes.length; i++) {
            String name = names[i];
            forms.put(opcodes[i], VectorForm.of(v -> v.asBoth(type).compareWide(type, name)));
        }
    }
}
