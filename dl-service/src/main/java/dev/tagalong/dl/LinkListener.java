package dev.tagalong.dl;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Is told what programs and libraries ask of the linker: what {@code LD_DEBUG} and {@code ltrace} show of a native
 * program. A listener is registered as an OSGi service and hears of everything from then on until it is unregistered.
 * Calls through tagged indices are reported of the call sites that were first used while a listener was there.
 *
 * <p>It is called by the thread that asked, once the request has its answer, with no lock held: events of one thread
 * arrive in their order, those of several threads at the same time. What it throws is logged and changes nothing for the
 * program. Without listeners nothing is collected.
 */
@ConsumerType
@FunctionalInterface
public interface LinkListener {

    /** Something was asked for and answered. */
    void linked(LinkEvent event);
}
