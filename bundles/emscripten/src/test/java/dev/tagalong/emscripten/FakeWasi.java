package dev.tagalong.emscripten;

import dev.tagalong.runtime.HostFunction;
import dev.tagalong.runtime.HostModule;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.Memory;
import java.lang.invoke.MethodHandles;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** WASI with files in a map, of which a null is a directory, and one directory opened beforehand. */
final class FakeWasi implements HostModule {

    static final int PREOPENED = 3;

    private static final int BADF = 8;
    private static final int EXIST = 20;
    private static final int NOENT = 44;
    private static final int NOTCAPABLE = 76;

    final TreeMap<String, byte[]> files = new TreeMap<>();
    final Map<Integer, String> open = new HashMap<>();

    /** The calls that are only taken note of. */
    final List<String> notes = new ArrayList<>();

    private final String preopen;
    private int next = 10;

    FakeWasi(String preopen) {
        this.preopen = preopen;
        files.put(".", null);
        open.put(PREOPENED, ".");
    }

    @Override
    public String name() {
        return "wasi_snapshot_preview1";
    }

    @Override
    public Map<String, HostFunction> functions() {
        Map<String, HostFunction> functions = new HashMap<>();
        for (String name : List.of(
                "fd_prestat_get",
                "fd_prestat_dir_name",
                "path_open",
                "fd_close",
                "fd_filestat_get",
                "path_filestat_get",
                "fd_filestat_set_size",
                "fd_fdstat_get",
                "posix_dup",
                "posix_dup2",
                "posix_device",
                "fd_pread",
                "fd_pwrite",
                "fd_readdir",
                "path_create_directory",
                "path_unlink_file",
                "path_rename",
                "path_readlink",
                "path_filestat_set_times")) {
            functions.put(name, HostFunction.of(MethodHandles.lookup(), this, name));
        }
        return functions;
    }

    private static String text(Instance caller, int address, int length) {
        return caller.memory().readString(Integer.toUnsignedLong(address), length, StandardCharsets.UTF_8);
    }

    private static void write(Instance caller, int address, byte[] bytes) {
        caller.memory().write(Integer.toUnsignedLong(address), bytes, 0, bytes.length);
    }

    int fd_prestat_get(Instance caller, int descriptor, int address) {
        if (descriptor != PREOPENED) {
            return BADF;
        }
        caller.memory().writeLong(Integer.toUnsignedLong(address), (long) preopen.length() << 32);
        return 0;
    }

    int fd_prestat_dir_name(Instance caller, int descriptor, int address, int length) {
        write(caller, address, preopen.getBytes(StandardCharsets.UTF_8));
        return 0;
    }

    int path_open(
            Instance caller,
            int directory,
            int follow,
            int path,
            int length,
            int how,
            long rights,
            long inheriting,
            int flags,
            int answer) {
        if ((rights & ~0x7F7F7F7FL) != 0 || (inheriting & ~0x7F7F7F7FL) != 0) {
            return NOTCAPABLE;
        }
        String name = text(caller, path, length);
        boolean create = (how & 1) != 0;
        if (!files.containsKey(name)) {
            if (!create) {
                return NOENT;
            }
            files.put(name, new byte[0]);
        } else if ((how & 4) != 0) {
            return EXIST;
        } else if ((how & 8) != 0) {
            files.put(name, new byte[0]);
        }
        int descriptor = next++;
        open.put(descriptor, name);
        caller.memory().writeInt(Integer.toUnsignedLong(answer), descriptor);
        notes.add("rights of " + name + ": read " + (rights >> 1 & 1) + " write " + (rights >> 6 & 1));
        return 0;
    }

    int posix_dup(Instance caller, int descriptor, int least, int answer) {
        if (!open.containsKey(descriptor)) {
            return BADF;
        }
        int duplicate = Math.max(next++, least);
        open.put(duplicate, open.get(descriptor));
        caller.memory().writeInt(Integer.toUnsignedLong(answer), duplicate);
        return 0;
    }

    int posix_dup2(Instance caller, int from, int to) {
        if (!open.containsKey(from)) {
            return BADF;
        }
        open.put(to, open.get(from));
        return 0;
    }

    int posix_device(Instance caller, int kind, int answer) {
        notes.add("device " + kind);
        open.put(next, ".");
        caller.memory().writeInt(Integer.toUnsignedLong(answer), next++);
        return 0;
    }

    int fd_close(int descriptor) {
        return open.remove(descriptor) == null ? BADF : 0;
    }

