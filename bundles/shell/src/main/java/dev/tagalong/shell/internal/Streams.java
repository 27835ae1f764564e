package dev.tagalong.shell.internal;

import java.io.FilterOutputStream;
import java.io.Flushable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import org.apache.felix.service.command.Process;

/** The standard streams of the command that runs, as pipes and redirections in the shell have set them. */
record Streams(InputStream in, PrintStream out, PrintStream err) {

    /** The session's variable with JLine's terminal, in a shell that has one. */
    private static final String TERMINAL = ".terminal";

    /** JLine's class for the terminal that this process was started from, and not somebody's who is logged in. */
    private static final String SYSTEM_TERMINAL = "PosixSysTerminal";

    /** Those of the command on this thread. */
    static Streams current() {
        Process process = Process.Utils.current();
        if (process == null) {
            return new Streams(System.in, System.out, System.err);
        }
        Object terminal = process.job() == null ? null : process.job().session().get(TERMINAL);
        return new Streams(input(process, terminal), output(process, 1, terminal), output(process, 2, terminal));
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
