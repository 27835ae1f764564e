package dev.tagalong.wasi.internal;

import java.nio.file.attribute.BasicFileAttributes;

/** Preview 1's {@code filetype}, in the order of its numbers. */
enum FileType {
    /** None of the others. */
    UNKNOWN,
    BLOCK_DEVICE,
    /** C libraries take it for a terminal and write whole lines at once; it has no position. */
    CHARACTER_DEVICE,
    DIRECTORY,
    REGULAR_FILE,
    SOCKET_DGRAM,
    SOCKET_STREAM,
    SYMBOLIC_LINK;

    static FileType of(BasicFileAttributes attributes) {
        if (attributes.isRegularFile()) {
            return REGULAR_FILE;
        } else if (attributes.isDirectory()) {
            return DIRECTORY;
        }
        return attributes.isSymbolicLink() ? SYMBOLIC_LINK : UNKNOWN;
    }

    /** A standard stream's: what is no terminal is a pipe to a program, for which there is no number. */
    static FileType ofStream(boolean terminal) {
        return terminal ? CHARACTER_DEVICE : UNKNOWN;
    }

    /** The number that the program is given. */
    int code() {
        return ordinal();
    }
}
