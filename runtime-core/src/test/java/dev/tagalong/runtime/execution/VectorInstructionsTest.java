package dev.tagalong.runtime.execution;

import static dev.tagalong.runtime.testing.Binary.bytes;
import static dev.tagalong.runtime.testing.Binary.u32;
import static dev.tagalong.runtime.testing.Program.*;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.V128;
import dev.tagalong.runtime.internal.opcode.Effect;
import dev.tagalong.runtime.internal.opcode.Form;
import dev.tagalong.runtime.internal.opcode.Opcode;
import dev.tagalong.runtime.testing.Contender;
import dev.tagalong.runtime.testing.Program;
import dev.tagalong.runtime.testing.VectorOperands;
import dev.tagalong.runtime.type.ValueType;
import dev.tagalong.runtime.type.VectorType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every vector instruction on each tier, on random operands and those at the ends of ranges: the result is that of computing
 * lane by lane.
 */
class VectorInstructionsTest {

    /** With how many immediates each is tried, and each of these with how many operands. */
    private static final int IMMEDIATES = 3;

    private static final int OPERANDS = 12;
    private static final int ADDRESS = 40;
    private static final long SEED = 7;

    private static final List<Opcode> ALL = Arrays.stream(Opcode.values())
            .filter(o -> o.signature() != null && o.signature().hasVector() && o.form() != Form.CONST)
            .filter(o -> o.effect() != Effect.LOAD128 && o.effect() != Effect.STORE128)
            .toList();

    static Stream<Contender> contenders() {
        return Contender.all();
    }

    @ParameterizedTest
    @MethodSource("contenders")
    void eachIsThatOfItsLanes(Contender contender) {
        assertTrue(ALL.size() > 250, ALL.size() + " instructions");
        Program program = new Program().memory(1);
        for (Opcode opcode : ALL) {
            for (int i = 0; i < (hasImmediates(opcode) ? IMMEDIATES : 1); i++) {
                Object[] operands = VectorOperands.random(opcode, random(opcode, i));
                program.function(
                        opcode + " " + i, opcode.signature().text().replace('a', 'i'), "", code(opcode, operands));
            }
        }
        try (Engine engine = contender.engine()) {
            Instance instance = program.instantiate(engine);
            for (Opcode opcode : ALL) {
                for (int i = 0; i < (hasImmediates(opcode) ? IMMEDIATES : 1); i++) {
                    check(instance, opcode, i);
                }
            }
        }
    }

    private static boolean hasImmediates(Opcode opcode) {
        return opcode.lanes() > 0;
    }

    private static Random random(Opcode opcode, int number) {
        return new Random(SEED * opcode.ordinal() + number);
    }

    private static byte[] code(Opcode opcode, Object[] operands) {
        byte[] code = bytes();
        int count = opcode.signature().operands().size();
        for (int i = 0; i < count; i++) {
            code = bytes(code, get(i));
        }
        code = bytes(code, opcode.prefix(), u32(opcode.code() & 0xFFFF));
        Object last = operands[operands.length - 1];
        return switch (opcode.immediate()) {
            case NONE -> code;
            case MEMARG -> bytes(code, 0, 0);
            case MEMARG_LANE -> bytes(code, 0, 0, last);
            case LANE -> bytes(code, last);
            case SHUFFLE -> bytes(code, (byte[]) last);
            default -> throw new IllegalStateException("immediates of " + opcode);
        };
    }

    private static void check(Instance instance, Opcode opcode, int number) {
        Object[] first = VectorOperands.random(opcode, random(opcode, number));
        Random random = new Random(number);
        for (int i = 0; i < OPERANDS; i++) {
            Object[] operands = VectorOperands.random(opcode, random);
            if (hasImmediates(opcode)) {
                operands[operands.length - 1] = first[first.length - 1];
            }
            if (opcode.form() == Form.LOAD) {
                instance.memory().writeLong(ADDRESS, (long) operands[0]);
            }
            Object result = instance.function(opcode + " " + number).call(arguments(opcode, operands));
            VectorOperands.check(opcode, operands, result(instance, opcode, result));
        }
    }

    private static Object[] arguments(Opcode opcode, Object[] operands) {
        List<Object> arguments = new ArrayList<>();
        List<ValueType> types = opcode.signature().operands();
        boolean ofMemory = opcode.form() == Form.LOAD || opcode.form() == Form.STORE;
        int from = opcode.form() == Form.STORE ? 1 : 0;
        for (int i = 0; i < types.size(); i++) {
            if (i == 0 && ofMemory) {
                arguments.add(ADDRESS);
            } else {
                Object operand = operands[i - from];
                arguments.add(types.get(i) == VectorType.V128 ? V128.ofBytes((byte[]) operand) : operand);
            }
        }
        return arguments.toArray();
    }

    private static Object result(Instance instance, Opcode opcode, Object result) {
        if (opcode.form() != Form.STORE) {
            return result instanceof V128 vector ? vector.toBytes() : result;
        }
        byte[] written = new byte[V128.BYTES];
        instance.memory().read(ADDRESS, written, 0, opcode.effect().width());
        return ByteBuffer.wrap(written).order(ByteOrder.LITTLE_ENDIAN).getLong();
    }
}
