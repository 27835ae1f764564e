package dev.tagalong.wasi.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.WasmExit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessControlTest {

    private final Guest guest = Guest.idle();

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 255, 256, -1})
    void exitEndsTheProgramWithItsStatus(int status) {
        WasmExit exit = assertThrows(WasmExit.class, () -> guest.call("proc_exit", status));
        assertEquals(status, exit.status());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 6, 9, 11, 15, 30})
    void aSignalThatEndsProcessesEndsTheProgram(int signal) {
        WasmExit exit = assertThrows(WasmExit.class, () -> guest.call("proc_raise", signal));
        assertEquals(128 + signal, exit.status());
    }

    @Test
    void otherSignalsAreIgnoredOrRefused() {
        assertEquals(Errno.SUCCESS, guest.call("proc_raise", 0));
        assertEquals(Errno.SUCCESS, guest.call("proc_raise", 16));
        assertEquals(Errno.ENOTSUP, guest.call("proc_raise", 18));
        assertEquals(Errno.EINVAL, guest.call("proc_raise", 31));
        assertEquals(Errno.EINVAL, guest.call("proc_raise", -1));
    }

    @Test
    void yieldingSeesACancellation() {
        assertEquals(Errno.SUCCESS, guest.call("sched_yield"));
        guest.cancel("enough");
        assertThrows(Trap.class, () -> guest.call("sched_yield"));
    }
}
