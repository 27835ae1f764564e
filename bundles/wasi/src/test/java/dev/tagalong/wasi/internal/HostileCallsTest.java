package dev.tagalong.wasi.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tagalong.runtime.HostFunction;
import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.TrapKind;
import dev.tagalong.runtime.WasmExit;
import dev.tagalong.runtime.type.ValueType;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever a program passes, it is answered with an error number, or its call ends as it would for itself. */
@Timeout(120)
class HostileCallsTest {

    private static final int ROUNDS = 400;

    private static final int[] EDGES = {
        0,
        1,
        2,
        3,
        8,
        48,
        64,
        1024,
        1025,
        Guest.PAGE - 48,
        Guest.PAGE - 8,
        Guest.PAGE - 4,
        Guest.PAGE - 1,
        Guest.PAGE,
        Guest.PAGE + 1,
        Integer.MAX_VALUE,
        Integer.MIN_VALUE,
        -1,
        -4,
        -48,
        0x2000_0000,
        0x1555_5556
    };

    private final Random random = new Random(4711);

    private Object argument(ValueType type) {
        int edge = random.nextInt(4) == 0 ? random.nextInt(Guest.PAGE) : EDGES[random.nextInt(EDGES.length)];
        return type == ValueType.I32 ? (Object) edge : (Object) (random.nextBoolean() ? edge : random.nextLong());
    }

    private Object[] arguments(HostFunction function) {
        return function.type().parameters().stream().map(this::argument).toArray();
    }

    @Test
    void everyFunctionAnswersAnyArguments() {
        Map<String, HostFunction> functions = new TreeMap<>(Guest.WASI.functions());
        functions.remove("proc_exit");
        for (int round = 0; round < ROUNDS; round++) {
            // Zeros are subscriptions that end at once, and empty buffers.
            Guest guest = Guest.reading("some text");
            functions.forEach((name, function) -> {
                try {
                    guest.call(name, arguments(function));
                } catch (WasmExit exit) {
                    assertEquals("proc_raise", name);
                }
            });
            assertEquals(1, guest.memory.pages());
        }
    }

    @Test
    void anyMemoryIsAnswered() {
        byte[] noise = new byte[Guest.PAGE];
        for (int round = 0; round < ROUNDS; round++) {
            Guest guest = Guest.reading("some text");
            random.nextBytes(noise);
            for (int i = 0; i < noise.length; i++) {
                // Mostly small numbers, so that some of them are types, descriptors and lengths.
                noise[i] = (byte) (random.nextInt(3) == 0 ? noise[i] & 3 : 0);
            }
            guest.memory.write(0, noise, 0, noise.length);
            // What would wait is stopped.
            guest.cancel("enough");
            for (String name : new String[] {"poll_oneoff", "fd_read", "fd_write"}) {
                try {
                    guest.call(name, arguments(Guest.WASI.functions().get(name)));
                } catch (Trap trap) {
                    assertEquals(TrapKind.CANCELLED, trap.kind());
                }
            }
        }
    }
}
