package dev.tagalong.itests.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tagalong.itests.distribution.Home.Outcome;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a container and its programs do when their standard streams fail. */
@DisabledOnOs(OS.WINDOWS)
class StreamsIT {

    private static final int EBADF = 8;
    private static final int EPIPE = 64;
    private static final int ENOSPC = 51;
    private static final int SIGPIPE_STATUS = 141;
    private static final File FULL = new File("/dev/full");

    @TempDir
    static Path folder;

    private static Home home;

    @BeforeAll
    static void unpack() throws IOException {
        home = Home.in(folder);
        for (WriterModule program : WriterModule.values()) {
            program.deploy(home);
        }
    }

    @Test
    void aProgramIsToldThatNobodyReads() throws Exception {
        assertEquals(EPIPE, readingOneLine("run", WriterModule.UNTIL_ERROR.program()));
    }

    @Test
    void aProgramThatDoesNotListenIsEnded() throws Exception {
        assertEquals(SIGPIPE_STATUS, readingOneLine("run", WriterModule.FOR_EVER.program()));
    }

    private static int readingOneLine(String... words) throws IOException, InterruptedException {
        Process process = home.start(words);
        assertEquals('y', process.getInputStream().read());
        process.getInputStream().close();
        return process.waitFor();
    }

    @Test
    void aFullDiskIsAnErrorOfTheProgramOrElseAnExitStatus() throws Exception {
        assertEquals(new Ended(ENOSPC, ""), intoFull("run", WriterModule.UNTIL_ERROR.program()));
        assertEquals(
                new Ended(1, "once.wasm: standard output: No space left on device\n"),
                intoFull("run", WriterModule.ONCE.program()));
        assertEquals(new Ended(1, "standard output: No space left on device\n"), intoFull("exec", "wasm:limits"));
    }

    private record Ended(int status, String error) {}

    private static Ended intoFull(String... words) throws IOException, InterruptedException {
        assumeTrue(FULL.exists(), "this system has no /dev/full");
        Path error = folder.resolve("full");
        int status = home.builder(words)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(FULL)
                .redirectError(error.toFile())
                .start()
                .waitFor();
        return new Ended(status, Files.readString(error));
    }

    @Test
    void aClosedInputIsEmpty() throws Exception {
        assertEquals(new Ended(0, ""), closing("<&-", "run cat.wasm"));
        assertEquals("", Files.readString(folder.resolve("output")));
    }

    @Test
    void aClosedOutputIsAnError() throws Exception {
        assertEquals(new Ended(EBADF, ""), closing(">&-", "run " + WriterModule.UNTIL_ERROR.program()));
        assertEquals(new Ended(1, "standard output: Bad file descriptor\n"), closing(">&-", "exec wasm:limits"));
        assertEquals(new Ended(EBADF, ""), closing("<&- >&- 2>&-", "run " + WriterModule.UNTIL_ERROR.program()));
    }

    private static Ended closing(String streams, String words) throws IOException, InterruptedException {
        Path error = folder.resolve("error");
        ProcessBuilder builder = home.builder();
        String command = "exec \"$0\" " + words + " " + streams;
        builder.command("bash", "-c", command, builder.command().get(0));
        int status = builder.redirectOutput(folder.resolve("output").toFile())
                .redirectError(error.toFile())
                .start()
                .waitFor();
        return new Ended(status, Files.readString(error));
    }

    @Test
    void aBrokenPipeOfTheShellEndsTheProgramOnly() throws Exception {
        Outcome outcome = home.tagalong("exec", "wasm:run for-ever.wasm | wasm:limits; wasm:call math.wasm gcd 12 18");
        assertTrue(outcome.text().endsWith("\n6\n"), outcome.text());
        assertEquals("for-ever.wasm: exit status " + SIGPIPE_STATUS + "\n", outcome.error());
        assertEquals(0, outcome.status());
    }
}
