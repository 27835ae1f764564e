package dev.tagalong.runtime.internal.compile.tree;

import dev.tagalong.runtime.internal.opcode.Addressing;
import dev.tagalong.runtime.internal.opcode.CatchClause;
import dev.tagalong.runtime.internal.opcode.Opcode;
import dev.tagalong.runtime.internal.opcode.Signature;
import dev.tagalong.runtime.type.FunctionType;
import dev.tagalong.runtime.type.ReferenceType;
import dev.tagalong.runtime.type.ValueType;
import java.util.List;

/**
 * An instruction with its immediates and, if it is structured, its bodies; or a region, which becomes a method. Nobody
 * changes one once its tree is built.
 */
public final class Node {

    /** No label. */
    public static final int NONE = -1;

    /** The instruction; {@code null} for a region. */
    public final Opcode opcode;

    /** The instruction's number within the function, from 1: the line number in stack traces. */
    public final int ordinal;

    /** The offset of a loop's opcode in the binary. */
    public int offset;

    /** The first index; of a legacy {@code try} that ends in {@code delegate} that one's label, else {@link #NONE}. */
    public int index;

    public int index2;
    public long constant;

    /** The upper half of a vector, or of the indices of a shuffle. */
    public long constantHigh;

    public long typeCode;
    public int[] labels;

    /** The type of a block, or of the function that is called. */
    public FunctionType type;

    /** Of an instruction on objects, the types of the operands, the deepest first. */
    public List<ValueType> operands;

    /** Of an instruction on objects, the type of the result, or {@code null}. */
    public ValueType result;

    /** Of a cast or a test of a type, that type. */
    public ReferenceType target;

    /** Of a branch on a cast, the type that is cast from. */
    public ReferenceType source;

    /** The instructions of a block, a loop, the first arm of an {@code if}, or a region. */
    public List<Node> body;

    /** The second arm of an {@code if}, or the {@code catch}es of a legacy {@code try}; {@code null} if it has none. */
    public List<Node> elseBody;

    /** How wide the addresses are that the instruction takes. */
    public Addressing addressing = Addressing.NARROW;

    /** The clauses of a {@code try_table}. */
    public CatchClause[] catches;

    /** Whether a branch names this block. */
    public boolean targeted;

    /** Of a {@code select}: whether an operand to choose from is more than a local or a constant. */
    public boolean computed;

    /** Of a shift of lanes: whether the bits that leave a lane come back at its other end. */
    public boolean rotates;

    /**
     * The operand stack's height, above the enclosing block's, before this instruction; of an {@code if}, below its
     * condition.
     */
    public int height;

    Node(Opcode opcode, int ordinal) {
        this.opcode = opcode;
        this.ordinal = ordinal;
    }

    /** A run of instructions of one block that becomes a method. */
    public static Node region(List<Node> run) {
        Node region = new Node(null, run.get(0).ordinal);
        region.body = List.copyOf(run);
        region.height = run.get(0).height;
        return region;
    }

    /** This structured instruction with other bodies. */
    public Node with(List<Node> otherBody, List<Node> otherElseBody) {
        Node copy = new Node(opcode, ordinal);
        copy.offset = offset;
        copy.index = index;
        copy.index2 = index2;
        copy.constant = constant;
        copy.constantHigh = constantHigh;
        copy.typeCode = typeCode;
        copy.labels = labels;
        copy.type = type;
        copy.body = otherBody;
        copy.elseBody = otherElseBody;
        copy.catches = catches;
        copy.targeted = targeted;
        copy.computed = computed;
        copy.rotates = rotates;
        copy.height = height;
        return copy;
    }

    /** The operand and result types of a regular instruction. */
    public Signature signature() {
        return opcode.signature(addressing);
    }

    /** Whether it reads or writes an element of an array. */
    public boolean accessesArray() {
        return opcode == Opcode.ARRAY_GET
                || opcode == Opcode.ARRAY_GET_S
                || opcode == Opcode.ARRAY_GET_U
                || opcode == Opcode.ARRAY_SET;
    }

    /** Whether it is a run of instructions and not one. */
    public boolean isRegion() {
        return opcode == null;
    }
}
