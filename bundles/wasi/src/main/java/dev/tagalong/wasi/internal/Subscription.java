package dev.tagalong.wasi.internal;

import dev.tagalong.runtime.Memory;

/**
 * What {@code poll_oneoff} is asked to wait for: preview 1's {@code subscription}.
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

    static final int BYTE_SIZE = 48;

    static Subscription read(Memory memory, long address) {
        return new Subscription(
                memory.readLong(address),
                memory.readByte(address + 8),
                memory.readInt(address + 16),
                memory.readLong(address + 24),
                (memory.readShort(address + 40) & 1) != 0);
    }
}
