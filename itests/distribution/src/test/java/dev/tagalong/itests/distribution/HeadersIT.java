package dev.tagalong.itests.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The headers for plugins in C, in programs that are larger than the samples. Skipped where there is no clang. */
@DisabledOnOs(OS.WINDOWS)
class HeadersIT {

    private static final Path SOURCE = Path.of(System.getProperty("tagalong.source"));

    @TempDir
    Path folder;

    @Test
    void aProgramOfSeveralFilesReturnsSeveralTexts() throws Exception {
        Path clang = needed("clang");
        Path ld = needed("wasm-ld");
        Path sources = SOURCE.resolve("itests/distribution/src/test/c").toRealPath();
        List<String> objects = new ArrayList<>();
        for (String name : List.of("texts", "more-texts")) {
            objects.add(folder.resolve(name + ".o").toString());
            run(
                    clang.toString(),
                    "--target=wasm32-unknown-unknown",
                    "-O2",
                    "-Wall",
                    "-Wextra",
                    "-Werror",
                    "-I" + SOURCE.resolve("bundles/samples/include").toRealPath(),
                    "-c",
                    sources.resolve(name + ".c").toString(),
                    "-o",
                    objects.get(objects.size() - 1));
        }
        Home home = Home.in(folder);
        List<String> link = new ArrayList<>(List.of(ld.toString(), "--no-entry"));
        link.addAll(objects);
        link.addAll(List.of("-o", home.resolve("deploy/texts.wasm").toString()));
        run(link.toArray(String[]::new));

        List<String> symbols = home.tagalong("exec", "wasm:symbols texts.wasm")
                .text()
                .lines()
                .skip(1)
                .map(line -> line.split(" ")[0])
                .sorted()
                .toList();
        assertEquals(
                List.of(
                        "cabi_post_first",
                        "cabi_post_second",
                        "cabi_post_third",
                        "cabi_realloc",
                        "first",
                        "memory",
                        "second",
                        "third"),
                symbols);
    }

    private static Path needed(String command) {
        Optional<Path> found = GuideIT.find(command);
        assumeTrue(found.isPresent(), "the headers are not tried: " + command + " is not installed");
        return found.get();
    }

    private void run(String... command) throws IOException, InterruptedException {
        Path said = folder.resolve("said");
        int status = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start()
                .waitFor();
        assertEquals(0, status, () -> read(said));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
