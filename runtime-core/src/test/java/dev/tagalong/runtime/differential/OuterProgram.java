package dev.tagalong.runtime.differential;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Programs of the machine that the tests make use of. */
final class OuterProgram {

    private OuterProgram() {}

    /** Whether a program is there: it tells its version. */
    static boolean available(String program) {
        try {
            return new ProcessBuilder(program, "--version")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException absent) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * Runs a command to its end.
     *
     * @param what what it does, for errors
     * @throws IOException if it takes too long or fails, with what it has written
     */
    static void run(String what, List<String> command, Path log, int minutes) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (!process.waitFor(minutes, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new IOException(what + " takes too long");
        }
        if (process.exitValue() != 0) {
            throw new IOException(what + " failed: " + Files.readString(log));
        }
    }
}
