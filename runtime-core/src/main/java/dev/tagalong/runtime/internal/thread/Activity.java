package dev.tagalong.runtime.internal.thread;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.StringJoiner;

/** Tells in words who runs an instance, and what that thread waits for. */
public final class Activity {

    private Activity() {}

    /** A sentence for the instance, and one for each that a thread on the way waits for. */
    public static String of(OwnedInstance instance) {
        StringJoiner sentences = new StringJoiner("; ");
        Ownership.LOCK.lock();
        try {
            Set<OwnedInstance> told = new LinkedHashSet<>();
            for (OwnedInstance next = instance; next != null && told.add(next); ) {
                ExecutionContext owner = next.owner();
                sentences.add(sentence(next, owner));
                next = owner == null ? null : owner.waitingFor;
            }
        } finally {
            Ownership.LOCK.unlock();
        }
        return sentences.toString();
    }

    private static String sentence(OwnedInstance instance, ExecutionContext owner) {
        StringBuilder text = new StringBuilder(instance.name()).append(instance.closed ? " (closed) is " : " is ");
        if (owner == null) {
            return text.append("idle").toString();
        }
        text.append(instance.depth > 0 ? "run" : "held").append(" by ").append(name(owner));
        text.append(", which is in ").append(running(owner));
        for (Ownership.Suspension s = instance.suspended; s != null; s = s.below()) {
            text.append(", on top of ").append(name(s.context()));
        }
        if (owner.stopRequests != null) {
            text.append(", is to stop");
        }
        if (owner.parked) {
            text.append(", and waits for a change of a shared memory");
        }
        if (owner.waitingFor != null) {
            text.append(", and waits for ").append(owner.waitingFor.name());
        }
        return text.toString();
    }

    private static String name(ExecutionContext context) {
        return "thread " + context.thread.getName();
    }

    private static String running(ExecutionContext context) {
        StringJoiner names = new StringJoiner(" and ").setEmptyValue("the host");
        Ownership.inUseBy(context).forEach(instance -> names.add(instance.name()));
        return names.toString();
    }
}
