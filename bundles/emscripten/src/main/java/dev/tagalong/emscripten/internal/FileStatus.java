package dev.tagalong.emscripten.internal;

import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.Memory;

/**
 * What is known of a file: WASI's {@code filestat}, for C's {@code struct stat}. WASI knows no owners and permissions, so
 * everything is the caller's alone; programs that look refuse a directory that others can read.
 */
record FileStatus(
        long device, long inode, int type, long links, long size, long accessed, long modified, long changed) {

    /** The bytes of WASI's structure. */
    static final int WASI_SIZE = 64;

    private static final int CHARACTER_DEVICE = 2;
    private static final int DIRECTORY = 3;
    private static final int REGULAR_FILE = 4;
    private static final int SYMBOLIC_LINK = 7;

    private static final int BLOCK = 4096;
    private static final int SECTOR = 512;
    private static final long NANOS = 1_000_000_000;

    /** A directory that only leads to others. */
    static FileStatus virtual() {
        return new FileStatus(0, 0, DIRECTORY, 1, 0, 0, 0, 0);
    }

    /** One of {@link Devices} that is not open. */
    static FileStatus unopenedDevice() {
        return new FileStatus(1, 1, CHARACTER_DEVICE, 1, 0, 0, 0, 0);
    }

    /** Whether it is a terminal: other devices are on a device themselves. */
    boolean terminal() {
        return type == CHARACTER_DEVICE && device == 0;
    }

    /** Reads what WASI has written into lent memory. */
    static FileStatus read(Instance caller, int address) {
        Memory memory = caller.memory();
        long at = Integer.toUnsignedLong(address);
        return new FileStatus(
                memory.readLong(at),
                memory.readLong(at + 8),
                memory.readByte(at + 16),
                memory.readLong(at + 24),
                memory.readLong(at + 32),
                memory.readLong(at + 40),
                memory.readLong(at + 48),
                memory.readLong(at + 56));
    }

    /** Whether it is a directory. */
    boolean directory() {
        return type == DIRECTORY;
    }

    private int mode() {
        return switch (type) {
            case CHARACTER_DEVICE -> 0020600;
            case DIRECTORY -> 0040700;
            case REGULAR_FILE -> 0100600;
            case SYMBOLIC_LINK -> 0120777;
            default -> 0600;
        };
    }

    /** C's name for WASI's file types in directory entries. */
    static int entryType(int type) {
        return switch (type) {
            case 1 -> 6;
            case CHARACTER_DEVICE -> 2;
            case DIRECTORY -> 4;
            case REGULAR_FILE -> 8;
            case SYMBOLIC_LINK -> 10;
            default -> 0;
        };
    }

    /** Writes emscripten's {@code struct stat}, as the program has it. */
    void write(Instance caller, int address) {
        Memory memory = caller.memory();
        long at = Integer.toUnsignedLong(address);
        if (OlderStructures.in(caller)) {
            writeOlder(memory, at);
            return;
        }
        memory.fill(at, (byte) 0, 96);
        memory.writeInt(at, (int) device);
        memory.writeInt(at + 4, mode());
        memory.writeInt(at + 8, (int) links);
        memory.writeLong(at + 24, size);
        memory.writeInt(at + 32, BLOCK);
        memory.writeInt(at + 36, (int) ((size + SECTOR - 1) / SECTOR));
        time(memory, at + 40, accessed);
        time(memory, at + 56, modified);
        time(memory, at + 72, changed);
        memory.writeLong(at + 88, inode);
    }

    private void writeOlder(Memory memory, long at) {
        memory.fill(at, (byte) 0, 88);
        memory.writeInt(at, (int) device);
        memory.writeInt(at + 8, (int) inode);
        memory.writeInt(at + 12, mode());
        memory.writeInt(at + 16, (int) links);
        memory.writeLong(at + 40, size);
        memory.writeInt(at + 48, BLOCK);
        memory.writeInt(at + 52, (int) ((size + SECTOR - 1) / SECTOR));
        olderTime(memory, at + 56, accessed);
        olderTime(memory, at + 64, modified);
        olderTime(memory, at + 72, changed);
        memory.writeLong(at + 80, inode);
    }

    private static void olderTime(Memory memory, long at, long nanos) {
        memory.writeInt(at, (int) Math.floorDiv(nanos, NANOS));
        memory.writeInt(at + 4, (int) Math.floorMod(nanos, NANOS));
    }

    private static void time(Memory memory, long at, long nanos) {
        memory.writeLong(at, Math.floorDiv(nanos, NANOS));
        memory.writeInt(at + 8, (int) Math.floorMod(nanos, NANOS));
    }
}
