package dev.tagalong.dl.internal.resolve;

import dev.tagalong.dl.internal.space.LinkSpace;
import dev.tagalong.runtime.Instance;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes the instances that the books say have ended, and sees to the calls under way in them: those into a library that
 * was only closed may return when they like, those into a program or into a module whose bundle goes have the grace
 * period. Nobody waits for them.
 */
final class Endings {

    private static final Logger LOG = LoggerFactory.getLogger(Endings.class);

    private final Books books;
    private final GracePeriod grace;

    Endings(Books books, GracePeriod grace) {
        this.books = books;
        this.grace = grace;
    }

    /** Closes an instance that has ended; it may have been closed before, for a lesser reason. */
    void end(LinkedInstance link) {
        Instance instance = link.instance();
        if (instance == null) {
            // Not made yet, or never will be: once it is, this is called again.
            idle(link);
            return;
        }
        instance.close();
        Dependents.letGo(instance);
        LinkSpace space = link.space;
        if (space != null) {
            space.end();
        }
        if (instance.busy()) {
            grace.watch(instance, reason(link), () -> idle(link));
        } else {
            idle(link);
        }
    }

    private static void closeOutput(Instance library) {
        try {
            library.environment().output().close();
            library.environment().error().close();
        } catch (IOException e) {
            throw new UncheckedIOException("a library's output goes to the log, which does not fail", e);
        }
    }

    private String reason(LinkedInstance link) {
        synchronized (books.lock) {
            if (link.entry.gone != null) {
                return link.entry.epitaph();
            }
            return link.program ? link.label() + " was closed" : null;
        }
    }

    private void idle(LinkedInstance link) {
        if (!link.program && link.instance() != null) {
            closeOutput(link.instance());
        }
        boolean last;
        synchronized (books.lock) {
            last = link.entry.members.remove(link);
            if (link.entry.members.isEmpty() && link.entry.loaded == 0) {
                books.closing.remove(link.entry);
            }
        }
        if (last) {
            LOG.debug("{} is closed", link.label());
        }
    }
}
