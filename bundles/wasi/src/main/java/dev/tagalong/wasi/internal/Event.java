package dev.tagalong.wasi.internal;

import dev.tagalong.runtime.Memory;

/**
 * What {@code poll_oneoff} answers: preview 1's {@code event}.
 *
 * @param bytes how many bytes can be read or written, at least
 * @param hangup whether a stream is at its end
 */
record Event(Subscription subscription, Errno errno, long bytes, boolean hangup) {

    static final int BYTE_SIZE = 32;

    static Event of(Subscription subscription) {
        return new Event(subscription, Errno.SUCCESS, 0, false);
    }

    static Event failed(Subscription subscription, Errno errno) {
        return new Event(subscription, errno, 0, false);
    }

    void write(Memory memory, long address) {
        memory.writeLong(address, subscription.userdata());
        memory.writeLong(address + 8, errno.code() | (long) subscription.type() << 16);
        memory.writeLong(address + 16, bytes);
        memory.writeLong(address + 24, hangup ? 1 : 0);
    }
}
