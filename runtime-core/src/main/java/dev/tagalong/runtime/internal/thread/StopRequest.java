package dev.tagalong.runtime.internal.thread;

import dev.tagalong.runtime.TrapKind;

/**
 * A request that a context's present call stop: of an instance that is cancelled, or of a deadline.
 *
 * @param instance the instance whose calls are to stop, or {@code null} for the whole call from Java
 * @param epoch the outermost call that is meant
 * @param kind the trap to raise
 * @param detail the rest of its text
 * @param next an earlier request
 */
record StopRequest(OwnedInstance instance, int epoch, TrapKind kind, String detail, StopRequest next) {}
