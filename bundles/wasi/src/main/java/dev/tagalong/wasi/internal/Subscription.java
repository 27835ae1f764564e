package dev.tagalong.wasi.internal;

import dev.tagalong.runtime.Memory;
import dev.tagalong.wasi.internal.Snapshot.SubscriptionLayout;

/**
 * What {@code poll_oneoff} is asked to wait for: WASI's {@code subscription}.
 *
 * @param userdata given back in the event
 * @param type {@link #CLOCK}, {@link #FD_READ}, {@link #FD_WRITE} or something unknown
 * @param subject the clock or the descriptor
 * @param timeout of a clock, in nanoseconds, unsigned
 * @param absolute whether the timeout is a time of the clock and not a span
 */
record Subscription(long userdata, int type, int subject, long timeout, boolean absolute) {

    static final int CLOCK = 0;
    static final int FD_READ = 1;
    static final int FD_WRITE = 2;

    private static final int DESCRIPTOR = 16;

    static Subscription read(Memory memory, long address, SubscriptionLayout layout) {
        int type = memory.readByte(address + 8);
        long clock = address + layout.clock();
        return new Subscription(
                memory.readLong(address),
                type,
                memory.readInt(type == CLOCK ? clock : address + DESCRIPTOR),
                memory.readLong(clock + 8),
                (memory.readShort(clock + 24) & 1) != 0);
    }
}
