package dev.tagalong.dl;

import dev.tagalong.runtime.Instance;
import org.osgi.annotation.versioning.ProviderType;

/** A program: an instance of its own of a module that has an entry point. What it left open is closed with it. */
@ProviderType
public interface Program extends AutoCloseable {

    /** The module's name. */
    String name();

    /** The instance. */
    Instance instance();

    /**
     * Runs the entry point on this thread: the export {@code _start}, or {@code wizer.resume} of one that began with a snapshot and has
     * that, or else {@code main} under one of the names that C
     * compilers give it, without parameters or with {@code (argc, argv)}. Those are the arguments of the instance's
     * environment, the program's name first, in UTF-8; they lie in the program's heap, on its stack, or in a page by which
     * its memory grows. What C's streams hold when {@code main} returns is written out. It may be run again: the instance
     * keeps its state, and whether that makes sense is the program's affair.
     *
     * @return the exit status: what {@code main} returned, what the program gave to its exit function, or 0
     * @throws dev.tagalong.runtime.Trap if the program traps
     * @throws DlException if the module has no entry point, or there are arguments and no room for them
     */
    int run();

    /**
     * Opens a library as the program itself would with {@code dlopen}: it waits until no other thread runs the program.
     * A position-independent library is then in the program's memory. What Java calls of it runs with the program, one
     * thread at a time, and what Java leaves open is closed with the program.
     *
     * @param flags of {@link OpenFlags}, combined with {@code |}
     * @throws DlException if there is no such library, it cannot be linked, or a flag is unknown
     * @throws dev.tagalong.runtime.Trap if the program is closed
     */
    Library open(String name, int flags);

    /**
     * Has new instances of the program's module begin with the state that this one has now, see {@link Linker#takeSnapshot}. Pointers
     * into the program's memory are good in those, too.
     *
     * @throws dev.tagalong.runtime.SnapshotException if a part of the state lies outside of the instance, such as an open file or a
     *     library, or a call is under way
     * @throws dev.tagalong.runtime.Trap if the program is closed
     */
    SnapshotInfo takeSnapshot();

    /** Makes the run trap as cancelled; returns at once. */
    void cancel(String reason);

    /**
     * Closes the instance and the libraries that it holds open. A run that is under way on another thread may go on for
     * the grace period, then it traps as cancelled; this does not wait for it. Closing twice does nothing.
     *
     * <p>If nothing runs and the program has not trapped, destructors of the libraries in its memory run first, on this
     * thread, as at the exit of a process; they have the grace period.
     */
    @Override
    void close();
}
