package dev.tagalong.runtime.internal.snapshot;

import dev.tagalong.runtime.internal.value.Carrier;
import dev.tagalong.runtime.type.GlobalType;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;

/**
 * The state of one instance. References are coded, see {@link References}.
 *
 * @param module SHA-256 of its module's binary
 * @param memories by index, imported ones included; {@code null} for one that an instance before it has
 * @param tables by index, the entries' codes; {@code null} for one that an instance before it has
 * @param globals of those that {@link #kept change}, in order: a number's bits, the two parts of a vector, or a reference's code
 * @param droppedElements the element segments that have no references any more
 * @param droppedData the data segments that have no bytes any more
 */
record InstanceState(
        byte[] module,
        List<MemoryImage> memories,
        List<long[]> tables,
        long[] globals,
        BitSet droppedElements,
        BitSet droppedData) {

    /** Whether the value of a global of a type is part of the state: others have it from the module or its imports. */
    static boolean kept(GlobalType type) {
        return type.mutable();
    }

    /** How many numbers stand for a value. */
    static int parts(GlobalType type) {
        return Carrier.of(type.valueType()).stackSlots;
    }

    long byteSize() {
        long entries = globals.length;
        for (long[] table : tables) {
            entries += table == null ? 0 : table.length;
        }
        return memories.stream()
                        .filter(Objects::nonNull)
                        .mapToLong(MemoryImage::byteSize)
                        .sum()
                + entries * Long.BYTES;
    }
}
