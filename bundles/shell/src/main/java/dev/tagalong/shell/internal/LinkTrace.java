package dev.tagalong.shell.internal;

import dev.tagalong.dl.LinkEvent;
import dev.tagalong.dl.LinkListener;
import java.io.PrintStream;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/** Prints, from beginning to end, what programs and libraries ask of the linker on the thread that began it. */
final class LinkTrace implements LinkListener {

    private final Thread thread = Thread.currentThread();
    private final PrintStream out;
    private ServiceRegistration<LinkListener> registration;

    private LinkTrace(PrintStream out) {
        this.out = out;
    }

    static LinkTrace begin(BundleContext context, PrintStream out) {
        LinkTrace trace = new LinkTrace(out);
        trace.registration = context.registerService(LinkListener.class, trace, null);
        return trace;
    }

    void end() {
        registration.unregister();
    }

    @Override
    public void linked(LinkEvent event) {
        if (Thread.currentThread() == thread) {
            out.println(event.caller() + ": " + event);
        }
    }
}
