package dev.tagalong.shell.internal;

import dev.tagalong.runtime.ProcessEnvironment.StandardStream;
import java.io.FilterOutputStream;
import java.io.Flushable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Process;

/**
 * The standard streams of the command that runs, as pipes and redirections in the shell have set them.
 *
 * @param output standard output, whose failures are thrown
 * @param error standard error, whose failures are thrown
 * @param terminals which of them are terminals
 */
record Streams(InputStream in, OutputStream output, OutputStream error, Set<StandardStream> terminals) {

    /** The session's variable with JLine's terminal, in a shell that has one. */
    private static final String TERMINAL = ".terminal";

    /** The session's variable with the streams that it was made of, in a session without a terminal of JLine's. */
    static final String STREAMS = ".streams";

    /** What Linux says of a device that fails, for Gogo's streams do not tell how they failed. */
    private static final String FAILED = "Input/output error";

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
        Streams ofSession = session != null && session.get(STREAMS) instanceof Streams known ? known : null;
        return new Streams(
                input(process, terminal),
                output(process, StandardStream.OUTPUT, terminal, ofSession),
                output(process, StandardStream.ERROR, terminal, ofSession),
                terminals(process, ofSession, terminal));
    }

    /** Standard output for text; failures show in {@link PrintStream#checkError} only. */
    PrintStream out() {
        return text(output);
    }

    /** Standard error for text. */
    PrintStream err() {
        return text(error);
    }

    private static PrintStream text(OutputStream stream) {
        return stream instanceof PrintStream text ? text : new PrintStream(stream, true, StandardCharsets.UTF_8);
    }

    private static Set<StandardStream> terminals(Process process, Streams ofSession, Object terminal) {
        Set<StandardStream> found = EnumSet.noneOf(StandardStream.class);
        for (StandardStream stream : StandardStream.values()) {
            if (process.isTty(stream.ordinal()) && isTerminal(stream, ofSession, terminal)) {
                found.add(stream);
            }
        }
        return found;
    }

    private static boolean isTerminal(StandardStream stream, Streams ofSession, Object terminal) {
        if (terminal != null) {
            return !terminal.getClass().getSimpleName().equals(DUMB_TERMINAL);
        }
        return ofSession != null && ofSession.terminals.contains(stream);
    }

    // Gogo calls all streams a terminal that are the session's.

    private static InputStream input(Process process, Object terminal) {
        boolean ours = process.isTty(0)
                && terminal != null
                && terminal.getClass().getSimpleName().equals(SYSTEM_TERMINAL);
        return ours ? new TerminalInput() : process.in();
    }

    private static OutputStream output(Process process, StandardStream which, Object terminal, Streams ofSession) {
        boolean isOutput = which == StandardStream.OUTPUT;
        PrintStream stream = isOutput ? process.out() : process.err();
        if (!process.isTty(which.ordinal())) {
            return new GogoOutput(stream, isOutput && isPiped(process) ? WatchedOutput.BROKEN_PIPE : FAILED);
        }
        if (ofSession != null) {
            return isOutput ? ofSession.output : ofSession.error;
        }
        OutputStream failing = new GogoOutput(stream, FAILED);
        return terminal instanceof Flushable buffer ? new TerminalOutput(failing, buffer) : failing;
    }

    /** Whether another command of the same line reads what this one writes. */
    private static boolean isPiped(Process process) {
        List<Process> pipeline = process.job().processes();
        return pipeline.indexOf(process) < pipeline.size() - 1;
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
