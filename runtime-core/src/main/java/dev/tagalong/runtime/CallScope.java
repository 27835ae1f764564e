package dev.tagalong.runtime;

import java.util.concurrent.Callable;

/**
 * Calls that can be stopped from another thread: all that one thread makes while it runs a task, whichever instances they
 * go to, those that run start functions included. {@link Instance#cancel} stops the calls that are in an instance,
 * whoever made them; this stops the calls of one user, wherever they are, and those of nobody else.
 *
 * <p>A scope, made by {@link Engine#callScope}, is for one task. Its methods may be called by any thread.
 */
public interface CallScope {

    /**
     * Runs the task on this thread; calls that it makes belong to the scope, those that it leaves to other threads do not.
     *
     * @return what the task returned
     * @throws Exception what the task threw
     * @throws IllegalStateException if this scope has had its task, if this thread runs the task of another scope, or has
     *     a call under way
     */
    <T> T run(Callable<T> task) throws Exception;

    /**
     * Makes the call of the task that is under way trap with {@link TrapKind#CANCELLED}, and each that it begins later;
     * returns at once. The first reason stays.
     */
    void cancel(String reason);
}
