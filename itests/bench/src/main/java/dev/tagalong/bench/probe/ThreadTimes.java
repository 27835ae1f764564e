package dev.tagalong.bench.probe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The processor's time that kinds of threads of this JVM have taken, in nanoseconds. Linux tells it, threads of HotSpot
 * included ({@code proc(5)}); elsewhere there is none.
 *
 * @param nanos by kind
 */
record ThreadTimes(Map<Kind, Long> nanos) {

    /** Kinds of threads, by the beginning of their names as the operating system has them: 15 characters at most. */
    enum Kind {
        C1("C1 "),
        C2("C2 "),
        COLLECTOR("G1 ", "GC "),
        ENGINE("tagalong-"),
        /** The program's, and all others. */
        PROGRAM("");

        private final List<String> names;

        Kind(String... names) {
            this.names = List.of(names);
        }

        private static Kind of(String name) {
            return Stream.of(values())
                    .filter(kind -> kind.names.stream().anyMatch(name::startsWith))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static final Path TASKS = Path.of("/proc/self/task");

    /** Up to now. */
    static ThreadTimes now() throws IOException {
        Map<Kind, Long> nanos = new EnumMap<>(Kind.class);
        if (Files.isDirectory(TASKS)) {
            try (Stream<Path> tasks = Files.list(TASKS)) {
                for (Path task : tasks.toList()) {
                    add(task, nanos);
                }
            }
        }
        return new ThreadTimes(nanos);
    }

    private static void add(Path task, Map<Kind, Long> nanos) {
        try {
            Kind kind = Kind.of(Files.readString(task.resolve("comm")));
            String running = Files.readString(task.resolve("schedstat")).split(" ")[0];
            nanos.merge(kind, Long.parseLong(running), Long::sum);
        } catch (IOException ended) {
            // A thread that ends meanwhile has no files any more; what it took is not counted.
            return;
        }
    }

    /** Puts what was taken since an earlier time into an answer. */
    void since(ThreadTimes earlier, ObjectNode answer) {
        nanos.forEach((kind, time) -> answer.put(kind.name(), time - earlier.nanos.getOrDefault(kind, 0L)));
    }
}
