package dev.tagalong.bench.process;

import dev.tagalong.bench.workload.Wiring;
import dev.tagalong.bench.workload.Workload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Compiles a workload's C with {@code gcc -O2} and runs it: what the machine can do. */
public final class Gcc {

    /** The column's id. */
    public static final String ID = "gcc";

    private static final Duration COMPILE_LIMIT = Duration.ofSeconds(60);
    private static final Duration RUN_LIMIT = Duration.ofSeconds(60);

    /**
     * -fno-builtin: a loop over bytes stays one, as in the modules. -fPIC: libraries are called as they are in life.
     * -fno-math-errno: a square root is an instruction, as in WebAssembly.
     */
    private static final List<String> FLAGS =
            List.of("-O2", "-std=gnu17", "-fno-builtin", "-ffp-contract=off", "-fno-math-errno", "-fPIC", "-w");

    private final Path gcc;
    private final Path directory;

    /** Works in a directory of its own. */
    public Gcc(Path gcc, Path directory) {
        this.gcc = gcc;
        this.directory = directory;
    }

    /** The compiler's name and version. */
    public String title() {
        String version = ChildProcess.run(List.of(gcc.toString(), "-dumpfullversion"), directory, COMPILE_LIMIT);
        return "gcc " + version.strip() + " -O2, native";
    }

    /** Builds and measures a workload. */
    public Timed measure(Workload workload, Protocol protocol) {
        Path work = directory.resolve(workload.id());
        extract(work, workload.source(), "library.c", "driver.c", "bench.h");
        List<String> libraries = libraries(workload, work);
        List<String> build = new ArrayList<>(FLAGS);
        workload.defines().forEach(d -> build.add("-D" + d));
        build.add("-D" + workload.wiring());
        build.add("driver.c");
        if (workload.wiring() != Wiring.ROUND_TRIP) {
            build.add(workload.source());
        }
        switch (workload.wiring()) {
            // The host is the program itself, in another translation unit.
            case HOST -> build.add("library.c");
            case INSTANCE -> build.add(libraries.get(0));
            default -> {}
        }
        build.addAll(List.of("-ldl", "-o", "driver"));
        compile(work, build);
        boolean opens = workload.wiring() == Wiring.POINTERS || workload.wiring() == Wiring.ROUND_TRIP;
        return run(work, workload.units(), protocol, opens ? libraries : List.of());
    }

    private List<String> libraries(Workload workload, Path work) {
        boolean one = workload.wiring() == Wiring.INSTANCE || workload.wiring() == Wiring.ROUND_TRIP;
        int count = one ? 1 : workload.libraries();
        List<String> libraries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            libraries.add(shared(work, i));
        }
        return libraries;
    }

    private String shared(Path work, int number) {
        String name = work.resolve("library" + number + ".so").toString();
        List<String> build = new ArrayList<>(FLAGS);
        build.addAll(List.of("-shared", "library.c", "-o", name));
        compile(work, build);
        return name;
    }

    private void compile(Path work, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(gcc.toString()));
        command.addAll(arguments);
        ChildProcess.run(command, work, COMPILE_LIMIT);
    }

    private static Timed run(Path work, int units, Protocol protocol, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                work.resolve("driver").toString(),
                Integer.toString(units),
                Integer.toString(protocol.warmUpMillis()),
                Integer.toString(protocol.samples()),
                Integer.toString(protocol.sampleMillis())));
        command.addAll(arguments);
        return Timed.of(ChildProcess.json(command, work, RUN_LIMIT));
    }

    private static void extract(Path work, String... sources) {
        try {
            Files.createDirectories(work);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Arrays.stream(sources).forEach(s -> Resources.extract("c/" + s, work));
    }
}
