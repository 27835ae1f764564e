package dev.tagalong.wasi.internal;

import dev.tagalong.runtime.Instance;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * An open directory. Its entries are numbered from 0 in the order in which the host lists them, and the number of the next is what
 * preview 1 calls a cookie. The host's listing stays open from one {@code fd_readdir} to the next, so that a directory of any size
 * takes little memory, and changes in it shift nothing; what the last call answered can be asked for again, as a program
 * does for an entry that was cut off.
 */
final class DirectoryDescriptor extends Descriptor {

    /** An entry of a listing. */
    record Entry(long number, String name) {}

    private final Directory directory;
    private final String guestPath;
    private final boolean readOnly;

    private Directory listing;
    private Iterator<Path> names;
    private long next;
    private List<Entry> recent = List.of();

    /**
     * An open directory; closing this closes it.
     *
     * @param guestPath its path for the program, if it is one that the program starts with, else {@code null}
     */
    DirectoryDescriptor(
            Directory directory, String guestPath, boolean readOnly, long rights, long inheriting, int flags) {
        super(Rights.DIRECTORY, rights, inheriting, flags);
        this.directory = directory;
        this.guestPath = guestPath;
        this.readOnly = readOnly;
    }

    /** One that a program starts with. */
    static DirectoryDescriptor preopened(Directory directory, String guestPath, boolean readOnly) {
        return new DirectoryDescriptor(
                directory, guestPath, readOnly, Rights.DIRECTORY, Rights.DIRECTORY | Rights.FILE, 0);
    }

    @Override
    DirectoryDescriptor directory() {
        return this;
    }

    Directory opened() {
        return directory;
    }

    String guestPath() {
        return guestPath;
    }

    boolean readOnly() {
        return readOnly;
    }

    void requireWritable() {
        if (readOnly) {
            throw new ErrnoException(Errno.EROFS);
        }
    }

    @Override
    FileType type() {
        return FileType.DIRECTORY;
    }

    @Override
    FileStat stat() throws IOException {
        return directory.stat(".");
    }

    void setTimes(FileTimes times) throws IOException {
        require(Rights.FILESTAT_SET_TIMES);
        requireWritable();
        directory.setTimes(".", times.modified(), times.accessed());
    }

    /** Begins to answer entries from a number on; each is then taken by {@link #entry}. */
    void list(long from) throws IOException {
        require(Rights.READDIR);
        long oldest = recent.isEmpty() ? next : recent.get(0).number();
        if (from == 0 || from < oldest || listing == null) {
            restart();
        }
    }

    private void restart() throws IOException {
        closeListing();
        listing = directory.open(".");
        names = listing.entries().iterator();
        next = 0;
        recent = List.of();
    }

    /** The entry of a number, or {@code null} after the last. */
    Entry entry(long number) throws IOException {
        for (Entry known : recent) {
            if (known.number() == number) {
                return known;
            }
        }
        Entry entry = null;
        while (next <= number) {
            entry = advance();
            if (entry == null) {
                return null;
            }
        }
        return entry;
    }

    private Entry advance() throws IOException {
        try {
            if (next < 2) {
                return new Entry(next, next++ == 0 ? "." : "..");
            }
            while (names.hasNext()) {
                String name = FileNames.text(names.next().getFileName());
                if (name != null) {
                    return new Entry(next++, name.replaceAll("/$", ""));
                }
            }
            return null;
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    /** The entries that a call has answered. */
    void answered(List<Entry> entries) {
        recent = new ArrayList<>(entries);
    }

    @Override
    int read(Instance caller, IoVectors buffers) {
        throw new ErrnoException(Errno.EISDIR);
    }

    @Override
    int write(Instance caller, IoVectors buffers) {
        throw new ErrnoException(Errno.EISDIR);
    }

    @Override
    void flush() {
        // The host keeps what is in directories.
    }

    @Override
    void close() throws IOException {
        try {
            closeListing();
        } finally {
            directory.close();
        }
    }

    private void closeListing() throws IOException {
        if (listing != null) {
            listing.close();
            listing = null;
        }
    }
}
