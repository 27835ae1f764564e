package dev.tagalong.shell.internal;

import dev.tagalong.runtime.ProcessEnvironment.StandardStream;
import java.io.FilterOutputStream;
import java.io.Flushable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.EnumSet;
import java.util.Set;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Process;

/**
 * The standard streams of the command that runs, as pipes and redirections in the shell have set them.
 *
 * @param terminals which of them are terminals
 */
record Streams(InputStream in, PrintStream out, PrintStream err, Set<StandardStream> terminals) {

    /** The session's variable with JLine's terminal, in a shell that has one. */
    private static final String TERMINAL = ".terminal";

    /** The session's variable with the set of its streams that are terminals, in a session without one of JLine's. */
    static final String TERMINALS = ".terminals";

    /** JLine's class for a terminal that is none. */
    private static final String DUMB_TERMINAL = "DumbTerminal";

    /** JLine's class for the terminal that this process was started from, and not somebody's who is logged in. */
    private static final String SYSTEM_TERMINAL = "PosixSysTerminal";

    /** Those of the command on this thread. */
    static Streams current() {
        Process process = Process.Utils.current();
        if (process == null) {
            return new Streams(System.in, System.out, System.err, Set.of());
        }
        CommandSession session = process.job() == null ? null : process.job().session();
        Object terminal = session == null ? null : session.get(TERMINAL);
        return new Streams(
                input(process, terminal),
                output(process, 1, terminal),
                output(process, 2, terminal),
                terminals(process, session, terminal));
    }

    private static Set<StandardStream> terminals(Process process, CommandSession session, Object terminal) {
        Set<StandardStream> found = EnumSet.noneOf(StandardStream.class);
        for (StandardStream stream : StandardStream.values()) {
            if (process.isTty(stream.ordinal()) && isTerminal(stream, session, terminal)) {
                found.add(stream);
            }
        }
        return found;
    }

    private static boolean isTerminal(StandardStream stream, CommandSession session, Object terminal) {
        if (terminal != null) {
            return !terminal.getClass().getSimpleName().equals(DUMB_TERMINAL);
        }
        return session != null && session.get(TERMINALS) instanceof Set<?> known && known.contains(stream);
    }

    // Gogo calls all streams a terminal that are the session's.

    private static InputStream input(Process process, Object terminal) {
        boolean ours = process.isTty(0)
                && terminal != null
                && terminal.getClass().getSimpleName().equals(SYSTEM_TERMINAL);
        return ours ? new TerminalInput() : process.in();
    }

    private static PrintStream output(Process process, int descriptor, Object terminal) {
        PrintStream stream = descriptor == 1 ? process.out() : process.err();
        return process.isTty(descriptor) && terminal instanceof Flushable buffer
                ? new PrintStream(new TerminalOutput(stream, buffer))
                : stream;
    }

    /** JLine's terminal has a buffer, and Gogo's stream, through which it is written, does not flush it. */
    private static final class TerminalOutput extends FilterOutputStream {

        private final Flushable terminal;

        TerminalOutput(OutputStream stream, Flushable terminal) {
            super(stream);
            this.terminal = terminal;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void flush() throws IOException {
            out.flush();
            terminal.flush();
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
