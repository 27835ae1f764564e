package dev.tagalong.runtime.internal.instructions;

import dev.tagalong.runtime.internal.store.InstanceImpl;

/** Instructions on memories and data segments as wholes (specification, section 4.4.7). Addresses and lengths are unsigned. */
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

    /** Makes a data segment empty. */
    public static void data_drop(InstanceImpl instance, int segment) {
        instance.dropData(segment);
    }
}
