package dev.tagalong.shell.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A child process reads, here without a terminal. */
@Timeout(60)
class TerminalInputTest {

    private static final String SHELL = "/bin/sh";

    @BeforeAll
    static void onlyWhereThereIsAShell() {
        assumeTrue(Files.isExecutable(Path.of(SHELL)), "no " + SHELL);
    }

    private static TerminalInput of(String script) {
        return new TerminalInput(List.of(SHELL, "-c", script, "reader"));
    }

    @Test
    void answersWhatTheChildReads() throws IOException {
        byte[] target = new byte[100];
        int length = of("printf 'a line %s' $1").read(target, 2, 50);
        assertEquals("a line bs=50", new String(target, 2, length, UTF_8));
        assertEquals('b', of("printf b").read());
    }

    @Test
    void theEndIsNoBytes() throws IOException {
        assertEquals(-1, of("true").read(new byte[10]));
        assertEquals(-1, of("true").read());
        assertEquals(0, of("false").read(new byte[0]));
    }

    @Test
    void aChildThatFailsIsAnError() {
        IOException failure = assertThrows(IOException.class, () -> of("exit 1").read());
        assertTrue(failure.getMessage().contains("status 1"), failure::getMessage);
    }

    @Test
    void anInterruptEndsTheChild() {
        Thread.currentThread().interrupt();
        assertThrows(InterruptedIOException.class, () -> of("exec sleep 1000").read());
        assertTrue(Thread.interrupted());
    }

    @Test
    void ctrlCReachesTheChildToo() throws IOException {
        assumeTrue(!ignoresInterrupts(), "a background process's children ignore SIGINT, as it does");
        assertThrows(InterruptedIOException.class, () -> of("kill -INT $$").read());
    }

    @Test
    void aShellThatSaysThatCtrlCEndedItIsAnInterruptToo() {
        assertThrows(InterruptedIOException.class, () -> of("exit 130").read());
    }

    /** Whether SIGINT, signal 2, is among the ignored ones of this process (proc(5)); not where there is no such file. */
    private static boolean ignoresInterrupts() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return false;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .anyMatch(line -> (Long.parseUnsignedLong(
                                        line.substring("SigIgn:".length()).strip(), 16)
                                & 2)
                        != 0);
    }
}
