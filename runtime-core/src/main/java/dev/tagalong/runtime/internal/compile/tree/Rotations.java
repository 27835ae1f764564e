package dev.tagalong.runtime.internal.compile.tree;

import dev.tagalong.runtime.internal.compile.vector.VectorApi;
import dev.tagalong.runtime.internal.opcode.Opcode;
import java.util.List;

/**
 * Lanes that are rotated: there is no such instruction, so compilers shift the lanes of a local both ways and join the
 * results.
 */
final class Rotations {

    /** A shift, the same local again, and another shift, each with its count. */
    private static final int SPAN = 6;

    private Rotations() {}

    /**
     * Before an instruction that joins two vectors is added: if they are the lanes of a local, shifted so that all bits come
     * back, leaves the first shift only, as one that rotates, and answers so.
     */
    static boolean join(List<Node> list, Opcode joining) {
        boolean joins = joining == Opcode.V128_OR || joining == Opcode.V128_XOR;
        int from = list.size() - SPAN;
        if (!joins || from < 0) {
            return false;
        }
        Node local = list.get(from);
        Node shift = list.get(from + 2);
        boolean same = (local.opcode == Opcode.LOCAL_GET || local.opcode == Opcode.LOCAL_TEE)
                && list.get(from + 3).opcode == Opcode.LOCAL_GET
                && list.get(from + 3).index == local.index;
        boolean rotates = same && complements(list.get(from + 1), shift, list.get(from + 4), list.get(from + 5));
        if (rotates && VectorApi.rotates()) {
            list.subList(from + 3, list.size()).clear();
            shift.rotates = true;
            return true;
        }
        return false;
    }

    private static boolean complements(Node count, Node shift, Node otherCount, Node otherShift) {
        int bits = bits(shift.opcode, otherShift.opcode);
        return bits > 0
                && count.opcode == Opcode.I32_CONST
                && otherCount.opcode == Opcode.I32_CONST
                && (count.constant + otherCount.constant) % bits == 0
                && count.constant % bits != 0;
    }

    /** How many bits the lanes have if the two shift them both ways, else 0. */
    private static int bits(Opcode shift, Opcode other) {
        if (shift == Opcode.I32X4_SHL && other == Opcode.I32X4_SHR_U
                || shift == Opcode.I32X4_SHR_U && other == Opcode.I32X4_SHL) {
            return Integer.SIZE;
        }
        if (shift == Opcode.I64X2_SHL && other == Opcode.I64X2_SHR_U
                || shift == Opcode.I64X2_SHR_U && other == Opcode.I64X2_SHL) {
            return Long.SIZE;
        }
        return 0;
    }
}
