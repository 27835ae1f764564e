package dev.tagalong.runtime.execution;

import static dev.tagalong.runtime.testing.Binary.*;
import static dev.tagalong.runtime.testing.Program.*;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.Function;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.Tier;
import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.testing.Contender;
import dev.tagalong.runtime.testing.Program;
import dev.tagalong.runtime.testing.Tiers;
import dev.tagalong.runtime.type.MemoryType;
import java.util.Collections;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Loads and stores of numbers in functions that work on vectors before all: they do what they do elsewhere. */
class AccessesAmongVectorsTest {

    private static final int FIRST_LOAD = 0x28;
    private static final int FIRST_STORE = 0x36;

    /** What each load from {@link #FIRST_LOAD} on gives, and each store from {@link #FIRST_STORE} on takes. */
    private static final String TYPES = "ilfdiiiillllll" + "ilfdiilll";

    private static final int SPLAT = 0x11;
    private static final int END = MemoryType.PAGE_SIZE;
    private static final int[] OFFSETS = {0, 9, END - 8, 0x7FFF_FFF0};
    private static final int[] ADDRESSES = {0, 1, 8, END - 8, END - 9, END - 17, END - 1, END, -1, -9, -16, 0x7FFF_FFFF
    };

    static Stream<Contender> contenders() {
        return Contender.all();
    }

    private static Program program(boolean vectors) {
        Object[] some = Collections.nCopies(vectors ? 16 : 0, bytes(i32(7), 0xFD, SPLAT, DROP))
                .toArray();
        Program program = new Program().memory(1);
        program.function("fill", "il:", "", get(0), get(1), FIRST_STORE + 1, 0, 0);
        program.function("look", "i:l", "", get(0), FIRST_LOAD + 1, 0, 0);
        for (int i = 0; i < TYPES.length(); i++) {
            boolean store = FIRST_LOAD + i >= FIRST_STORE;
            String signature = store ? "i" + TYPES.charAt(i) + ":" : "i:" + TYPES.charAt(i);
            for (int offset : OFFSETS) {
                byte[] operands = store ? bytes(get(0), get(1)) : get(0);
                byte[] access = bytes(operands, FIRST_LOAD + i, 0, u32(offset));
                program.function(i + " " + offset, signature, "", bytes(some), access);
            }
        }
        return program;
    }

    @ParameterizedTest
    @MethodSource("contenders")
    void theyDoWhatTheyDoElsewhere(Contender contender) {
        try (Engine interpreting = Tiers.engine(Tier.INTERPRET);
                Engine engine = contender.engine()) {
            Instance expected = program(false).instantiate(interpreting);
            Instance found = program(true).instantiate(engine);
            for (int i = 0; i < TYPES.length(); i++) {
                for (int offset : OFFSETS) {
                    for (int address : ADDRESSES) {
                        String name = i + " " + offset;
                        String where = Integer.toHexString(FIRST_LOAD + i) + " at " + address + " + " + offset;
                        assertEquals(run(expected, name, i, address), run(found, name, i, address), where);
                    }
                }
            }
        }
    }

    /** What an access gives, or the trap, and then the memory's ends. */
    private static String run(Instance instance, String name, int access, int address) {
        instance.function("fill").call(0, 0x8182_8384_8586_8788L);
        instance.function("fill").call(9, 0x9192_9394_9596_9798L);
        instance.function("fill").call(END - 8, 0xA1A2_A3A4_A5A6_A7A8L);
        Function function = instance.function(name);
        boolean store = FIRST_LOAD + access >= FIRST_STORE;
        Object result;
        try {
            result = store ? function.call(address, value(TYPES.charAt(access))) : function.call(address);
        } catch (Trap trap) {
            result = trap.kind();
        }
        StringBuilder seen = new StringBuilder().append(result);
        for (int place : new int[] {0, 8, 16, END - 16, END - 8}) {
            seen.append(' ')
                    .append(Long.toHexString((long) instance.function("look").call(place)));
        }
        return seen.toString();
    }

    private static Object value(char type) {
        return switch (type) {
            case 'i' -> (Object) 0xF1F2_F3F4;
            case 'l' -> 0xF1F2_F3F4_F5F6_F7F8L;
            case 'f' -> -1.5f;
            default -> -2.75;
        };
    }
}
