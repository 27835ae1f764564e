package dev.tagalong.runtime;

/**
 * State of a host module that it keeps as an {@link Instance#attachment attachment}, and that knows whether a
 * {@link Snapshot} would miss it. A snapshot has nothing of attachments: an instance that begins with one begins with new
 * ones. So an attachment that does not implement this hinders every snapshot of its instance.
 */
public interface HostState {

    /**
     * What a new instance would miss that begins with the same memory and a new attachment, such as {@code a file is open}. Called
     * while no code of the instance runs.
     *
     * @return {@code null} if it would miss nothing
     */
    String hindersSnapshot();
}
