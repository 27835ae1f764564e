package dev.tagalong.bench.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A process that only takes a processor's time, until it is closed. */
public final class BusyProcess implements AutoCloseable {

    private final Process process;

    /**
     * Starts it.
     *
     * @throws ChildProcess.Failed if it cannot be started
     */
    public BusyProcess() {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = List.of(
                java, "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"), BusyProcess.class.getName());
        try {
            process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            // It has begun once it has said so.
            process.getInputStream().read();
        } catch (IOException e) {
            throw new ChildProcess.Failed("cannot run " + java + ": " + e.getMessage());
        }
    }

    /** The child's side. It ends with its parent, which reads what it says. */
    public static void main(String[] arguments) {
        System.out.println();
        ProcessHandle parent = ProcessHandle.current().parent().orElseThrow();
        long x = System.nanoTime();
        while (x != 0) {
            x = x * 6364136223846793005L + 1442695040888963407L | 1;
            if ((x >>> 40) == 0 && !parent.isAlive()) {
                return;
            }
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
