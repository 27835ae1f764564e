package dev.tagalong.wasi.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.TrapKind;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RandomNumbersTest {

    @Test
    void fillsExactlyTheBuffer() {
        Guest guest = Guest.idle();
        int length = 20_001;
        assertEquals(Errno.SUCCESS, guest.call("random_get", 1, length));
        assertEquals(0, guest.memory.readByte(0));
        assertEquals(0, guest.memory.readByte(length + 1));
        // Every part is filled: 40 zero bytes in a row come up once in 2^320.
        for (int at = 1; at + 40 <= length; at += 40) {
            assertTrue(IntStream.range(at, at + 40).anyMatch(i -> guest.memory.readByte(i) != 0), "at " + at);
        }
    }

    @Test
    void lengthsPastTheMemoryAreFaults() {
        Guest guest = Guest.idle();
        assertEquals(Errno.EFAULT, guest.call("random_get", 0, Integer.MIN_VALUE));
        assertEquals(Errno.EFAULT, guest.call("random_get", 1, Guest.PAGE));
        assertEquals(Errno.EFAULT, guest.call("random_get", -1, -1));
        assertEquals(Errno.SUCCESS, guest.call("random_get", 0, Guest.PAGE));
        assertEquals(Errno.SUCCESS, guest.call("random_get", Guest.PAGE, 0));
    }

    @Test
    void aLongFillCanBeCancelled() {
        Guest guest = Guest.idle();
        guest.cancel("enough");
        Trap trap = assertThrows(Trap.class, () -> guest.call("random_get", 0, Guest.PAGE));
        assertEquals(TrapKind.CANCELLED, trap.kind());
    }
}
