package dev.tagalong.runtime.internal.compile.tree;

import dev.tagalong.runtime.internal.opcode.Opcode;
import dev.tagalong.runtime.type.FunctionType;
import java.util.ArrayList;
import java.util.List;

/** An instruction with its immediates and, if it is structured, its bodies; or a region, which becomes a method. */
public final class Node {

    /** The instruction; {@code null} for a region. */
    public final Opcode opcode;

    /** The instruction's number within the function, from 1: the line number in stack traces. */
    public final int ordinal;

    /** The offset of a loop's opcode in the binary. */
    public int offset;

    public int index;
    public int index2;
    public long constant;
    public long typeCode;
    public int[] labels;

    /** The type of a block, or of the function that is called. */
    public FunctionType type;

    /** The instructions of a block, a loop, the first arm of an {@code if}, or a region. */
    public List<Node> body;

    /** The second arm of an {@code if}; {@code null} if it has none. */
    public List<Node> elseBody;

    /** Whether a branch names this block. */
    public boolean targeted;

    /** Of a {@code select}: whether an operand to choose from is more than a local or a constant. */
    public boolean computed;

    /** Whether it is a large {@code br_table} or holds one. */
    public boolean dispatch;

    /** Whether it is the loop that the function is to be entered at, or holds it. */
    public boolean entry;

    /** The operand stack's height, above the enclosing block's, before this instruction. */
    public int height;

    /** The estimated size in bytes of JVM bytecode, without what regions inside have moved elsewhere. */
    public int size;

    /** How often a loop's body is written, one after the other. */
    public int copies = 1;

    public Node(Opcode opcode, int ordinal) {
        this.opcode = opcode;
        this.ordinal = ordinal;
    }

    public static Node region(List<Node> body, int size) {
        Node region = new Node(null, body.get(0).ordinal);
        region.body = new ArrayList<>(body);
        region.height = body.get(0).height;
        region.size = size;
        return region;
    }

    public boolean isRegion() {
        return opcode == null;
    }
}
