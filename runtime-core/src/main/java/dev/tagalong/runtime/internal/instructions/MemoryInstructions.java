package dev.tagalong.runtime.internal.instructions;

import dev.tagalong.runtime.internal.store.InstanceImpl;

/**
 * Instructions on memories and data segments as wholes (specification, section 4.4.7). Addresses and lengths are unsigned. The
 * suffix of a name says which addresses have 64 bits.
 */
public final class MemoryInstructions {

    private MemoryInstructions() {}

    /** The size in pages. */
    public static int memory_size(InstanceImpl instance, int memory) {
        return (int) instance.memories[memory].pages();
    }

    /** Grows by some pages; the size before, or -1 if it cannot. */
    public static int memory_grow(int delta, InstanceImpl instance, int memory) {
        return (int) instance.memories[memory].grow(Integer.toUnsignedLong(delta));
    }

    /** Sets bytes; traps, before it sets any, if not all are there. */
    public static void memory_fill(int address, int value, int length, InstanceImpl instance, int memory) {
        instance.memories[memory].fill(Integer.toUnsignedLong(address), (byte) value, Integer.toUnsignedLong(length));
    }

    /** Copies bytes, which may overlap; traps, before it copies any, if not all are there. */
    public static void memory_copy(int to, int from, int length, InstanceImpl instance, int target, int source) {
        instance.memories[target].copy(
                Integer.toUnsignedLong(to),
                instance.memories[source],
                Integer.toUnsignedLong(from),
                Integer.toUnsignedLong(length));
    }

    /** Copies bytes of a data segment; traps, before it copies any, if not all are there. */
    public static void memory_init(int to, int from, int length, InstanceImpl instance, int segment, int memory) {
        instance.initMemory(segment, instance.memories[memory], Integer.toUnsignedLong(to), from, length);
    }

    /** As {@link #memory_size}. */
    public static long memory_size_64(InstanceImpl instance, int memory) {
        return instance.memories[memory].pages();
    }

    /** As {@link #memory_grow}. */
    public static long memory_grow_64(long delta, InstanceImpl instance, int memory) {
        return instance.memories[memory].grow(delta);
    }

    /** As {@link #memory_fill}. */
    public static void memory_fill_64(long address, int value, long length, InstanceImpl instance, int memory) {
        instance.memories[memory].fill(address, (byte) value, length);
    }

    /** As {@link #memory_copy}. */
    public static void memory_copy_64(long to, int from, int length, InstanceImpl instance, int target, int source) {
        instance.memories[target].copy(
                to, instance.memories[source], Integer.toUnsignedLong(from), Integer.toUnsignedLong(length));
    }

    /** As {@link #memory_copy}. */
    public static void memory_copy_from_64(
            int to, long from, int length, InstanceImpl instance, int target, int source) {
        instance.memories[target].copy(
                Integer.toUnsignedLong(to), instance.memories[source], from, Integer.toUnsignedLong(length));
    }

    /** As {@link #memory_copy}. */
    public static void memory_copy_64_from_64(
            long to, long from, long length, InstanceImpl instance, int target, int source) {
        instance.memories[target].copy(to, instance.memories[source], from, length);
    }

    /** As {@link #memory_init}. */
    public static void memory_init_64(long to, int from, int length, InstanceImpl instance, int segment, int memory) {
        instance.initMemory(segment, instance.memories[memory], to, from, length);
    }

    /** Makes a data segment empty. */
    public static void data_drop(InstanceImpl instance, int segment) {
        instance.dropData(segment);
    }
}
