package dev.tagalong.shell.internal;

import dev.tagalong.runtime.ProcessEnvironment.StandardStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Converter;
import org.apache.felix.service.command.Job;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * Makes a container a command: what the framework or system property {@value #COMMAND} holds is executed once the
 * framework has started, and then the Java machine exits with the status of the last command, 1 if that failed. Without
 * the property it does nothing.
 *
 * <p>The command reads and writes the process's own streams, unchanged byte for byte. The exit runs the launcher's
 * shutdown hook, which stops the framework first.
 */
@Component(
        service = {},
        immediate = true)
public final class StartupCommand {

    /** The property with the commands. */
    static final String COMMAND = "tagalong.command";

    /** The property with the descriptors of this process that are terminals, such as {@code 02}: Java does not tell. */
    static final String TERMINALS = "tagalong.terminals";

    private static final int FAILED = 1;

    private final CommandProcessor processor;
    private final AfterStart afterStart;

    /** One that waits for the framework to start. */
    @Activate
    public StartupCommand(@Reference CommandProcessor processor, BundleContext context) {
        this.processor = processor;
        String commands = context.getProperty(COMMAND);
        String terminals = context.getProperty(TERMINALS);
        this.afterStart =
                new AfterStart(context, "tagalong command", () -> executeAndExit(commands, terminals(terminals)));
        if (commands != null) {
            ContainerCommands.register(context);
            afterStart.await();
        }
    }

    @Deactivate
    void stop() {
        afterStart.forget();
    }

    private static Set<StandardStream> terminals(String descriptors) {
        Set<StandardStream> found = EnumSet.noneOf(StandardStream.class);
        for (StandardStream stream : StandardStream.values()) {
            if (descriptors != null && descriptors.contains(Integer.toString(stream.ordinal()))) {
                found.add(stream);
            }
        }
        return found;
    }

    private void executeAndExit(String commands, Set<StandardStream> terminals) {
        InputStream in = new FileInputStream(FileDescriptor.in);
        OutputStream out = new FileOutputStream(FileDescriptor.out);
        OutputStream err = new FileOutputStream(FileDescriptor.err);
        Runtime.getRuntime().exit(execute(processor, commands, new Streams(in, out, err, terminals)));
    }

    /**
     * Executes commands in a session of their own; the last one's exit status. Where that is 0 although output was lost, the
     * status says so, and a line on standard error, unless nobody reads the output: such a program ends silently, as
     * others do.
     */
    static int execute(CommandProcessor processor, String commands, Streams process) {
        WatchedOutput output = new WatchedOutput(process.output(), () -> {});
        Streams streams = new Streams(process.in(), output, process.error(), process.terminals());
        int status = execute(processor, commands, streams, streams.out(), streams.err());
        if (status != 0 || output.failure() == null) {
            return status;
        }
        if (output.isBrokenPipe()) {
            return WatchedOutput.BROKEN_PIPE_STATUS;
        }
        streams.err().println("standard output: " + output.failure().getMessage());
        return FAILED;
    }

    private static int execute(
            CommandProcessor processor, String commands, Streams streams, PrintStream out, PrintStream err) {
        AtomicInteger status = new AtomicInteger();
        ShellProcessor shell = new ShellProcessor(processor, null);
        try (CommandSession session = shell.createSession(streams.in(), streams.output(), streams.error())) {
            session.put(Streams.STREAMS, streams);
            session.setJobListener((job, previous, current) -> {
                if (current == Job.Status.Done && job.parent() == null && job.result() != null) {
                    status.set(job.result().error());
                }
            });
            Object result = session.execute(commands);
            if (result != null) {
                out.println(session.format(result, Converter.INSPECT));
            }
            return status.get();
        } catch (Exception e) {
            err.println(e);
            return FAILED;
        }
    }
}
