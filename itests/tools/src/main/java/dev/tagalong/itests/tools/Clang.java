package dev.tagalong.itests.tools;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The C compiler that is on the path, with its linker for WebAssembly. Where there is none, the test is skipped. */
public final class Clang {

    /** By what the two names end; the first that has both is taken. */
    private static final List<String> SUFFIXES = List.of("-22", "");

    private Clang() {}

    /**
     * Compiles a file of C that needs no library, optimised.
     *
     * @param name the module's name, for files in the build's folder
     * @param source the file's text
     * @param options further ones of the compiler
     * @return the module's binary
     */
    public static byte[] compile(String name, String source, String... options)
            throws IOException, InterruptedException {
        String suffix = suffix();
        Path folder = Files.createDirectories(Path.of("target", "clang", name).toAbsolutePath());
        Path file = Files.writeString(folder.resolve(name + ".c"), source);
        String object = folder.resolve(name + ".o").toString();
        Path binary = folder.resolve(name + ".wasm");
        List<String> compile = new ArrayList<>(
                List.of("clang" + suffix, "--target=wasm32", "-O3", "-ffp-contract=off", "-ffreestanding"));
        compile.addAll(List.of(options));
        compile.addAll(List.of("-c", file.toString(), "-o", object));
        Client.succeed(folder, compile);
        Client.succeed(folder, List.of("wasm-ld" + suffix, "--no-entry", object, "-o", binary.toString()));
        return Files.readAllBytes(binary);
    }

    private static String suffix() {
        for (String suffix : SUFFIXES) {
            if (present("clang" + suffix) && present("wasm-ld" + suffix)) {
                return suffix;
            }
        }
        return abort("not tried: no clang with wasm-ld here");
    }

    private static boolean present(String program) {
        return Client.onPath(program).findAny().isPresent();
    }
}
