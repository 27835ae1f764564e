package dev.tagalong.dl;

import dev.tagalong.runtime.Instance;
import org.osgi.annotation.versioning.ProviderType;

/** A program: an instance of its own of a module that has an entry point. It closes what it left open when it ends. */
@ProviderType
public interface Program extends AutoCloseable {

    /** The module's name. */
    String name();

    /** The instance. */
    Instance instance();

    /**
     * Runs the entry point on this thread: the export {@code _start}, or else {@code main} without parameters or with
     * {@code (argc, argv)} given as zeros.
     *
     * @return the exit status: what {@code main} returned, what the program gave to its exit function, or 0
     * @throws dev.tagalong.runtime.Trap if the program traps
     * @throws DlException if the module has no entry point
     */
    int run();

    /** Makes the run trap as cancelled; returns at once. */
    void cancel(String reason);

    /** Closes the instance and the libraries that it holds open. */
    @Override
    void close();
}
