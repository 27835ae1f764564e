package dev.tagalong.shell.internal;

import java.io.InputStream;
import java.io.PrintStream;
import org.apache.felix.service.command.Process;

/** The standard streams of the command that runs, as pipes and redirections in the shell have set them. */
record Streams(InputStream in, PrintStream out, PrintStream err) {

    /** Those of the command on this thread. */
    static Streams current() {
        Process process = Process.Utils.current();
        return process == null
                ? new Streams(System.in, System.out, System.err)
                : new Streams(process.in(), process.out(), process.err());
    }
}
