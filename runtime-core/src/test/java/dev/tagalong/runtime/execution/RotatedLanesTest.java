package dev.tagalong.runtime.execution;

import static dev.tagalong.runtime.testing.Binary.*;
import static dev.tagalong.runtime.testing.Program.*;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.Tier;
import dev.tagalong.runtime.V128;
import dev.tagalong.runtime.testing.Contender;
import dev.tagalong.runtime.testing.Program;
import dev.tagalong.runtime.testing.Tiers;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Two shifts of the same lanes that are joined: they rotate them only if the counts fit and it is the same vector. */
class RotatedLanesTest {

    private static final int VECTORS = 0xFD;
    private static final int OR = 0x50;
    private static final int XOR = 0x51;
    private static final int AND = 0x4E;
    private static final int I32X4_SHL = 0xAB;
    private static final int I64X2_SHL = 0xCB;
    private static final int[][] COUNTS = {
        {7, 25}, {25, 7}, {16, 16}, {1, 63}, {57, 7}, {32, 32}, {40, 24}, {-8, 8}, {0, 0}, {0, 32}, {64, 0}, {7, 24},
        {8, 8}
    };
    private static final V128 FIRST = V128.ofInts(0x8123_4567, 0x89AB_CDEF, 0x7FFF_0001, 0xFEDC_BA98);
    private static final V128 SECOND = V128.ofInts(0x1111_2222, 0x8333_4444, 0x5555_6666, 0xF777_8888);

    static Stream<Contender> contenders() {
        return Contender.all();
    }

    private static byte[] shift(byte[] vector, int count, int opcode) {
        return bytes(vector, i32(count), VECTORS, u32(opcode));
    }

    /** For each pair of counts: lanes of either size, shifted either way first, joined by each instruction. */
    private static List<String> write(Program program) {
        List<String> names = new ArrayList<>();
        for (int shl : new int[] {I32X4_SHL, I64X2_SHL}) {
            for (int[] counts : COUNTS) {
                int count = counts[0];
                int other = counts[1];
                byte[] left = shift(get(0), count, shl);
                byte[] right = shift(get(0), other, shl + 2);
                Object[][] bodies = {
                    {left, right, VECTORS, OR},
                    {right, left, VECTORS, XOR},
                    {left, right, VECTORS, AND},
                    {left, shift(get(1), other, shl + 2), VECTORS, OR},
                    {left, shift(get(0), other, shl + 1), VECTORS, OR},
                    {shift(bytes(get(1), TEE, 0), count, shl), right, VECTORS, OR, get(0), VECTORS, u32(0xAE)},
                    {shift(bytes(get(1), TEE, 2), count, shl + 2), left, VECTORS, OR, get(2), VECTORS, u32(0xAE)}
                };
                for (int i = 0; i < bodies.length; i++) {
                    String name = shl + ": " + i + " by " + count + " and " + other;
                    program.function(name, "vv:v", "v", bodies[i]);
                    names.add(name);
                }
            }
        }
        return names;
    }

    @ParameterizedTest
    @MethodSource("contenders")
    void areWhatTheInterpreterGives(Contender contender) {
        Program program = new Program();
        List<String> names = write(program);
        try (Engine interpreting = Tiers.engine(Tier.INTERPRET);
                Engine engine = contender.engine()) {
            Instance expected = program.instantiate(interpreting);
            Instance found = program.instantiate(engine);
            for (String name : names) {
                assertEquals(
                        expected.function(name).call(FIRST, SECOND),
                        found.function(name).call(FIRST, SECOND),
                        name);
            }
        }
    }
}
