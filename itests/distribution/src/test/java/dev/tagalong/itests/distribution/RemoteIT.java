package dev.tagalong.itests.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A plugin of one container is called as a service in another, over TCP on this machine. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(value = 120, threadMode = ThreadMode.SEPARATE_THREAD)
class RemoteIT {

    @TempDir
    Path folder;

    private RemoteExporter exporter;
    private RemoteConsumer consumer;

    @BeforeEach
    void start() throws Exception {
        exporter = RemoteExporter.in(folder.resolve("exporter"));
        exporter.start();
        consumer = RemoteConsumer.in(folder.resolve("consumer"), exporter.port());
        consumer.start();
    }

    @AfterEach
    void stop() throws Exception {
        consumer.kill();
        exporter.kill();
    }

    @Test
    void numbersOfEachTypeCross() throws Exception {
        consumer.await("add 40 2", "42");
        assertEquals("-1", consumer.ask("add 2147483647 -2147483648"));
        assertEquals("1000000000000000000", consumer.ask("product 1000000000 1000000000"));
        assertEquals("0.125", consumer.ask("half 0.25"));
        assertEquals("1.4142135623730951", consumer.ask("root 2"));
        assertEquals("NaN", consumer.ask("root -1"));
        assertEquals("4", consumer.ask("divided 7 2"));
    }

    @Test
    void aTrapArrivesWithItsBacktrace() throws Exception {
        consumer.await("divided 7 2", "4");
        String trap = consumer.ask("divided 7 0");
        assertTrue(
                trap.matches(
                        "trap INTEGER_DIVIDE_BY_ZERO integer divide by zero \\| at figures\\.wasm!divide \\(func .*"
                                + " \\| at figures\\.wasm!divided \\(func .*"),
                trap);
        assertEquals("4", consumer.ask("divided 7 2"));
    }

    @Test
    void callsOfSeveralThreadsAtOnce() throws Exception {
        consumer.await("add 40 2", "42");
        assertEquals("0", consumer.ask("storm 100"));
    }
}
