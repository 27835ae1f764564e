package dev.tagalong.wasi.internal;

/** Preview 1's {@code rights}: bits of what may be done with a descriptor. */
final class Rights {

    static final long DATASYNC = 1;
    static final long READ = 1 << 1;
    static final long SEEK = 1 << 2;
    static final long SET_FLAGS = 1 << 3;
    static final long SYNC = 1 << 4;
    static final long TELL = 1 << 5;
    static final long WRITE = 1 << 6;
    static final long ADVISE = 1 << 7;
    static final long ALLOCATE = 1 << 8;
    static final long PATH_CREATE_DIRECTORY = 1 << 9;
    static final long PATH_CREATE_FILE = 1 << 10;
    static final long PATH_LINK_SOURCE = 1 << 11;
    static final long PATH_LINK_TARGET = 1 << 12;
    static final long PATH_OPEN = 1 << 13;
    static final long READDIR = 1 << 14;
    static final long PATH_READLINK = 1 << 15;
    static final long PATH_RENAME_SOURCE = 1 << 16;
    static final long PATH_RENAME_TARGET = 1 << 17;
    static final long PATH_FILESTAT_GET = 1 << 18;
    static final long PATH_FILESTAT_SET_SIZE = 1 << 19;
    static final long PATH_FILESTAT_SET_TIMES = 1 << 20;
    static final long FILESTAT_GET = 1 << 21;
    static final long FILESTAT_SET_SIZE = 1 << 22;
    static final long FILESTAT_SET_TIMES = 1 << 23;
    static final long PATH_SYMLINK = 1 << 24;
    static final long PATH_REMOVE_DIRECTORY = 1 << 25;
    static final long PATH_UNLINK_FILE = 1 << 26;
    static final long POLL = 1 << 27;

    /** What can be done with a file. */
    static final long FILE = DATASYNC
            | READ
            | SEEK
            | SET_FLAGS
            | SYNC
            | TELL
            | WRITE
            | ADVISE
            | ALLOCATE
            | FILESTAT_GET
            | FILESTAT_SET_SIZE
            | FILESTAT_SET_TIMES
            | POLL;

    /** What can be done with a directory. */
    static final long DIRECTORY = SET_FLAGS
            | SYNC
            | ADVISE
            | PATH_CREATE_DIRECTORY
            | PATH_CREATE_FILE
            | PATH_LINK_SOURCE
            | PATH_LINK_TARGET
            | PATH_OPEN
            | READDIR
            | PATH_READLINK
            | PATH_RENAME_SOURCE
            | PATH_RENAME_TARGET
            | PATH_FILESTAT_GET
            | PATH_FILESTAT_SET_SIZE
            | PATH_FILESTAT_SET_TIMES
            | FILESTAT_GET
            | FILESTAT_SET_TIMES
            | PATH_SYMLINK
            | PATH_REMOVE_DIRECTORY
            | PATH_UNLINK_FILE
            | POLL;

    /** For what one opens a file to read it, or a directory to list it. */
    static final long ANY_READ = READ | READDIR;

    /** For what one opens a file to change it. */
    static final long ANY_WRITE = DATASYNC | WRITE | ALLOCATE | FILESTAT_SET_SIZE;

    private Rights() {}
}
