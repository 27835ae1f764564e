package dev.tagalong.shell.internal;

import dev.tagalong.dl.Linker;
import dev.tagalong.dl.Program;
import dev.tagalong.runtime.ProcessEnvironment;
import java.util.ArrayList;
import java.util.List;
import org.osgi.framework.BundleContext;

/** One run of a program. */
final class ProgramRun {

    private final Linker linker;
    private final BundleContext context;
    private final RunOptions options;
    private final Streams streams;

    ProgramRun(Linker linker, BundleContext context, RunOptions options, Streams streams) {
        this.linker = linker;
        this.context = context;
        this.options = options;
        this.streams = streams;
    }

    /** Loads, runs and closes the program; its exit status. */
    int run() {
        if (!options.trace()) {
            return runUntraced();
        }
        LinkTrace trace = LinkTrace.begin(context, streams.err());
        try {
            return runUntraced();
        } finally {
            trace.end();
        }
    }

    private int runUntraced() {
        try (Program program = linker.load(options.program(), environment())) {
            return program.run();
        } finally {
            streams.out().flush();
            streams.err().flush();
        }
    }

    private ProcessEnvironment environment() {
        List<String> list = new ArrayList<>();
        list.add(options.program());
        list.addAll(options.arguments());
        try {
            ProcessEnvironment.Builder builder = ProcessEnvironment.builder()
                    .arguments(list)
                    .variables(options.variables())
                    .input(streams.in())
                    .output(streams.out())
                    .error(streams.err())
                    .preopens(options.directories());
            streams.terminals().forEach(stream -> builder.terminal(stream, true));
            return builder.build();
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(e.getMessage());
        }
    }
}
