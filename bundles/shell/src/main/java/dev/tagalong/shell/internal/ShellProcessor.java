package dev.tagalong.shell.internal;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.gogo.runtime.CommandSessionImpl;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.threadio.ThreadIO;

/** Gogo with sessions that tell failures in words for people: {@link ShellSession}. */
final class ShellProcessor implements CommandProcessor {

    private final CommandProcessorImpl processor;

    /** Gogo's interactive shell finds it by this name, to have the output of the thread that reads lines. */
    private final ThreadIO threadIO;

    private final Set<CommandSession> sessions =
            Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    /**
     * Over Gogo's own processor.
     *
     * @param threadIO Gogo's, or {@code null} if no session reads lines of a terminal
     */
    ShellProcessor(CommandProcessor processor, ThreadIO threadIO) {
        this.processor = (CommandProcessorImpl) processor;
        this.threadIO = threadIO;
    }

    @Override
    public CommandSession createSession(InputStream in, OutputStream out, OutputStream err) {
        return begin(new ShellSession(processor, in, out, err));
    }

    @Override
    public CommandSession createSession(CommandSession parent) {
        return begin(new ShellSession(processor, (CommandSessionImpl) parent));
    }

    private CommandSession begin(CommandSession session) {
        session.put(SessionCommands.SCOPE, SessionCommands.SCOPES);
        sessions.add(session);
        return session;
    }

    /** Gogo's, for sessions that are to be on the thread of a terminal. */
    ThreadIO threadIO() {
        return threadIO;
    }

    /** Ends all sessions; those that are closed already stay so. */
    void stop() {
        List<CommandSession> open;
        synchronized (sessions) {
            open = List.copyOf(sessions);
            sessions.clear();
        }
        open.forEach(CommandSession::close);
    }
}
