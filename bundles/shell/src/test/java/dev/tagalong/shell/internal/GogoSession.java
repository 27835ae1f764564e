package dev.tagalong.shell.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tagalong.runtime.ProcessEnvironment.StandardStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Flushable;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.gogo.runtime.threadio.ThreadIOImpl;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;

/** A real Gogo with the commands of one linker, on captured streams. */
final class GogoSession implements AutoCloseable {

    private final ThreadIOImpl threadIo = new ThreadIOImpl();
    private final CommandProcessorImpl processor = new CommandProcessorImpl(threadIo);
    private final ShellProcessor shell = new ShellProcessor(processor, threadIo);
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private String input = "";

    /** With what the container was to end. */
    final List<Integer> exits = new ArrayList<>();

    final Whiteboard whiteboard = new Whiteboard();
    final WasmCommands commands;

    GogoSession(FakeLinker linker) {
        threadIo.start();
        linker.whiteboard = whiteboard;
        commands = new WasmCommands(linker, whiteboard.context());
        add(commands, "list", "symbols", "needs", "open", "close", "call", "run", "limits", "snapshot");
        add(new MonitorCommands(linker), "info", "top", "disassemble");
        add(new ContainerCommands(status -> exits.add(status)), ContainerCommands.FUNCTIONS.toArray(String[]::new));
    }

    private void add(Object component, String... functions) {
        add("wasm", component, functions);
    }

    /** Adds commands of somebody else's. */
    void add(String scope, Object component, String... functions) {
        for (String function : functions) {
            processor.addCommand(scope, component, function);
        }
    }

    GogoSession reading(String text) {
        input = text;
        return this;
    }

    /** Executes a line as a user's at a terminal, as JLine has one. */
    void executeAt(Flushable terminal, String line) throws Exception {
        try (CommandSession session = session()) {
            session.put(".terminal", terminal);
            session.execute(line);
        }
    }

    /** One of a user's. */
    CommandSession session() {
        return shell.createSession(
                new ByteArrayInputStream(input.getBytes(UTF_8)), new PrintStream(out), new PrintStream(err));
    }

    /** Executes a line as a user's; what it throws is what the user's shell prints. */
    void execute(String line) throws Exception {
        try (CommandSession session = session()) {
            session.execute(line);
        }
    }

    /** Executes a line as a container's start command; the exit status. */
    int executeAtStart(String line) {
        return StartupCommand.execute(
                processor,
                line,
                new Streams(
                        new ByteArrayInputStream(input.getBytes(UTF_8)),
                        new PrintStream(out),
                        new PrintStream(err),
                        Set.of(StandardStream.OUTPUT, StandardStream.ERROR)));
    }

    CommandProcessor processor() {
        return processor;
    }

    /** What was printed since the last call. */
    String printed() {
        return take(out);
    }

    /** What was printed on standard error since the last call. */
    String complained() {
        return take(err);
    }

    private static String take(ByteArrayOutputStream stream) {
        String text = stream.toString(UTF_8);
        stream.reset();
        return text;
    }

    @Override
    public void close() {
        commands.stop();
        shell.stop();
        processor.stop();
        threadIo.stop();
    }
}
