package dev.tagalong.runtime.internal.binary;

import static dev.tagalong.runtime.testing.Binary.*;
import static dev.tagalong.runtime.testing.ModuleAssertions.assertRefused;
import static dev.tagalong.runtime.testing.ModuleAssertions.load;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tagalong.runtime.ModuleException.Reason;
import dev.tagalong.runtime.internal.module.FunctionBody;
import dev.tagalong.runtime.internal.module.FunctionBody.LocalRun;
import dev.tagalong.runtime.type.ValueType;
import java.util.List;
import org.junit.jupiter.api.Test;

class CodeSectionReaderTest {

    private static final byte[] NOTHING = functionType(vector(), vector());

    private static byte[] moduleOf(Object... code) {
        return module(vectorSection(1, NOTHING), vectorSection(3, 0), section(10, code));
    }

    private static byte[] withLocals(byte[] locals) {
        return moduleOf(1, body(locals));
    }

    @Test
    void localsComeAsRuns() {
        byte[] locals = vector(locals(2, I32), locals(0, F32), locals(3, I32), locals(1, EXTERNREF));
        FunctionBody body = load(withLocals(locals)).bodies().get(0);
        assertEquals(List.of(new LocalRun(5, ValueType.I32), new LocalRun(1, ValueType.EXTERNREF)), body.localRuns());
        assertEquals(6, body.localCount());
        assertEquals(6, body.locals().length);
    }

    @Test
    void parametersComeFirst() {
        byte[] type = functionType(vector(F64), vector());
        FunctionBody body = load(module(
                        vectorSection(1, type), vectorSection(3, 0), vectorSection(10, body(vector(locals(1, I64))))))
                .bodies()
                .get(0);
        assertArrayEquals(new ValueType[] {ValueType.F64, ValueType.I64}, body.locals());
    }

    @Test
    void tooManyLocals() {
        load(withLocals(vector(locals(50_000, I32))));
        assertRefused(
                Reason.UNSUPPORTED,
                "implementation limit exceeded: too many locals: 50001",
                withLocals(vector(locals(50_000, I32), locals(1, I64))));
        assertRefused(Reason.MALFORMED, "too many locals", withLocals(vector(locals(-1, I32), locals(1, I64))));
        assertRefused(Reason.UNSUPPORTED, "implementation limit", withLocals(vector(locals(-1, I32))));
    }

    @Test
    void bodySizes() {
        assertRefused(Reason.MALFORMED, "unexpected end", moduleOf(1, 9, 0, END));
        assertRefused(Reason.MALFORMED, "unexpected end", moduleOf(1, u32(-1), 0, END));
        assertRefused(Reason.MALFORMED, "unexpected end", moduleOf(1, 0));
        assertRefused(Reason.MALFORMED, "unexpected end of section or function", moduleOf(1, 1, 0));
    }

    @Test
    void theLargestBody() {
        int size = 7_654_321;
        byte[] nops = new byte[size - 2];
        java.util.Arrays.fill(nops, (byte) 1);
        load(withLocals(bytes(0, nops)));
        assertRefused(
                Reason.UNSUPPORTED,
                "implementation limit exceeded: function 0 has 7654322 bytes",
                withLocals(bytes(0, nops, 1)));
    }
}
