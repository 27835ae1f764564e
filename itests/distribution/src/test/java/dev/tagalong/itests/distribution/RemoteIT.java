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

    private static final String REMOTE =
            "org\\.osgi\\.framework\\.ServiceException: Error calling 127\\.0\\.0\\.1:\\d+ method: ";
    private static final String REFUSED = REMOTE + "add .*Connection refused.*";
    private static final String LOST = REMOTE + "%s .*(EOFException|Connection re(set|fused)).*";

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

    private static void assertMatches(String pattern, String text) {
        assertTrue(text.matches(pattern), text);
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

    @Test
    void aPluginThatGoesIsAnErrorUntilItIsBack() throws Exception {
        consumer.await("add 40 2", "42");
        exporter.undeploy();
        consumer.await("add 40 2", REFUSED);
        exporter.deploy();
        consumer.await("add 40 2", "42");
        consumer.forget();
        consumer.await("add 40 2", "no service");
        consumer.discover(exporter.port());
        consumer.await("add 40 2", "42");
    }

    @Test
    void aMachineThatDiesIsAnErrorUntilItIsBack() throws Exception {
        consumer.await("add 40 2", "42");
        consumer.say("spin");
        consumer.say("add 40 2");
        exporter.awaitCall();
        exporter.kill();
        assertMatches(LOST.formatted("spin"), consumer.hear());
        assertMatches(LOST.formatted("add"), consumer.hear());
        exporter.start();
        consumer.await("add 40 2", "42");
    }
}
