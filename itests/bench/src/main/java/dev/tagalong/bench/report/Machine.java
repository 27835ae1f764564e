package dev.tagalong.bench.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Where a session ran.
 *
 * @param processor the processor's name, or its architecture if the system tells no more
 * @param cores the processors that the JVM may use
 * @param memoryMiB the largest heap that the JVM takes by default
 * @param system the operating system
 * @param jdk the JDK's version and maker
 */
public record Machine(String processor, int cores, long memoryMiB, String system, String jdk) {

    private static final Path CPUINFO = Path.of("/proc/cpuinfo");

    /** This machine and JVM. */
    public static Machine here() {
        Runtime runtime = Runtime.getRuntime();
        return new Machine(
                processorName(),
                runtime.availableProcessors(),
                runtime.maxMemory() >> 20,
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version") + " ("
                        + System.getProperty("java.vendor") + ")");
    }

    private static String processorName() {
        if (!Files.isReadable(CPUINFO)) {
            return System.getProperty("os.arch");
        }
        try (Stream<String> lines = Files.lines(CPUINFO)) {
            return lines.filter(l -> l.startsWith("model name") && l.contains(":"))
                    .map(l -> l.substring(l.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
