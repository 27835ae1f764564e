package dev.tagalong.wasi.internal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotLinkException;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Goes from a directory along a program's path, one component at a time, and opens each directory on the way. Symbolic links
 * are followed here and not by the host, so that one that leads out of the directory that the walk began in is seen as the same
 * thing as a {@code ..} that does: {@code ENOTCAPABLE}. Closing it closes what it has opened.
 */
final class PathWalk implements Closeable {

    private static final int LONGEST_PATH = 4096;
    private static final int LONGEST_NAME = 255;
    private static final int MOST_LINKS = 40;

    /** What becomes of a last component that is a link. */
    enum LastLink {
        /** It is followed. */
        FOLLOWED,
        /** It is followed if a slash comes after it: what lies behind is meant then, which has to be a directory. */
        FOLLOWED_BEFORE_SLASH,
        /** It is what is meant, whatever comes after it, as where names are made, removed and changed. */
        KEPT
    }

    /** The directories on the way, the last on top; the first, at the bottom, is not this walk's. */
    private final Deque<Directory> way = new ArrayDeque<>();

    private final Deque<String> ahead = new ArrayDeque<>();
    private final LastLink lastLink;
    private boolean directory;
    private boolean above;
    private int links;

    private PathWalk(Directory start, LastLink lastLink) {
        this.lastLink = lastLink;
        way.push(start);
    }

    /** Walks to the last component. */
    static PathWalk to(Directory start, String path, LastLink lastLink) {
        PathWalk walk = new PathWalk(start, lastLink);
        try {
            walk.add(path);
            walk.go();
            return walk;
        } catch (RuntimeException e) {
            walk.close();
            throw e;
        }
    }

    /** The directory that holds what the path names. */
    Directory parent() {
        return way.peek();
    }

    /** The name in it; {@code .} for itself, if the path ends with {@code .} or {@code ..} or a link to such. */
    String name() {
        return ahead.isEmpty() ? "." : ahead.peek();
    }

    /** Whether the path ends with a slash, {@code .} or {@code ..}, so that only a directory can be meant. */
    boolean directory() {
        return directory;
    }

    /** Whether the path ends with {@code ..}. */
    boolean above() {
        return above;
    }

    private void add(String path) {
        if (path.isEmpty()) {
            throw new ErrnoException(Errno.ENOENT);
        }
        if (path.indexOf('\0') >= 0) {
            throw new ErrnoException(Errno.EINVAL);
        }
        if (path.startsWith("/")) {
            throw new ErrnoException(Errno.ENOTCAPABLE);
        }
        if (path.length() > LONGEST_PATH) {
            throw new ErrnoException(Errno.ENAMETOOLONG);
        }
        String[] parts = path.split("/");
        String last = parts[parts.length - 1];
        if (ahead.isEmpty() && (path.endsWith("/") || last.equals(".") || last.equals(".."))) {
            directory = true;
            above = last.equals("..");
        }
        for (int i = parts.length - 1; i >= 0; i--) {
            if (parts[i].getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME) {
                throw new ErrnoException(Errno.ENAMETOOLONG);
            }
            // What is before a last . is walked into, so it has to be a directory.
            if (!parts[i].isEmpty() && (!parts[i].equals(".") || i == parts.length - 1)) {
                ahead.push(parts[i]);
            }
        }
    }

    private void go() {
        while (!ahead.isEmpty()) {
            String name = ahead.peek();
            if (name.equals(".")) {
                ahead.pop();
            } else if (name.equals("..")) {
                ahead.pop();
                up();
            } else if (ahead.size() > 1) {
                ahead.pop();
                down(name);
            } else if (!followsLast() || !followed(name)) {
                return;
            }
        }
    }

    private boolean followsLast() {
        return lastLink == LastLink.FOLLOWED || lastLink == LastLink.FOLLOWED_BEFORE_SLASH && directory;
    }

    private void up() {
        if (way.size() == 1) {
            throw new ErrnoException(Errno.ENOTCAPABLE);
        }
        Directory left = way.pop();
        IoErrors.run(left::close);
    }

    private void down(String name) {
        IoErrors.run(() -> {
            BasicFileAttributes next = way.peek().attributes(name);
            if (next.isSymbolicLink()) {
                follow(name);
            } else if (next.isDirectory()) {
                enter(name);
            } else {
                throw new ErrnoException(Errno.ENOTDIR);
            }
        });
    }

    private void enter(String name) throws IOException {
        try {
            way.push(way.peek().open(name));
        } catch (IOException e) {
            if (IoErrors.of(e) != Errno.ELOOP) {
                throw e;
            }
            follow(name); // a link has taken its place meanwhile
        }
    }

    /** Whether the last name is a link, which then is followed. */
    private boolean followed(String name) {
        return IoErrors.call(() -> {
            try {
                if (!way.peek().attributes(name).isSymbolicLink()) {
                    return false;
                }
            } catch (NoSuchFileException e) {
                return false;
            }
            ahead.pop();
            follow(name);
            return true;
        });
    }

    /** Puts a link's target in its place. */
    private void follow(String name) throws IOException {
        if (++links > MOST_LINKS) {
            throw new ErrnoException(Errno.ELOOP);
        }
        String target;
        try {
            target = way.peek().readLink(name);
        } catch (NotLinkException e) {
            ahead.push(name); // something else has taken its place meanwhile
            return;
        }
        add(target);
    }

    @Override
    public void close() {
        while (way.size() > 1) {
            Directory opened = way.pop();
            IoErrors.run(opened::close);
        }
    }
}
