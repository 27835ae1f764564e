package dev.tagalong.wasi.internal;

/**
 * The two snapshots of WASI's first preview, and all that differs between them. Everything else, numbers of errors and rights
 * included, is the same. Offsets and sizes are in bytes.
 */
public enum Snapshot {
    /** What programs import since 2020. */
    PREVIEW_1(new FileStatLayout(64, 24, 8, 32), new SubscriptionLayout(48, 16), Whence.SET, Whence.CUR, Whence.END),

    /** Snapshot 0, of 2019. It has no {@code sock_accept}. */
    UNSTABLE(new FileStatLayout(56, 20, 4, 24), new SubscriptionLayout(56, 24), Whence.CUR, Whence.END, Whence.SET);

    /**
     * Where the fields of a {@code filestat} are that are not at the same place in each.
     *
     * @param byteSize of the structure
     * @param links where the number of links is
     * @param linksSize how long that is
     * @param size where the size is, which the three times follow
     */
    record FileStatLayout(int byteSize, int links, int linksSize, int size) {}

    /**
     * Where the fields of a {@code subscription} are.
     *
     * @param byteSize of the structure
     * @param clock where that of a clock has the clock's number, which timeout, precision and flags follow
     */
    record SubscriptionLayout(int byteSize, int clock) {}

    /** What {@code fd_seek} counts from. */
    enum Whence {
        SET,
        CUR,
        END
    }

    private final FileStatLayout fileStat;
    private final SubscriptionLayout subscription;
    private final Whence[] whences;

    Snapshot(FileStatLayout fileStat, SubscriptionLayout subscription, Whence... whences) {
        this.fileStat = fileStat;
        this.subscription = subscription;
        this.whences = whences;
    }

    FileStatLayout fileStat() {
        return fileStat;
    }

    SubscriptionLayout subscription() {
        return subscription;
    }

    /**
     * What a number means.
     *
     * @throws ErrnoException {@code EINVAL} if it means nothing
     */
    Whence whence(int number) {
        if (number < 0 || number >= whences.length) {
            throw new ErrnoException(Errno.EINVAL);
        }
        return whences[number];
    }
}
