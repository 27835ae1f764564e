package dev.tagalong.itests.tools;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A program in a JVM of its own, the one that runs this. */
final class JavaProgram {

    private JavaProgram() {}

    /**
     * Runs a main class, or a file of source code, and waits for its end.
     *
     * @throws IOException with what it printed, if it fails
     */
    static void run(Path folder, String classPath, List<String> mainAndArguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx1g", "-cp", classPath));
        command.addAll(mainAndArguments);
        if (!Client.run(folder, command)) {
            throw new IOException(
                    mainAndArguments + ":\n" + Files.readString(folder.resolve("client.log"), StandardCharsets.UTF_8));
        }
    }
}
