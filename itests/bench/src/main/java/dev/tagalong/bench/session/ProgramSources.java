package dev.tagalong.bench.session;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tagalong.bench.process.ChildProcess.Failed;
import dev.tagalong.bench.process.Node;
import dev.tagalong.bench.program.Input;
import dev.tagalong.bench.program.Program;
import dev.tagalong.bench.program.Programs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The programs of others that a session measures: their modules, fetched, and their inputs. */
final class ProgramSources {

    /** How long a process may take. */
    static final Duration LIMIT = Duration.ofSeconds(45);

    private final Bench bench;
    private final Path directory;

    ProgramSources(Bench bench) {
        this.bench = bench;
        directory = bench.options().directory().resolve("programs");
    }

    Path directory() {
        return directory;
    }

    /** The programs and their modules; what cannot be had is left out with a note. */
    Map<Program, Path> fetch() {
        List<Program> programs = bench.options().quick() ? Programs.ALL.subList(0, 1) : Programs.ALL;
        Map<Program, Path> fetched = new LinkedHashMap<>();
        for (Program program : programs) {
            try {
                fetched.put(program, program.source().fetch(directory));
            } catch (Failed e) {
                String line = program.title() + " is skipped: " + e.getMessage();
                bench.results().note(line);
                bench.out().println("  " + line);
            }
        }
        return fetched;
    }

    /** What Node is to do with a program. */
    ObjectNode forNode(Program program) {
        Path input = directory.resolve(program.input().name().toLowerCase(Locale.ROOT) + ".input");
        try {
            Files.write(input, program.input().bytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Node.request(program.input() == Input.JAVASCRIPT ? "quickjs" : "format")
                .put("input", input.toString())
                .put("path", program.input() == Input.JSON ? "/a.json" : "/a.ts");
    }
}
