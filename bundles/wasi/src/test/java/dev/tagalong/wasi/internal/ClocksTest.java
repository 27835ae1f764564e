package dev.tagalong.wasi.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClocksTest {

    private final Guest guest = Guest.idle();

    @ParameterizedTest
    @ValueSource(ints = {Clocks.MONOTONIC, Clocks.PROCESS_CPUTIME, Clocks.THREAD_CPUTIME})
    void goesForward(int clock) {
        assertEquals(Errno.SUCCESS, guest.call("clock_time_get", clock, 0L, 0));
        assertEquals(Errno.SUCCESS, guest.call("clock_time_get", clock, -1L, 8));
        long first = guest.memory.readLong(0);
        assertTrue(first >= 0 && first <= guest.memory.readLong(8));
    }

    @ParameterizedTest
    @ValueSource(ints = {Clocks.REALTIME, Clocks.MONOTONIC, Clocks.PROCESS_CPUTIME, Clocks.THREAD_CPUTIME})
    void hasAResolution(int clock) {
        assertEquals(Errno.SUCCESS, guest.call("clock_res_get", clock, 16));
        assertTrue(guest.memory.readLong(16) > 0);
    }

    @Test
    void realTimeCountsFrom1970() {
        long in2020 = 1_577_836_800_000_000_000L;
        assertEquals(Errno.SUCCESS, guest.call("clock_time_get", Clocks.REALTIME, 0L, 0));
        assertTrue(guest.memory.readLong(0) > in2020);
    }

    @Test
    void processorTimeDoesNotGoBackOnAnotherThread() throws Exception {
        guest.call("clock_time_get", Clocks.PROCESS_CPUTIME, 0L, 0);
        Thread fresh = new Thread(() -> guest.call("clock_time_get", Clocks.PROCESS_CPUTIME, 0L, 8));
        fresh.start();
        fresh.join();
        assertTrue(guest.memory.readLong(0) <= guest.memory.readLong(8));
    }

    @Test
    void otherClocksAreInvalid() {
        for (int clock : new int[] {4, -1, Integer.MIN_VALUE}) {
            assertEquals(Errno.EINVAL, guest.call("clock_time_get", clock, 0L, 0));
            assertEquals(Errno.EINVAL, guest.call("clock_res_get", clock, 0));
        }
    }

    @Test
    void badPointersAreFaults() {
        assertEquals(Errno.EFAULT, guest.call("clock_time_get", Clocks.REALTIME, 0L, Guest.PAGE - 7));
        assertEquals(Errno.EFAULT, guest.call("clock_res_get", Clocks.REALTIME, -8));
    }
}
