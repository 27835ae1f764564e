package dev.tagalong.dl.internal.trace;

import dev.tagalong.dl.LinkEvent;
import dev.tagalong.dl.LinkListener;
import dev.tagalong.dl.internal.resolve.CallObserver;
import dev.tagalong.dl.internal.resolve.LinkedInstance;
import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.Function;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The listeners, and what they are told. Without any, it costs a look at an empty list. Thread-safe. */
public final class LinkTrace implements CallObserver {

    private static final Logger LOG = LoggerFactory.getLogger(LinkTrace.class);

    private final Engine engine;
    private final List<LinkListener> listeners = new CopyOnWriteArrayList<>();

    /** A trace of calls between instances of {@code engine}. */
    public LinkTrace(Engine engine) {
        this.engine = engine;
    }

    /** A listener has come. */
    public void add(LinkListener listener) {
        listeners.add(listener);
    }

    /** A listener has gone. */
    public void remove(LinkListener listener) {
        listeners.remove(listener);
    }

    /** Whether anybody listens; if not, events need not be made. */
    public boolean active() {
        return !listeners.isEmpty();
    }

    /** Tells every listener. */
    public void report(LinkEvent event) {
        for (LinkListener listener : listeners) {
            try {
                listener.linked(event);
            } catch (RuntimeException e) {
                LOG.error("A link listener failed on {}", event, e);
            }
        }
    }

    @Override
    public Function observe(LinkedInstance caller, int taggedIndex, Function function) {
        return active() ? TracedCall.of(this, engine, caller.name(), taggedIndex, function) : function;
    }
}