    int fd_filestat_get(Instance caller, int descriptor, int address) {
        return open.containsKey(descriptor) ? status(caller, open.get(descriptor), address) : BADF;
    }

    int path_filestat_get(Instance caller, int directory, int follow, int path, int length, int address) {
        return status(caller, text(caller, path, length), address);
    }

    private int status(Instance caller, String name, int address) {
        if (!files.containsKey(name)) {
            return NOENT;
        }
        byte[] contents = files.get(name);
        ByteBuffer status = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
        status.putLong(0, 5)
                .putLong(8, 77)
                .put(16, (byte) (contents == null ? 3 : 4))
                .putLong(24, 1);
        status.putLong(32, contents == null ? 0 : contents.length);
        status.putLong(40, 1_500_000_000L).putLong(48, 2_000_000_001L).putLong(56, 3_000_000_000L);
        write(caller, address, status.array());
        return 0;
    }

    int fd_filestat_set_size(int descriptor, long size) {
        files.compute(open.get(descriptor), (name, contents) -> Arrays.copyOf(contents, (int) size));
        return 0;
    }

    int fd_fdstat_get(Instance caller, int descriptor, int address) {
        if (!open.containsKey(descriptor)) {
            return BADF;
        }
        byte[] status = new byte[24];
        status[2] = 1;
        status[8] = 1 << 1 | 1 << 6;
        Arrays.fill(status, 16, 20, (byte) 0x7F);
        write(caller, address, status);
        return 0;
    }

    int fd_pread(Instance caller, int descriptor, int vectors, int count, long offset, int answer) {
        Memory memory = caller.memory();
        byte[] contents = files.get(open.get(descriptor));
        // A few at a time, as a file may do.
        int length = (int) Math.min(Math.min(3, memory.readInt(vectors + 4L)), Math.max(0, contents.length - offset));
        memory.write(
                Integer.toUnsignedLong(memory.readInt(vectors)), contents, (int) Math.min(offset, 1 << 20), length);
        memory.writeInt(answer, length);
        return 0;
    }

    int fd_pwrite(Instance caller, int descriptor, int vectors, int count, long offset, int answer) {
        Memory memory = caller.memory();
        int length = memory.readInt(vectors + 4L);
        byte[] contents = Arrays.copyOf(files.get(open.get(descriptor)), (int) offset + length);
        memory.read(Integer.toUnsignedLong(memory.readInt(vectors)), contents, (int) offset, length);
        files.put(open.get(descriptor), contents);
        memory.writeInt(answer, length);
        return 0;
    }

    int fd_readdir(Instance caller, int descriptor, int address, int size, long cookie, int answer) {
        ByteBuffer entries = ByteBuffer.allocate(100_000).order(ByteOrder.LITTLE_ENDIAN);
        long number = 0;
        for (String name : files.keySet()) {
            if (number++ >= cookie) {
                entries.putLong(number).putLong(70 + number).putInt(name.length());
                entries.put((byte) (files.get(name) == null ? 3 : 4)).put(new byte[3]);
                entries.put(name.getBytes(StandardCharsets.US_ASCII));
            }
        }
        int length = Math.min(size, entries.position());
        write(caller, address, Arrays.copyOf(entries.array(), length));
        caller.memory().writeInt(Integer.toUnsignedLong(answer), length);
        return 0;
    }

    int path_create_directory(Instance caller, int directory, int path, int length) {
        files.put(text(caller, path, length), null);
        return 0;
    }

    int path_unlink_file(Instance caller, int directory, int path, int length) {
        String name = text(caller, path, length);
        return files.containsKey(name) && files.remove(name) != null ? 0 : NOENT;
    }

    int path_rename(Instance caller, int from, int path, int length, int to, int newPath, int newLength) {
        files.put(text(caller, newPath, newLength), files.remove(text(caller, path, length)));
        return 0;
    }

    int path_readlink(Instance caller, int directory, int path, int length, int buffer, int size, int answer) {
        write(caller, buffer, "elsewhere".getBytes(StandardCharsets.US_ASCII));
        caller.memory().writeInt(Integer.toUnsignedLong(answer), 9);
        return 0;
    }

    int path_filestat_set_times(
            Instance caller, int directory, int follow, int path, int length, long accessed, long modified, int set) {
        notes.add("times of " + text(caller, path, length) + ": " + accessed + " " + modified + " " + set);
        return 0;
    }
}
