package dev.tagalong.bench.report;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class MachineTest {

    @Test
    void thisMachineHasAProcessorCoresAndAJdk() {
        Machine machine = Machine.here();
        assertFalse(machine.processor().isBlank());
        assertTrue(machine.cores() > 0);
        assertTrue(machine.jdk().contains(System.getProperty("java.runtime.version")));
    }
}
