package dev.tagalong.itests.tools;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The machine's emscripten. A test that compiles with it is skipped where there is none. */
public final class Emscripten {

    private static final String COMPILER = "em++";

    private Emscripten() {}

    /**
     * Compiles and links a program in C++.
     *
     * @param name the program's name, for files in the build's folder
     * @param source the text of its one file
     * @param options what the compiler is told besides
     * @return the module's binary
     * @throws IOException with what the compiler printed, if it fails
     */
    public static byte[] compile(String name, String source, String... options)
            throws IOException, InterruptedException {
        boolean there = Client.onPath(COMPILER).findAny().isPresent();
        assumeTrue(there, name + " is not tried: " + COMPILER + " is not installed");
        Path folder =
                Files.createDirectories(Path.of("target", "emscripten", name).toAbsolutePath());
        Path file = Files.writeString(folder.resolve(name + ".cc"), source);
        List<String> command = new ArrayList<>(List.of(COMPILER, file.toString(), "-o", name + ".js"));
        command.addAll(List.of(options));
        Client.succeed(folder, command);
        return Files.readAllBytes(folder.resolve(name + ".wasm"));
    }
}
