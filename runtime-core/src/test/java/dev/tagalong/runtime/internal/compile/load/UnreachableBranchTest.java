package dev.tagalong.runtime.internal.compile.load;

import static dev.tagalong.runtime.testing.Binary.F32;
import static dev.tagalong.runtime.testing.Binary.bytes;
import static dev.tagalong.runtime.testing.Binary.functionModule;
import static dev.tagalong.runtime.testing.Binary.functionType;
import static dev.tagalong.runtime.testing.Binary.vector;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.EngineOptions;
import dev.tagalong.runtime.Imports;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.InstanceOptions;
import dev.tagalong.runtime.Tier;
import dev.tagalong.runtime.testing.Binary;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Blocks whose ends are named by branches that are never reached only: nothing may be taken from there. */
final class UnreachableBranchTest {

    private static final byte[] ONE = {0x43, 0, 0, (byte) 0x80, 0x3F};
    private static final byte[] TWO = {0x43, 0, 0, 0, 0x40};
    private static final byte[] TRUE = {0x41, 1};
    private static final int NO_RESULT = 0x40;
    private static final int RETURN = 0x0F;
    private static final int END = Binary.END;

    static Stream<Arguments> bodies() {
        byte[] neverEnds = bytes(0x02, NO_RESULT, ONE, RETURN, END);
        byte[] neverEndsEither = bytes(0x03, NO_RESULT, ONE, RETURN, END);
        return Stream.of(
                Arguments.of("br", bytes(0x02, F32, neverEnds, TWO, 0x0C, 0, END)),
                Arguments.of("br after a loop", bytes(0x02, F32, neverEndsEither, TWO, 0x0C, 0, END)),
                Arguments.of("br_if", bytes(0x02, F32, neverEnds, TWO, TRUE, 0x0D, 0, RETURN, END)),
                Arguments.of("br_table", bytes(0x02, F32, neverEnds, TWO, TRUE, 0x0E, 1, 0, 0, END)),
                Arguments.of("if", bytes(TRUE, 0x04, F32, neverEnds, TWO, 0x0C, 0, 0x05, ONE, RETURN, END)),
                Arguments.of("outer", bytes(0x02, F32, 0x02, NO_RESULT, neverEnds, TWO, 0x0C, 1, END, ONE, END)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bodies")
    void returnsBeforeTheBlockEnds(String name, byte[] code) {
        // The block's result is consumed, which needs it where the block's end would have left it.
        byte[] body = bytes(code, ONE, 0x92);
        byte[] module = functionModule(functionType(vector(), vector(F32)), body);
        try (Engine engine = Engine.create(EngineOptions.DEFAULT.withTier(Tier.COMPILE))) {
            Instance instance =
                    engine.instantiate(engine.load(name, module), Imports.NONE, InstanceOptions.named(name));
            assertEquals(1f, instance.functionAt(0).call());
        }
    }
}
