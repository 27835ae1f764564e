package dev.tagalong.runtime.internal.compile.plan;

import dev.tagalong.runtime.internal.compile.tree.Effects;
import dev.tagalong.runtime.internal.compile.tree.Node;
import dev.tagalong.runtime.internal.opcode.Form;
import java.util.List;

/**
 * How much of a method's code is on vectors. HotSpot's second compiler makes so many nodes of the Vector API's methods that
 * it soon inlines nothing in a method but what the JDK wants to be inlined. Its first one gives up on a method with too many
 * of them; and if it had compiled that method before, without a profile, the second never does.
 */
final class VectorShare {

    /** With fewer there is room for everything. */
    private static final int FEW = 8;

    /** There are at most so many other accesses to memory for each instruction on vectors. */
    private static final int ACCESSES = 2;

    /** How many bytes of instructions on vectors HotSpot's first compiler takes in one method: it gives up from 1,900 on. */
    static final int MOST_BYTES = 1_600;

    private int bytes;
    private int vectors;
    private int accesses;

    private VectorShare() {}

    /** Whether a method works on vectors before all. */
    static boolean prevails(List<Node> body) {
        VectorShare share = new VectorShare();
        share.count(body);
        return share.vectors >= FEW && share.accesses <= ACCESSES * share.vectors;
    }

    /** How many estimated bytes the instructions on vectors take. */
    static int bytes(List<Node> body) {
        VectorShare share = new VectorShare();
        share.count(body);
        return share.bytes;
    }

    /** By how many estimated bytes a method may grow in which instructions on vectors take so many. */
    static int room(int bytes) {
        return bytes == 0 ? Integer.MAX_VALUE : Math.max(0, MOST_BYTES - bytes);
    }

    /** Regions are methods of their own. */
    private void count(List<Node> body) {
        for (Node node : body) {
            if (node.isRegion()) {
                continue;
            }
            if (node.opcode.signature() != null && node.opcode.signature().hasVector()) {
                vectors++;
                bytes += Effects.size(node);
            } else if (node.opcode.form() == Form.LOAD || node.opcode.form() == Form.STORE) {
                accesses++;
            }
            if (node.body != null) {
                count(node.body);
            }
            if (node.elseBody != null) {
                count(node.elseBody);
            }
        }
    }
}
