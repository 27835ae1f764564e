package dev.tagalong.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import org.apache.felix.framework.Logger;

/**
 * What the framework has to say goes to the container's log and not to standard output, which is the programs'. The log's own
 * bundle has the file open as well; so each line is written whole, at the end of the file as it is then. Safe for any thread.
 */
final class FrameworkLog extends Logger {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss,SSS");

    private final Path file;

    FrameworkLog(Path file) {
        this.file = file;
    }

    @Override
    protected void doLog(int level, String message, Throwable thrown) {
        String line = String.format(
                "%s %-5s [%s] org.apache.felix.framework: %s%n",
                LocalDateTime.now().format(TIME),
                name(level),
                Thread.currentThread().getName(),
                message);
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            System.err.println("tagalong: " + file + " cannot be written (" + e + "): " + message);
        }
    }

    private static String name(int level) {
        return switch (level) {
            case LOG_ERROR -> "ERROR";
            case LOG_WARNING -> "WARN";
            case LOG_INFO -> "INFO";
            default -> "DEBUG";
        };
    }
}
