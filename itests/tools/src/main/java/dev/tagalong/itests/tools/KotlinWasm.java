package dev.tagalong.itests.tools;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The Kotlin compiler for WebAssembly with WASI, as it is on Maven Central. */
public final class KotlinWasm {

    private static final String VERSION = "2.4.20";
    private static final String STANDARD_LIBRARY = "kotlin-stdlib-wasm-wasi-" + VERSION + ".klib";
    private static final MavenLibraries COMPILER = new MavenLibraries(
            "kotlin",
            List.of(
                    "org.jetbrains.kotlin:kotlin-compiler-embeddable:" + VERSION,
                    "org.jetbrains.kotlin:kotlin-stdlib-wasm-wasi:" + VERSION + ":klib"));

    private KotlinWasm() {}

    /**
     * Compiles a program.
     *
     * @param name the module's name, for files in the build's folder
     * @param source the text of its one file
     * @return the module's binary
     */
    public static byte[] compile(String name, String source) throws IOException, InterruptedException {
        Path folder = Files.createDirectories(Path.of("target", "kotlin", name).toAbsolutePath());
        Path file = folder.resolve(name + ".kt");
        Path binary = folder.resolve("out").resolve(name + ".wasm");
        if (Files.exists(binary) && Files.exists(file) && Files.readString(file).equals(source)) {
            return Files.readAllBytes(binary);
        }
        Files.writeString(file, source);
        step(folder, name, "library", List.of("-nopack", file.toString()));
        step(folder, name, "out", List.of("-Xinclude=" + folder.resolve("library")));
        return Files.readAllBytes(binary);
    }

    private static void step(Path folder, String name, String output, List<String> what)
            throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of(
                "org.jetbrains.kotlin.cli.js.KotlinWasmCompiler",
                "-Xwasm-target=wasm-wasi",
                "-libraries",
                COMPILER.folder().resolve(STANDARD_LIBRARY).toString(),
                "-ir-output-dir",
                folder.resolve(output).toString(),
                "-ir-output-name",
                name));
        arguments.addAll(what);
        JavaProgram.run(folder, COMPILER.classPath(), arguments);
    }
}
