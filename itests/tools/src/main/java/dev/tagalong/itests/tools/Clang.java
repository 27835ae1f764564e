package dev.tagalong.itests.tools;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The compiler of C and C++ that is on the path, with its linker for WebAssembly. Where there is none, the test is
 * skipped.
 */
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
        return link(name, Map.of(name + ".c", source), List.of(options), List.of("--no-entry"));
    }

    /**
     * Compiles files of C or C++ that need no library, optimised, and links them.
     *
     * @param name the module's name, for files in the build's folder
     * @param sources the files' texts, by names that tell their languages
     * @param options further ones of the compiler
     * @param linking those of the linker
     * @return the module's binary
     */
    public static byte[] link(String name, Map<String, String> sources, List<String> options, List<String> linking)
            throws IOException, InterruptedException {
        String suffix = suffix();
        Path folder = Files.createDirectories(Path.of("target", "clang", name).toAbsolutePath());
        Path binary = folder.resolve(name + ".wasm");
        List<String> link = new ArrayList<>(List.of("wasm-ld" + suffix));
        link.addAll(linking);
        link.addAll(List.of("-o", binary.toString()));
        for (Map.Entry<String, String> source : sources.entrySet()) {
            Path file = Files.writeString(folder.resolve(source.getKey()), source.getValue());
            String object = file + ".o";
            List<String> compile = new ArrayList<>(
                    List.of("clang" + suffix, "--target=wasm32", "-O3", "-ffp-contract=off", "-ffreestanding"));
            compile.addAll(options);
            compile.addAll(List.of("-c", file.toString(), "-o", object));
            Client.succeed(folder, compile);
            link.add(object);
        }
        Client.succeed(folder, link);
        return Files.readAllBytes(binary);
    }

    /** What programs of C++ need of a C++ library for exceptions and {@code setjmp}: the text of a file to link with them. */
    public static String exceptionLibrary() throws IOException {
        try (InputStream in = Clang.class.getResourceAsStream("cxxabi.cc")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
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
