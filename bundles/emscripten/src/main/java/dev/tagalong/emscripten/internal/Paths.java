package dev.tagalong.emscripten.internal;

import dev.tagalong.runtime.HostState;
import dev.tagalong.runtime.Instance;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where paths lead: WASI knows directories that were opened beforehand and paths relative to them; programs know a root and a
 * working directory. As the C library for WASI does it, the directory whose name is the longest beginning of a path is taken.
 * What only leads to such directories are directories with nothing else in them.
 */
final class Paths {

    /** A directory's descriptor that stands for the working directory. */
    static final int AT_FDCWD = -100;

    /** Descriptors below it are the standard streams. */
    private static final int FIRST_DESCRIPTOR = 3;

    private static final int LONGEST = 4096;

    private static final int LEADS_ON = -1;
    private static final int DEVICE = -2;

    /**
     * A place.
     *
     * @param directory a descriptor, or -1 if it is a directory that only leads to others, or -2 if it is a device
     * @param path relative to it
     * @param absolute the whole path, or {@code null} if it is relative to a descriptor that the program gave
     */
    record Target(int directory, byte[] path, String absolute) {
        /** Whether it is only there to lead to others. */
        boolean virtual() {
            return directory == LEADS_ON;
        }

        /** Whether it is one of {@link Devices}. */
        boolean device() {
            return directory == DEVICE;
        }
    }

    /** What one program knows. Safe for its threads. */
    private static final class State implements HostState {
        private volatile String workingDirectory = "/";
        private volatile Map<String, Integer> preopens;
        private final Map<Integer, String> directories = new ConcurrentHashMap<>();

        /** Where reading a directory goes on: WASI is told so by each call, and emscripten's programs do not tell. */
        private final Map<Integer, Long> positions = new ConcurrentHashMap<>();

        @Override
        public String hindersSnapshot() {
            return workingDirectory.equals("/") ? null : "its working directory is " + workingDirectory;
        }
    }

    private final WasiFunctions wasi;

    Paths(WasiFunctions wasi) {
        this.wasi = wasi;
    }

    private static State state(Instance caller) {
        return caller.attachment(State.class, State::new);
    }

    /** The text of a path that the program passes. */
    static String read(Instance caller, int pointer) {
        long start = Integer.toUnsignedLong(pointer);
        if (start == 0 || start >= caller.memory().byteSize()) {
            throw new ErrnoException(Errno.FAULT);
        }
        byte[] bytes = new byte[(int) Math.min(LONGEST, caller.memory().byteSize() - start)];
        caller.memory().read(start, bytes, 0, bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == 0) {
                return new String(bytes, 0, i, StandardCharsets.UTF_8);
            }
        }
        throw new ErrnoException(Errno.NAMETOOLONG);
    }

    /**
     * Where a path leads.
     *
     * @param directory the descriptor that a relative path begins at, or {@link #AT_FDCWD}
     * @param pointer the path's address
     * @throws ErrnoException if that is nowhere
     */
    Target find(Instance caller, int directory, int pointer) {
        String path = read(caller, pointer);
        if (path.isEmpty()) {
            throw new ErrnoException(Errno.NOENT);
        }
        if (path.startsWith("/")) {
            return find(caller, normal(path));
        }
        if (directory == AT_FDCWD) {
            return find(caller, normal(state(caller).workingDirectory + "/" + path));
        }
        String opened = state(caller).directories.get(directory);
        return opened != null
                ? find(caller, normal(opened + "/" + path))
                : new Target(directory, path.getBytes(StandardCharsets.UTF_8), null);
    }

    private Target find(Instance caller, String path) {
        if (Devices.has(path)) {
            return new Target(DEVICE, new byte[0], path);
        }
        Map<String, Integer> preopens = preopens(caller);
        for (String prefix = path; ; prefix = parent(prefix)) {
            Integer descriptor = preopens.get(prefix);
            if (descriptor != null) {
                String rest = path.substring(Math.min(path.length(), prefix.equals("/") ? 1 : prefix.length() + 1));
                return new Target(descriptor, (rest.isEmpty() ? "." : rest).getBytes(StandardCharsets.UTF_8), path);
            }
            if (prefix.equals("/")) {
                break;
            }
        }
        String inside = path.equals("/") ? path : path + "/";
        if (path.equals("/")
                || path.equals(Devices.DIRECTORY)
                || preopens.keySet().stream().anyMatch(p -> p.startsWith(inside))) {
            return new Target(LEADS_ON, new byte[0], path);
        }
        throw new ErrnoException(Errno.NOENT);
    }

    private static String parent(String path) {
        return path.substring(0, Math.max(1, path.lastIndexOf('/')));
    }

    /** A path from the root, without empty parts, dots and what leads back. */
    static String normal(String path) {
        Deque<String> parts = new ArrayDeque<>();
        for (String part : path.split("/")) {
            if (part.equals("..")) {
                parts.pollLast();
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.addLast(part);
            }
        }
        return "/" + String.join("/", parts);
    }

    private Map<String, Integer> preopens(Instance caller) {
        State state = state(caller);
        if (state.preopens == null) {
            state.preopens = readPreopens(caller);
        }
        return state.preopens;
    }

    private Map<String, Integer> readPreopens(Instance caller) {
        Map<String, Integer> found = new HashMap<>();
        try (Loan loan = Loan.of(caller, LONGEST + 2 * Long.BYTES)) {
            int info = loan.place(Long.BYTES);
            int name = loan.place(LONGEST);
            for (int descriptor = FIRST_DESCRIPTOR;
                    wasi.errno(caller, "fd_prestat_get", descriptor, info) == 0;
                    descriptor++) {
                int length = loan.readInt(info + Integer.BYTES);
                if (length >= 0 && length <= LONGEST) {
                    wasi.call(caller, "fd_prestat_dir_name", descriptor, name, length);
                    found.putIfAbsent(normal(loan.text(name, length)), descriptor);
                }
            }
        }
        return found;
    }

    /** The names of directories that lie in one which only leads to others. */
    List<String> virtualEntries(Instance caller, String directory) {
        String inside = directory.equals("/") ? directory : directory + "/";
        List<String> names = new ArrayList<>();
        for (String path : preopens(caller).keySet()) {
            if (path.startsWith(inside) && path.length() > inside.length()) {
                String name = path.substring(inside.length()).split("/", 2)[0];
                if (!names.contains(name)) {
                    names.add(name);
                }
            }
        }
        return names;
    }

    /** Takes note of the path of a directory that the program has opened. */
    void opened(Instance caller, int descriptor, String path) {
        state(caller).positions.remove(descriptor);
        if (path == null) {
            state(caller).directories.remove(descriptor);
        } else {
            state(caller).directories.put(descriptor, path);
        }
    }

    /** Takes note of another number of a descriptor. */
    void duplicated(Instance caller, int from, int to) {
        opened(caller, to, state(caller).directories.get(from));
    }

    /** The path of a directory that the program has opened. */
    String directory(Instance caller, int descriptor) {
        String path = state(caller).directories.get(descriptor);
        if (path == null) {
            throw new ErrnoException(Errno.NOTDIR);
        }
        return path;
    }

    /** Where reading a directory goes on. */
    long position(Instance caller, int descriptor) {
        return state(caller).positions.getOrDefault(descriptor, 0L);
    }

    void position(Instance caller, int descriptor, long cookie) {
        state(caller).positions.put(descriptor, cookie);
    }

    String workingDirectory(Instance caller) {
        return state(caller).workingDirectory;
    }

    void workingDirectory(Instance caller, String path) {
        state(caller).workingDirectory = path;
    }
}
