package dev.tagalong.emscripten.internal;

import static dev.tagalong.emscripten.internal.ErrnoException.answer;

import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.Memory;

/**
 * Files that are mapped into memory: the file's bytes are copied there, and back from a shared mapping that could be written,
 * when it is synchronised or ends. Memory without a file is the C library's own affair.
 */
final class Mappings {

    private static final int PROT_WRITE = 2;
    private static final int MAP_SHARED = 1;
    private static final int PAGE = 65_536;

    /** A buffer's address and length, and a count, as WASI takes them. */
    private static final int VECTOR = 16;

    private final WasiFunctions wasi;

    Mappings(WasiFunctions wasi) {
        this.wasi = wasi;
    }

    void register(FunctionTable table) {
        table.add(this, "mapTo", "_mmap_js").add(this, "unmap", "_munmap_js").add(this, "sync", "_msync_js");
    }

    int mapTo(
            Instance caller,
            int length,
            int protection,
            int flags,
            int descriptor,
            long offset,
            int allocated,
            int address) {
        return answer(() -> {
            int block = map(caller, length, protection, flags, descriptor, offset, allocated);
            if (block < 0 && block > -Errno.LIMIT) {
                return block;
            }
            caller.memory().writeInt(Integer.toUnsignedLong(address), block);
            return 0;
        });
    }

    /** Maps and answers the address, or a negative error number. */
    int map(Instance caller, int length, int protection, int flags, int descriptor, long offset, int allocated) {
        return answer(() -> {
            if (length == 0 || offset < 0 || Integer.compareUnsigned(length, -VECTOR - PAGE) > 0) {
                throw new ErrnoException(Errno.INVAL);
            }
            Runtime runtime = Runtime.of(caller);
            // Longer by what reading takes: lent memory could be that which is read into.
            int block = runtime.allocate(PAGE, length + VECTOR);
            if (block == 0) {
                throw new ErrnoException(Errno.NOMEM);
            }
            try {
                caller.memory().fill(Integer.toUnsignedLong(block), (byte) 0, Integer.toUnsignedLong(length));
                transfer(caller, "fd_pread", descriptor, block, length, offset, block + length);
            } catch (ErrnoException e) {
                runtime.free(block);
                throw e;
            }
            caller.memory().writeInt(Integer.toUnsignedLong(allocated), 1);
            return block;
        });
    }

    int unmap(Instance caller, int address, int length, int protection, int flags, int descriptor, long offset) {
        return sync(caller, address, length, protection, flags, descriptor, offset);
    }

    int sync(Instance caller, int address, int length, int protection, int flags, int descriptor, long offset) {
        return answer(() -> {
            if ((protection & PROT_WRITE) != 0 && (flags & MAP_SHARED) != 0) {
                transfer(caller, "fd_pwrite", descriptor, address, length, offset, address + length);
            }
            return 0;
        });
    }

    /** Until all is done or the file ends. */
    private void transfer(
            Instance caller, String function, int descriptor, int address, int length, long offset, int vector) {
        Memory memory = caller.memory();
        long at = Integer.toUnsignedLong(vector + Integer.BYTES - 1 & -Integer.BYTES);
        long count = at + 2L * Integer.BYTES;
        for (int done = 0; done != length; ) {
            caller.checkpoint();
            memory.writeInt(at, address + done);
            memory.writeInt(at + Integer.BYTES, length - done);
            wasi.call(caller, function, descriptor, (int) at, 1, offset + Integer.toUnsignedLong(done), (int) count);
            int part = memory.readInt(count);
            if (part == 0) {
                return;
            }
            done += part;
        }
    }
}
