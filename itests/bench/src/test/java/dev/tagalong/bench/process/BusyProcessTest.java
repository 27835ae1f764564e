package dev.tagalong.bench.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A process that is only there to be in the way. */
class BusyProcessTest {

    private static Set<Long> children() {
        return ProcessHandle.current().children().map(ProcessHandle::pid).collect(Collectors.toSet());
    }

    @Test
    void itRunsUntilItIsClosed() {
        Set<Long> before = children();
        BusyProcess busy = new BusyProcess();
        Set<Long> during = children();
        busy.close();
        during.removeAll(before);
        assertEquals(1, during.size());
        ProcessHandle.of(during.iterator().next())
                .ifPresent(process -> process.onExit().join());
    }
}
