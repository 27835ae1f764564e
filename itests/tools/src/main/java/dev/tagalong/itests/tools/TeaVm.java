package dev.tagalong.itests.tools;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.ToolProvider;

/** TeaVM, which makes WebAssembly with its garbage collector of Java classes. */
public final class TeaVm {

    private static final String VERSION = "0.16.0";
    private static final MavenLibraries TOOL = new MavenLibraries(
            "teavm", List.of("org.teavm:teavm-tooling:" + VERSION, "org.teavm:teavm-classlib:" + VERSION));

    private TeaVm() {}

    /**
     * Compiles a program of one class.
     *
     * @param name the class's name
     * @param source its text
     * @return the module's binary
     */
    public static byte[] compile(String name, String source) throws IOException, InterruptedException {
        Path folder = Files.createDirectories(Path.of("target", "teavm-" + name).toAbsolutePath());
        Path file = Files.writeString(folder.resolve(name + ".java"), source);
        Path classes = folder.resolve("classes");
        String classPath = TOOL.classPath();
        int status = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "--release", "17", "-d", classes.toString(), file.toString());
        if (status != 0) {
            throw new IOException(file + " does not compile");
        }
        Path build = folder.resolve("TeaVmBuild.java");
        try (InputStream in = TeaVm.class.getResourceAsStream("TeaVmBuild.txt")) {
            Files.write(build, in.readAllBytes());
        }
        JavaProgram.run(
                folder,
                classPath,
                List.of(build.toString(), classes.toString(), name, folder.toString(), name + ".wasm"));
        return Files.readAllBytes(folder.resolve(name + ".wasm"));
    }
}
