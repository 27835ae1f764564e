package dev.tagalong.runtime.internal.compile.plan;

import dev.tagalong.runtime.internal.compile.tree.Node;
import dev.tagalong.runtime.internal.opcode.Form;
import java.util.List;

/**
 * How much of a method's code is on vectors. HotSpot's second compiler makes so many nodes of the Vector API's methods that
 * it soon inlines nothing in a method but what the JDK wants to be inlined.
 */
final class VectorShare {

    /** With fewer there is room for everything. */
    private static final int FEW = 8;

    /** There are at most so many other accesses to memory for each instruction on vectors. */
    private static final int ACCESSES = 2;

    private int vectors;
    private int accesses;

    private VectorShare() {}

    /** Whether a method works on vectors before all. */
    static boolean prevails(List<Node> body) {
        VectorShare share = new VectorShare();
        share.count(body);
        return share.vectors >= FEW && share.accesses <= ACCESSES * share.vectors;
    }

    /** Regions are methods of their own. */
    private void count(List<Node> body) {
        for (Node node : body) {
            if (node.isRegion()) {
                continue;
            }
            if (node.opcode.signature() != null && node.opcode.signature().hasVector()) {
                vectors++;
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
