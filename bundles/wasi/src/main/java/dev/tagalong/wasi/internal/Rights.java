package dev.tagalong.wasi.internal;

/** Preview 1's {@code rights}: bits of what may be done with a descriptor. Those that streams can have. */
final class Rights {

    static final long DATASYNC = 1;
    static final long READ = 1 << 1;
    static final long SET_FLAGS = 1 << 3;
    static final long SYNC = 1 << 4;
    static final long WRITE = 1 << 6;
    static final long FILESTAT_GET = 1 << 21;
    static final long POLL = 1 << 27;

    private Rights() {}
}
