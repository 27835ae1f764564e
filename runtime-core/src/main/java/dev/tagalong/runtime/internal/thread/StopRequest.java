package dev.tagalong.runtime.internal.thread;

import java.util.function.Supplier;

/**
 * A request that a context's present call stop: of an instance that is cancelled, or of a deadline.
 *
 * @param instance the instance whose calls are to stop, or {@code null} for the whole call from Java
 * @param epoch the outermost call that is meant
 * @param end what the call is to throw
 * @param next an earlier request
 */
record StopRequest(OwnedInstance instance, int epoch, Supplier<? extends RuntimeException> end, StopRequest next) {}
