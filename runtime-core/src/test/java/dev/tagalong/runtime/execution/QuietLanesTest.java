package dev.tagalong.runtime.execution;

import static dev.tagalong.runtime.testing.Binary.*;
import static dev.tagalong.runtime.testing.Program.get;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.Function;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.Tier;
import dev.tagalong.runtime.V128;
import dev.tagalong.runtime.internal.opcode.Opcode;
import dev.tagalong.runtime.testing.Program;
import dev.tagalong.runtime.testing.Tiers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Arithmetic on lanes makes a signalling NaN quiet, also where a compiler knows the other operand and could take the
 * instruction for nothing. A function is called so often that HotSpot's second compiler has it.
 */
class QuietLanesTest {

    private static final int ROUNDS = 3;
    private static final int CALLS = 6_000;
    private static final Map<Tier, Integer> FEWER_CALLS = Map.of(Tier.INTERPRET, 200, Tier.TIERED, 2_000);

    private static final List<Opcode> SINGLE = List.of(
            Opcode.F32X4_ADD, Opcode.F32X4_SUB, Opcode.F32X4_MUL, Opcode.F32X4_DIV, Opcode.F32X4_MIN, Opcode.F32X4_MAX);

    private static final List<Opcode> DOUBLE = List.of(
            Opcode.F64X2_ADD, Opcode.F64X2_SUB, Opcode.F64X2_MUL, Opcode.F64X2_DIV, Opcode.F64X2_MIN, Opcode.F64X2_MAX);

    private static final float[] CONSTANTS = {1, -1, 0, -0f};
    private static final V128 SINGLES = V128.ofInts(0x7FA0_0000, 0xFFA0_0001, 0x7FA0_0000, 0x7F80_0001);
    private static final V128 DOUBLES = new V128(0x7FF4L << 48, 0xFFF0_0000_0000_0001L);

    private record Case(String name, boolean single) {
        boolean isQuiet(V128 vector) {
            return single
                    ? IntStream.range(0, 4).allMatch(i -> (vector.intLane(i) & 0x7FC0_0000) == 0x7FC0_0000)
                    : IntStream.range(0, 2).allMatch(i -> (vector.longLane(i) & 0x7FF8L << 48) == 0x7FF8L << 48);
        }
    }

    private final Program program = new Program();
    private final List<Case> cases = new ArrayList<>();

    private static byte[] encoded(Opcode opcode) {
        return bytes(opcode.prefix(), u32(opcode.code() & 0xFFFF));
    }

    private void add(Opcode opcode, boolean single, String kind, byte[] constant) {
        String name = opcode + " " + kind;
        program.function("x " + name, "v:v", "", get(0), constant, encoded(opcode));
        program.function(name + " x", "v:v", "", constant, get(0), encoded(opcode));
        cases.add(new Case("x " + name, single));
        cases.add(new Case(name + " x", single));
    }

    private void addAll(List<Opcode> opcodes, boolean single) {
        for (Opcode opcode : opcodes) {
            for (float number : CONSTANTS) {
                V128 lanes = single ? V128.ofFloats(number, number, number, number) : V128.ofDoubles(number, number);
                add(opcode, single, number + "", bytes(0xFD, 12, lanes.toBytes()));
                byte[] bits = single
                        ? bytes(0x41, signed(Float.floatToRawIntBits(number)), encoded(Opcode.I32X4_SPLAT))
                        : bytes(0x42, signed(Double.doubleToRawLongBits(number)), encoded(Opcode.I64X2_SPLAT));
                add(opcode, single, number + " splat", bits);
                byte[] converted = bytes(
                        bytes(0x41, signed((int) number), encoded(Opcode.I32X4_SPLAT)),
                        encoded(single ? Opcode.F32X4_CONVERT_I32X4_S : Opcode.F64X2_CONVERT_LOW_I32X4_S));
                add(opcode, single, number + " converted", converted);
            }
        }
    }

    static List<Tier> tiers() {
        return Tiers.all();
    }

    @ParameterizedTest
    @MethodSource("tiers")
    void signallingNansBecomeQuiet(Tier tier) {
        addAll(SINGLE, true);
        addAll(DOUBLE, false);
        List<String> signalling = new ArrayList<>();
        try (Engine engine = Tiers.engine(tier)) {
            Instance instance = program.instantiate(engine);
            for (Case one : cases) {
                Function function = instance.function(one.name);
                V128 operand = one.single ? SINGLES : DOUBLES;
                for (int round = 0; round < ROUNDS; round++) {
                    V128 last = V128.ZERO;
                    for (int i = 0; i < FEWER_CALLS.getOrDefault(tier, CALLS); i++) {
                        last = (V128) function.call(operand);
                    }
                    if (!one.isQuiet(last)) {
                        signalling.add(one.name + " " + last);
                    }
                }
            }
        }
        assertEquals(List.of(), signalling);
    }
}
