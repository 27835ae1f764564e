package dev.tagalong.runtime.differential;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** V8, by the program {@code node}. */
final class Node {

    private Node() {}

    static boolean available() {
        return OuterProgram.available("node");
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
        OuterProgram.run("node", command, folder.resolve("node.log"), 10);
    }
}
