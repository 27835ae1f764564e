package dev.tagalong.shell.internal;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.gogo.runtime.CommandSessionImpl;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;
import org.apache.felix.service.command.Job;
import org.apache.felix.service.command.Process;

/**
 * A session in which what goes wrong is a {@link CommandFailure}, whose text is what people see: of whichever command it is, and
 * of the line itself. Gogo prints an exception's class and its own words otherwise.
 */
final class ShellSession extends CommandSessionImpl {

    /** Gogo's name for what is called where there is no command of a name. */
    private static final String DEFAULT = "*:default";

    /** The variable in which Gogo's shell keeps what reads its lines. */
    private static final String READER = ".reader";

    private static final long LONGEST_WAIT_SECONDS = 5;

    /** The jobs of the commands that run, each as often as it has some. */
    private final List<Job> running = new ArrayList<>();

    ShellSession(CommandProcessorImpl processor, InputStream in, OutputStream out, OutputStream err) {
        super(processor, in, out, err);
        channels[1] = new SteadyChannel(out);
        channels[2] = out == err ? channels[1] : new SteadyChannel(err);
    }

    ShellSession(CommandProcessorImpl processor, CommandSessionImpl parent) {
        super(processor, parent);
    }

    @Override
    public Object execute(CharSequence line) throws Exception {
        if (line instanceof LineParser.NotUnderstood wrong) {
            throw wrong.failure();
        }
        if (Process.Utils.current() == null && Thread.interrupted()) {
            // A signal that came after the line was read and before anything was begun
            throw Failures.of(new InterruptedException());
        }
        try {
            return super.execute(line);
        } catch (InterruptedException e) {
            if (Process.Utils.current() == null) {
                awaitInterrupted();
            }
            throw Failures.of(e);
        } catch (Exception e) {
            throw Failures.of(e);
        }
    }

    /**
     * Gogo takes an interrupted job for done at once. But its commands may still read the terminal, which is the next line's,
     * or print: they are waited for.
     */
    private void awaitInterrupted() {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_WAIT_SECONDS);
        synchronized (running) {
            try {
                awaitUntil(
                        end,
                        () -> jobs().stream().filter(ShellSession::isForeground).allMatch(running::contains));
            } catch (InterruptedException e) {
                // Whoever interrupts twice does not want to wait.
            }
        }
        // Those that go on: a signal at the moment when a job begins interrupts the thread, and not the job.
        jobs().stream().filter(ShellSession::isForeground).forEach(Job::interrupt);
        synchronized (running) {
            try {
                awaitUntil(end, () -> !isBusy());
            } catch (InterruptedException e) {
                // As above.
            }
        }
    }

    private void awaitUntil(long end, BooleanSupplier condition) throws InterruptedException {
        for (long rest; !condition.getAsBoolean() && (rest = end - System.nanoTime()) > 0; ) {
            TimeUnit.NANOSECONDS.timedWait(running, rest);
        }
    }

    private boolean isBusy() {
        return running.stream().anyMatch(job -> job.status() != Job.Status.Background);
    }

    private static boolean isForeground(Job job) {
        return job.parent() == null && job.status() == Job.Status.Foreground;
    }

    private Object run(org.apache.felix.gogo.runtime.CommandProxy command, List<Object> arguments) throws Exception {
        Process process = Process.Utils.current();
        if (process == null) {
            return command.execute(this, arguments);
        }
        Job job = process.job();
        synchronized (running) {
            running.add(job);
            running.notifyAll();
        }
        try {
            return command.execute(this, arguments);
        } finally {
            synchronized (running) {
                running.remove(job);
                running.notifyAll();
            }
        }
    }

    @Override
    public Object get(String name) {
        Object found = super.get(name);
        if (found == null && DEFAULT.equals(name)) {
            return (Function) ShellSession::unknown;
        }
        return found instanceof org.apache.felix.gogo.runtime.CommandProxy command
                ? new CommandProxy(command, name)
                : found;
    }

    private static Object unknown(CommandSession session, List<Object> words) throws Exception {
        return failed(new SessionCommands(session).missing(words.get(0).toString()));
    }

    @Override
    public Object put(String name, Object value) {
        if (READER.equals(name)) {
            LineParser.install(value);
        }
        return super.put(name, value);
    }

    /**
     * Lets a command fail. Within a pipe, where only the last command's exception gets to who executes the line, Gogo would
     * print it: so it is printed here.
     */
    private static Object failed(Exception e) throws Exception {
        Process process = Process.Utils.current();
        List<Process> pipe = process == null ? List.of() : process.job().processes();
        if (pipe.indexOf(process) >= pipe.size() - 1) {
            throw e;
        }
        process.err().println(Failures.of(e));
        process.error(1);
        return null;
    }

    /** A command that tells how it is written. Gogo's {@code type} knows commands by the simple name of their class. */
    private final class CommandProxy extends org.apache.felix.gogo.runtime.CommandProxy {

        private final org.apache.felix.gogo.runtime.CommandProxy command;
        private final String word;

        CommandProxy(org.apache.felix.gogo.runtime.CommandProxy command, String word) {
            super(null, word);
            this.command = command;
            this.word = word;
        }

        @Override
        public Object getTarget() {
            return command.getTarget();
        }

        @Override
        public void ungetTarget() {
            command.ungetTarget();
        }

        @Override
        public Object execute(CommandSession session, List<Object> arguments) throws Exception {
            try {
                return run(command, arguments);
            } catch (Exception e) {
                return failed(Failures.isAboutArguments(e) ? wrongArguments(session) : e);
            }
        }

        private CommandFailure wrongArguments(CommandSession session) {
            SessionCommands commands = new SessionCommands(session);
            String name = commands.resolve(word);
            String usage = name == null ? "" : commands.usage(name);
            return new CommandFailure("wrong arguments" + (usage.isEmpty() ? "" : "; " + usage));
        }
    }
}
