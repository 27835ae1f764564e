package dev.tagalong.shell.internal;

import dev.tagalong.dl.Linker;
import dev.tagalong.dl.Program;
import dev.tagalong.runtime.CallScope;
import dev.tagalong.runtime.ProcessEnvironment;
import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.TrapKind;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.osgi.framework.BundleContext;

/** One run of a program. */
final class ProgramRun {

    /** The status of a program that has none for output that was lost. */
    private static final int OUTPUT_LOST = 1;

    private static final String UNHEARD = "nobody reads standard output";

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

    /**
     * Loads, runs and closes the program; its exit status. The program is told of output that fails. If it ends with status
     * 0 nevertheless, the status is another one; if it writes on and on to a pipe that nobody reads, it is cancelled.
     */
    int run(CallScope scope) {
        WatchedOutput output = new WatchedOutput(streams.output(), () -> scope.cancel(UNHEARD));
        if (!options.trace()) {
            return run(output);
        }
        LinkTrace trace = LinkTrace.begin(context, streams.err());
        try {
            return run(output);
        } finally {
            trace.end();
        }
    }

    private int run(WatchedOutput output) {
        try (Program program = linker.load(options.program(), environment(output))) {
            return heard(program.run(), output);
        } catch (Trap e) {
            if (output.isBrokenPipe() && (e.getCause() instanceof IOException || e.kind() == TrapKind.CANCELLED)) {
                return WatchedOutput.BROKEN_PIPE_STATUS;
            }
            throw e;
        }
    }

    /** A status that says whether all output has got where it should. */
    private int heard(int status, WatchedOutput output) {
        if (status != 0 || output.failure() == null) {
            return status;
        }
        if (output.isBrokenPipe()) {
            return WatchedOutput.BROKEN_PIPE_STATUS;
        }
        streams.err()
                .println(options.program() + ": standard output: "
                        + output.failure().getMessage());
        return OUTPUT_LOST;
    }

    private ProcessEnvironment environment(OutputStream output) {
        List<String> list = new ArrayList<>();
        list.add(options.program());
        list.addAll(options.arguments());
        try {
            ProcessEnvironment.Builder builder = ProcessEnvironment.builder()
                    .arguments(list)
                    .variables(options.variables())
                    .input(streams.in())
                    .output(output)
                    .error(streams.error())
                    .preopens(options.directories());
            streams.terminals().forEach(stream -> builder.terminal(stream, true));
            return builder.build();
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(e.getMessage());
        }
    }
}
