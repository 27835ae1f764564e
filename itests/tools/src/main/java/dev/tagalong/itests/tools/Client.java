package dev.tagalong.itests.tools;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Finds and runs programs of the machine, such as a registry's client, and looks at what they brought. */
public final class Client {

    private static final long LIMIT_SECONDS = 180;

    private Client() {}

    /** Whether a command ended well; what it printed goes to {@code client.log} in the folder where it ran. */
    static boolean run(Path folder, List<String> command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("client.log").toFile())
                    .start();
            try {
                return process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException notThere) {
            return false;
        }
    }

    /**
     * Runs a command that has to end well.
     *
     * @throws IOException with what it printed, if it does not
     */
    static void succeed(Path folder, List<String> command) throws IOException, InterruptedException {
        if (!run(folder, command)) {
            throw new IOException(command + ":\n" + Files.readString(folder.resolve("client.log")));
        }
    }

    /** The programs of a name that are on the path, in its order. */
    public static Stream<Path> onPath(String program) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable);
    }

    /** A file's SHA-256 in lower-case hexadecimal. */
    public static String hash(Path file) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
