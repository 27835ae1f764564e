package dev.tagalong.itests.distribution;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A container that runs with the web console, on a port that was free. */
final class ConsoleProcess implements AutoCloseable {

    /**
     * A module with a memory of one page and the functions {@code add}, of two {@code i32}; {@code trap}; and {@code spin}, which
     * does not return.
     */
    static final byte[] MODULE = HexFormat.of()
            .parseHex("0061736d01000000"
                    + "010a0260027f7f017f600000"
                    + "030403000101"
                    + "0503010001"
                    + "071e0403616464000004747261700001047370696e0002066d656d6f72790200"
                    + "0a1503070020002001" + "6a0b" + "0300000b" + "070003400c000b0b");

    private static final Pattern ANNOUNCED = Pattern.compile(
            "console: (http://127\\.0\\.0\\.1:\\d+/)system/console/tagalong, user admin, .*password in (.*)");
    private static final long LIMIT_SECONDS = 60;

    private final Process process;
    private final Path said;
    private URI root;
    private String password;

    private ConsoleProcess(Process process, Path said) {
        this.process = process;
        this.said = said;
    }

    /** Starts it and waits until it says where it is. */
    static ConsoleProcess start(Home home) throws IOException, InterruptedException {
        Path said = home.resolve("../said");
        Process process = home.builder("--console=0")
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(said.toFile())
                .start();
        ConsoleProcess console = new ConsoleProcess(process, said);
        try {
            console.await();
        } catch (IOException | InterruptedException | AssertionError e) {
            console.close();
            throw e;
        }
        return console;
    }

    private void await() throws IOException, InterruptedException {
        long begin = System.nanoTime();
        Matcher announced;
        do {
            assertTrue(
                    process.isAlive() && System.nanoTime() - begin < TimeUnit.SECONDS.toNanos(LIMIT_SECONDS), said());
            Thread.sleep(50);
            announced = ANNOUNCED.matcher(said());
        } while (!announced.find());
        root = URI.create(announced.group(1));
        password = Files.readString(Path.of(announced.group(2))).strip();
    }

    /** What it has printed on standard error. */
    String said() throws IOException {
        return Files.readString(said);
    }

    /** The server. */
    URI root() {
        return root;
    }

    String password() {
        return password;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
