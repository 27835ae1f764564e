package dev.tagalong.bench.program;

import dev.tagalong.bench.contender.Guest;
import dev.tagalong.bench.contender.GuestImports;
import java.util.function.LongSupplier;

/**
 * A program that others wrote, and a task for it.
 *
 * @param id names it in files
 * @param title what it does, for people
 * @param source where its module comes from
 * @param input the task's name among the inputs
 * @param imports what it imports
 * @param task makes the task of an instance and the input; each run gives its checksum
 */
public record Program(String id, String title, NpmModule source, Input input, GuestImports imports, Task task) {

    /** Makes an instance ready for a task. */
    @FunctionalInterface
    public interface Task {
        /** The task, to be run any number of times. */
        LongSupplier open(Guest guest, byte[] input);
    }

    /** FNV-1a, as an unsigned number of 32 bits. */
    public static long hash(byte[] bytes) {
        int hash = 0x811c9dc5;
        for (byte b : bytes) {
            hash = (hash ^ (b & 0xFF)) * 16777619;
        }
        return Integer.toUnsignedLong(hash);
    }
}
