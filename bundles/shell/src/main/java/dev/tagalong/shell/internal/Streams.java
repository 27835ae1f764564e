package dev.tagalong.shell.internal;

import java.io.InputStream;
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
        return process == null
                ? new Streams(System.in, System.out, System.err)
                : new Streams(
                        readsTerminal(process) ? new TerminalInput() : process.in(), process.out(), process.err());
    }

    private static boolean readsTerminal(Process process) {
        // Gogo says this of all streams that are the session's.
        if (!process.isTty(0)) {
            return false;
        }
        Object terminal = process.job().session().get(TERMINAL);
        return terminal != null && terminal.getClass().getSimpleName().equals(SYSTEM_TERMINAL);
    }
}
