package dev.tagalong.wasi.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;
import java.nio.file.ReadOnlyFileSystemException;
import java.util.Map;

/** Error numbers for what {@code java.nio.file} throws. Where it has no class of its own, the text of the system's error tells. */
final class IoErrors {

    private static final Map<String, Errno> REASONS = Map.ofEntries(
            Map.entry("Directory not empty", Errno.ENOTEMPTY),
            Map.entry("Is a directory", Errno.EISDIR),
            Map.entry("Not a directory", Errno.ENOTDIR),
            Map.entry("File name too long", Errno.ENAMETOOLONG),
            Map.entry("Too many levels of symbolic links", Errno.ELOOP),
            Map.entry("No space left on device", Errno.ENOSPC),
            Map.entry("Disk quota exceeded", Errno.EDQUOT),
            Map.entry("Read-only file system", Errno.EROFS),
            Map.entry("Operation not permitted", Errno.EPERM),
            Map.entry("Invalid argument", Errno.EINVAL),
            Map.entry("Too many open files", Errno.EMFILE),
            Map.entry("Invalid cross-device link", Errno.EXDEV),
            Map.entry("File too large", Errno.EFBIG),
            Map.entry("Too many links", Errno.EMLINK),
            Map.entry("Text file busy", Errno.ETXTBSY),
            Map.entry("Device or resource busy", Errno.EBUSY),
            Map.entry("Broken pipe", Errno.EPIPE),
            Map.entry("Pipe closed", Errno.EPIPE), // java.io.PipedOutputStream
            Map.entry("Read end dead", Errno.EPIPE), // java.io.PipedOutputStream
            Map.entry("Connection reset", Errno.ECONNRESET),
            Map.entry("Bad file descriptor", Errno.EBADF),
            Map.entry("Resource temporarily unavailable", Errno.EAGAIN));

    private IoErrors() {}

    /** The number for a failure. */
    static Errno of(IOException e) {
        if (e instanceof NoSuchFileException) {
            return Errno.ENOENT;
        } else if (e instanceof FileAlreadyExistsException) {
            return Errno.EEXIST;
        } else if (e instanceof DirectoryNotEmptyException) {
            return Errno.ENOTEMPTY;
        } else if (e instanceof NotDirectoryException) {
            return Errno.ENOTDIR;
        } else if (e instanceof AccessDeniedException) {
            return Errno.EACCES;
        } else if (e instanceof NotLinkException) {
            return Errno.EINVAL;
        } else if (e instanceof FileSystemLoopException) {
            return Errno.ELOOP;
        } else if (e instanceof AtomicMoveNotSupportedException) {
            return Errno.EXDEV;
        }
        String reason = e instanceof FileSystemException f ? f.getReason() : e.getMessage();
        if (reason == null) {
            return Errno.EIO;
        }
        return REASONS.entrySet().stream()
                .filter(known -> reason.startsWith(known.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(Errno.EIO);
    }

    /** An operation on files. */
    @FunctionalInterface
    interface Operation<T> {
        T run() throws IOException;
    }

    /** Runs an operation; what it throws becomes an error number. */
    static <T> T call(Operation<T> operation) {
        try {
            return operation.run();
        } catch (IOException e) {
            throw new ErrnoException(of(e));
        } catch (UncheckedIOException e) {
            throw new ErrnoException(of(e.getCause()));
        } catch (InvalidPathException e) {
            throw new ErrnoException(Errno.EILSEQ); // a name that the host cannot write
        } catch (ReadOnlyFileSystemException e) {
            throw new ErrnoException(Errno.EROFS);
        } catch (UnsupportedOperationException e) {
            throw new ErrnoException(Errno.ENOTSUP);
        }
    }

    /** An operation on files without a result. */
    @FunctionalInterface
    interface Action {
        void run() throws IOException;
    }

    /** Runs an action; what it throws becomes an error number. */
    static void run(Action action) {
        call(() -> {
            action.run();
            return null;
        });
    }
}
