package dev.tagalong.runtime;

import dev.tagalong.runtime.text.PlainText;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * A module bound to its imports (specification, section 4.2.6).
 *
 * <p>One thread at a time runs an instance, and it may re-enter it. A thread that calls into an instance while another
 * runs it waits; threads that would wait for each other in a circle do not deadlock: the one that closes the circle runs
 * first, on top of the suspended call, as a callback would.
 *
 * <p>An instance stays usable after a call that ended in a {@link Trap}, was cancelled or came too late: its stack pointer, if it
 * has one, is put back to what it was when the call began.
 */
public interface Instance extends AutoCloseable {

    /** The name given at instantiation. */
    String name();

    /** The module. */
    Module module();

    /** The limits. */
    InstanceLimits limits();

    /**
     * Sets other limits. What memories and tables may have holds from their next growth, and does not shrink them; one of
     * its own memories that began as one array never has more than 32,767 pages. Depth and deadline hold from the next call
     * from Java. Memories and tables that it imports are not its own, see {@link Memory#limit}.
     */
    void limits(InstanceLimits limits);

    /** When it was made. */
    Instant created();

    /** What it has done and what it holds. */
    InstanceStatistics statistics();

    /** The instances that it is counted with: the group given at instantiation, or one of its own. */
    InstanceGroup group();

    /** How its functions are run. */
    Tier tier();

    /** The linkage given at instantiation, or {@code null}. */
    Linkage linkage();

    /** The environment given at instantiation. */
    ProcessEnvironment environment();

    /**
     * The instance whose memory, table and stack this one uses, as the library of a process uses the program's; itself,
     * if it has its own. What is led runs with its leader: one thread at a time runs them all, and a call from Java into
     * one is a call into the leader as well, so that cancelling the leader cancels it. They share
     * {@link #attachment attachments}.
     */
    Instance leader();

    /**
     * Runs a task as a call from Java into this instance: waits until this thread may run it, keeps others out, and traps
     * as any call would. The task may call into this instance and those that it leads.
     *
     * @throws Trap if the instance is closed, or the wait for it was cancelled
     */
    <T> T exclusively(Supplier<T> task);

    /** The export of that name, or {@code null}. */
    ExternalValue export(String name);

    /**
     * The exported function of that name.
     *
     * @throws IllegalArgumentException if there is no such function
     */
    default Function function(String exportName) {
        if (export(exportName) instanceof Function function) {
            return function;
        }
        throw new IllegalArgumentException(PlainText.of(name() + " exports no function named '" + exportName + "'"));
    }

    /**
     * The memory that host functions work on: the export named {@code memory}, else the first memory.
     *
     * @throws IllegalArgumentException if there is none
     */
    Memory memory();

    /**
     * The function that a C function pointer leads to from this instance, as {@code call_indirect} would find it: an entry
     * of the table that the instance exports as {@code __indirect_function_table}, else of its first table; of a number
     * past the end of a 32-bit table, what the {@link #linkage} says. A host function is told that this instance calls it. Whether the type fits is for the caller to see.
     *
     * @throws Trap if there is none
     * @throws IllegalArgumentException if the instance has no table of functions
     */
    Function callee(int pointer);

    /**
     * The function at an index of the module's function index space, imports first.
     *
     * @throws IndexOutOfBoundsException if there is none
     */
    Function functionAt(int index);

    /** The number of functions in the function index space, imports included. */
    int functionCount();

    /** The index of an exported function in the function index space, or -1 if there is no such export. */
    int functionIndex(String exportName);

    /**
     * State of a host module that belongs to this instance, or to its {@link #leader()}; made on first use and kept as long
     * as the instance. Keys are compared by identity. One that is {@link AutoCloseable} is closed when the instance is closed
     * and no call runs in it any more, on the thread that closes it or that of the last call.
     */
    <T> T attachment(Class<T> key, Supplier<? extends T> initial);

    /**
     * As {@link #attachment}, but each {@link #newThread thread} of a program has its own: for what is of one call stack, and for
     * functions of the instance.
     */
    <T> T threadAttachment(Class<T> key, Supplier<? extends T> initial);

    /**
     * Makes every call that runs in this instance, now or while this instance is being closed, trap with
     * {@link TrapKind#CANCELLED}; returns at once. Calls that begin after it run undisturbed.
     */
    void cancel(String reason);

    /**
     * As {@link #cancel}, also for all {@link #newThread threads} of the program, and with an end of the caller's: a
     * {@link WasmExit} with which a thread ends its program, for instance, or a trap that it met.
     *
     * @param end gives what each of those calls throws, a new one each time
     */
    void stop(Supplier<? extends RuntimeException> end);

    /**
     * Another instance of this module, for a thread of the same program: with the same functions, memories and constants for
     * its imports, copies of tables and of globals that change, the same environment, group, tier, linkage and
     * {@link #attachment attachments}. It has this one's limits but for the deadline, since a thread is no call. It is cancelled and
     * closed with this one; who has it made runs it on a thread, and closes it when that ends.
     *
     * @param name the instance's name in messages and backtraces
     * @return the instance, in which nothing but the start function has run
     * @throws LinkException if there are as many threads as its {@link InstanceLimits#threads limit} allows, it is closed, the
     *     module imports no shared memory, or something that threads cannot share: a memory that is not shared, or functions
     *     of an instance that it leads
     * @throws Trap if a segment does not fit or the start function traps
     */
    Instance newThread(String name);

    /** The instance that this one is a {@link #newThread thread} of; itself, if it is none. */
    Instance program();

    /**
     * For a host function that loops or waits: ends the calling thread's call with a {@link Trap} if the call was
     * cancelled or its deadline has passed, and lets other threads have instances that it does not run at the moment.
     * Does nothing on a thread that does not run this instance.
     */
    void checkpoint();

    /** Whether any thread has a call under way in this instance. */
    boolean busy();

    /**
     * Who runs this instance, for people who look for the reason why something takes so long: the thread, the instances
     * that it is in, what it waits for, and the same for whoever runs that. What another thread is doing may have changed
     * by the time that this returns.
     */
    String activity();

    /** Whether it was closed. */
    boolean closed();

    /**
     * Closes the instance: calls that begin from now on trap; calls under way go on, with what they call in the instance
     * themselves or through others, until they return or {@link #cancel} stops them. Its memory goes when nothing refers to it. Closing twice does nothing.
     */
    @Override
    void close();
}
