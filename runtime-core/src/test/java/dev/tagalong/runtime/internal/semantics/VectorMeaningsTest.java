package dev.tagalong.runtime.internal.semantics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tagalong.runtime.internal.opcode.Effect;
import dev.tagalong.runtime.internal.opcode.Form;
import dev.tagalong.runtime.internal.opcode.Opcode;
import dev.tagalong.runtime.testing.LaneReference;
import dev.tagalong.runtime.testing.VectorOperands;
import dev.tagalong.runtime.type.VectorType;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each vector instruction's methods against {@link LaneReference}, on random lanes and on those at the ends of ranges. */
class VectorMeaningsTest {

    private static final int ROUNDS = 1000;

    /** All whose rows do not say already what they do. */
    static Stream<Opcode> computing() {
        return Arrays.stream(Opcode.values())
                .filter(o -> o.prefix() == 0xFD && o.form() != Form.CONST)
                .filter(o -> o.effect() != Effect.LOAD128 && o.effect() != Effect.STORE128);
    }

    @ParameterizedTest
    @MethodSource("computing")
    void computesWhatTheReferenceDoes(Opcode opcode) throws ReflectiveOperationException {
        Random random = new Random(opcode.code());
        for (int i = 0; i < ROUNDS; i++) {
            Object[] operands = VectorOperands.random(opcode, random);
            VectorOperands.check(opcode, operands, call(opcode, operands));
        }
    }

    /** The result of the methods, which have the parameters that the convention says. */
    private static Object call(Opcode opcode, Object[] operands) throws ReflectiveOperationException {
        List<Method> methods = MeaningSet.NUMERIC.methods(opcode);
        boolean vector = opcode.signature().results().contains(VectorType.V128);
        assertEquals(vector && opcode.effect() != Effect.LANEWISE ? 2 : 1, methods.size());
        if (opcode.effect() == Effect.LANEWISE) {
            return vector(
                    methods.get(0).invoke(null, half(operands, 0)),
                    methods.get(0).invoke(null, half(operands, 8)));
        }
        Object[] arguments = Stream.of(operands)
                .flatMap(o -> o instanceof byte[] bytes
                        ? Stream.of(
                                LaneReference.bytes(bytes).getLong(0),
                                LaneReference.bytes(bytes).getLong(8))
                        : Stream.of(o))
                .toArray();
        Object first = methods.get(0).invoke(null, arguments);
        return vector ? vector(first, methods.get(1).invoke(null, arguments)) : first;
    }

    private static Object[] half(Object[] operands, int at) {
        return Stream.of(operands)
                .map(o -> o instanceof byte[] bytes ? LaneReference.bytes(bytes).getLong(at) : o)
                .toArray();
    }

    private static byte[] vector(Object low, Object high) {
        byte[] vector = new byte[16];
        LaneReference.bytes(vector).putLong(0, (long) low).putLong(8, (long) high);
        return vector;
    }
}
