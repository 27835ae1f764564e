package dev.tagalong.runtime.differential;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** V8, by the program {@code node}. */
final class Node {

    private Node() {}

    static boolean available() {
        try {
            return new ProcessBuilder("node", "--version")
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

    /** Runs modules whose call plans lie beside them; leaves transcripts of the ending {@code .v8} there. */
    static void run(List<Path> modules, Path folder) throws IOException, InterruptedException {
        Path script = folder.resolve("v8.js");
        if (!Files.exists(script)) {
            try (InputStream in = Node.class.getResourceAsStream("/differential/v8.js")) {
                Files.copy(in, script);
            }
        }
        List<String> command = new ArrayList<>(List.of("node", script.toString()));
        modules.forEach(module -> command.add(module.toString()));
        Path log = folder.resolve("node.log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (!process.waitFor(10, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new IOException("node takes too long");
        }
        if (process.exitValue() != 0) {
            throw new IOException("node failed: " + Files.readString(log));
        }
    }
}
