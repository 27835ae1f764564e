package dev.tagalong.runtime;

import java.util.Set;

/**
 * State of a host module that it keeps as an {@link Instance#attachment attachment}, and that knows whether a
 * {@link Snapshot} would miss it. A snapshot has nothing of attachments: an instance that begins with one begins with new
 * ones. So an attachment that does not implement this hinders every snapshot of its instance.
 */
public interface HostState {

    /** A part of a {@link ProcessEnvironment} that an instance may have been told. */
    enum Told {
        /** The arguments. */
        ARGUMENTS,
        /** The environment variables. */
        VARIABLES,
        /** The directories: how many there are, their paths, and which of them may be changed. */
        PREOPENS
    }

    /**
     * What a new instance would miss that begins with the same memory and a new attachment, such as {@code a file is open}. Called
     * while no code of the instance runs.
     *
     * @return {@code null} if it would miss nothing
     */
    String hindersSnapshot();

    /** What the instance has been told of its environment, so that its memory may have it. */
    default Set<Told> told() {
        return Set.of();
    }
}
