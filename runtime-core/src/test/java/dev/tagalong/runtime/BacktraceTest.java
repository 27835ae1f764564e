package dev.tagalong.runtime;

import static dev.tagalong.runtime.testing.Binary.body;
import static dev.tagalong.runtime.testing.Binary.bytes;
import static dev.tagalong.runtime.testing.Binary.functionType;
import static dev.tagalong.runtime.testing.Binary.module;
import static dev.tagalong.runtime.testing.Binary.vector;
import static dev.tagalong.runtime.testing.Binary.vectorSection;
import static dev.tagalong.runtime.testing.Wasm.call;
import static dev.tagalong.runtime.testing.Wasm.callIndirect;
import static dev.tagalong.runtime.testing.Wasm.i32;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tagalong.runtime.testing.Binary;
import dev.tagalong.runtime.testing.Tiers;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every tier gives the same backtrace. */
final class BacktraceTest {

    private static final int CALL = 0x10;
    private static final int CALL_INDIRECT = 0x11;
    private static final int RETURN_CALL_INDIRECT = 0x13;
    private static final byte[] OUT_OF_TABLE = i32(5);

    /** Function 0 traps in {@code trapping}, function 1, exported as {@code outer}, calls it. */
    private static byte[] calling(byte[] trapping) {
        return module(
                vectorSection(1, functionType(vector(), vector())),
                vectorSection(3, 0, 0),
                vectorSection(4, bytes(Binary.FUNCREF, 0, 1)),
                vectorSection(7, bytes("outer", 0, 1)),
                vectorSection(10, body(vector(), trapping), body(vector(), call(0))));
    }

    private static List<List<Trap.Frame>> backtraces(byte[] module) {
        return Tiers.all().stream()
                .map(tier -> {
                    try (Engine engine = Tiers.engine(tier)) {
                        Instance instance = engine.instantiate(
                                engine.load("the module", module), Imports.NONE, InstanceOptions.named("the instance"));
                        Function outer = instance.function("outer");
                        return assertThrows(Trap.class, outer::call).backtrace();
                    }
                })
                .toList();
    }

    @Test
    void framesHaveTheModulesNameFunctionsAndOffsets() {
        byte[] module = calling(bytes(OUT_OF_TABLE, callIndirect(0)));
        for (List<Trap.Frame> frames : backtraces(module)) {
            assertEquals(2, frames.size(), frames::toString);
            int trapped = (int) frames.get(0).offset();
            int called = (int) frames.get(1).offset();
            assertEquals(
                    List.of(
                            new Trap.Frame("the module", 0, null, trapped),
                            new Trap.Frame("the module", 1, "outer", called)),
                    frames);
            assertEquals(CALL_INDIRECT, module[trapped]);
            assertEquals(CALL, module[called]);
        }
    }

    @Test
    void aFunctionThatATierLeavesToAnotherHasOneFrame() {
        for (List<Trap.Frame> frames : backtraces(calling(bytes(OUT_OF_TABLE, RETURN_CALL_INDIRECT, 0, 0)))) {
            assertEquals(
                    List.of(0, 1),
                    frames.stream().map(Trap.Frame::functionIndex).toList());
        }
    }
}
