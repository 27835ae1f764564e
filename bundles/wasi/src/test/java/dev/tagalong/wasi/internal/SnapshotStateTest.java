package dev.tagalong.wasi.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagalong.runtime.HostState.Told;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a snapshot of a program would miss, and what the program has been told. */
class SnapshotStateTest {

    private static WasiProcess state(Guest guest) {
        return guest.attachment(WasiProcess.class, () -> {
            throw new AssertionError("the program has not called WASI");
        });
    }

    @Test
    void whatIsReadIsTold() {
        Guest guest = Guest.told(List.of("prog"), Map.of("A", "1"));
        guest.call("fd_write", 1, 0, 0, 0);
        assertEquals(Set.of(), state(guest).told());
        guest.call("args_sizes_get", 0, 4);
        assertEquals(Set.of(Told.ARGUMENTS), state(guest).told());
        guest.call("environ_get", 0, 100);
        assertEquals(Set.of(Told.ARGUMENTS, Told.VARIABLES), state(guest).told());
        guest.call("fd_prestat_get", 3, 0);
        assertEquals(
                Set.of(Told.ARGUMENTS, Told.VARIABLES, Told.PREOPENS),
                state(guest).told(),
                "there is none");
        assertNull(state(guest).hindersSnapshot());
    }

    @Test
    void anOpenFileIsMissed(@TempDir Path directory) {
        FileGuest files = new FileGuest(directory, false);
        int file = files.open("new.txt", FileGuest.CREATE);
        String missed = state(files.guest).hindersSnapshot();
        assertTrue(missed.contains("descriptor " + file + " is open"), missed);
        files.guest.call("fd_close", file);
        assertNull(state(files.guest).hindersSnapshot());
        files.guest.call("fd_close", 2);
        assertEquals(
                "it has closed a descriptor that it began with",
                state(files.guest).hindersSnapshot());
    }
}
