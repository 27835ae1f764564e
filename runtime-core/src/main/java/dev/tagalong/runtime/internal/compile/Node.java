package dev.tagalong.runtime.internal.compile;

import dev.tagalong.runtime.internal.opcode.Opcode;
import dev.tagalong.runtime.type.FunctionType;
import java.util.ArrayList;
import java.util.List;

/** An instruction with its immediates and, if it is structured, its bodies; or a region, which becomes a method. */
final class Node {

    /** The instruction; {@code null} for a region. */
    final Opcode opcode;

    /** The instruction's number within the function, from 1: the line number in stack traces. */
    final int ordinal;

    /** The offset of a loop's opcode in the binary. */
    int offset;

    int index;
    int index2;
    long constant;
    long typeCode;
    int[] labels;

    /** The type of a block, or of the function that is called. */
    FunctionType type;

    /** The instructions of a block, a loop, the first arm of an {@code if}, or a region. */
    List<Node> body;

    /** The second arm of an {@code if}; {@code null} if it has none. */
    List<Node> elseBody;

    /** Whether a branch names this block. */
    boolean targeted;

    /** Of a {@code select}: whether an operand to choose from is more than a local or a constant. */
    boolean computed;

    /** Whether it is a large {@code br_table} or holds one. */
    boolean dispatch;

    /** Whether it is the loop that the function is to be entered at, or holds it. */
    boolean entry;

    /** The operand stack's height, above the enclosing block's, before this instruction. */
    int height;

    /** The estimated size in bytes of JVM bytecode, without what regions inside have moved elsewhere. */
    int size;

    /** How often a loop's body is written, one after the other. */
    int copies = 1;

    /** Of a region: what passes in and out. */
    RegionShape shape;

    Node(Opcode opcode, int ordinal) {
        this.opcode = opcode;
        this.ordinal = ordinal;
    }

    static Node region(List<Node> body, int size) {
        Node region = new Node(null, body.get(0).ordinal);
        region.body = new ArrayList<>(body);
        region.height = body.get(0).height;
        region.size = size;
        region.shape = new RegionShape();
        return region;
    }

    boolean isRegion() {
        return opcode == null;
    }
}
