package dev.tagalong.runtime.internal.compile.plan;

import dev.tagalong.runtime.internal.compile.tree.Conditions;
import dev.tagalong.runtime.internal.compile.tree.Node;
import dev.tagalong.runtime.internal.opcode.Form;
import dev.tagalong.runtime.internal.opcode.Opcode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which loops are written several times over. Each way back to a loop's beginning looks whether the thread is to stop, which
 * is a large part of a small loop's work; a loop whose iterations follow each other in the code looks only after the last.
 */
final class Unrolling {

    private static final int MOST_COPIES = 8;

    /** A loop becomes no bigger than this, in estimated bytes of JVM bytecode. */
    private static final int MOST_BYTES = 800;

    /** HotSpot inlines a method that is called often if it is no bigger than this, in bytes of bytecode. */
    private static final int INLINED = 325;

    private final Sizes sizes;

    /** By the loop's ordinal. */
    private final Map<Integer, Integer> copies = new HashMap<>();

    private int budget;

    /**
     * Chooses loops.
     *
     * @param sizes is changed to what the function then has
     * @param budget by how many bytes the function may grow
     */
    Unrolling(List<Node> body, Sizes sizes, int budget) {
        this.sizes = sizes;
        this.budget = staysSmall(body, sizes.total()) ? Math.min(budget, INLINED - sizes.total()) : budget;
        choose(body);
    }

    /**
     * Whether HotSpot is to be able to inline a function. That is worth more than copies of its loops where these are
     * over arrays and have no loops inside: strings are short, and such a loop is left after a round or two.
     */
    private static boolean staysSmall(List<Node> body, int size) {
        return size <= INLINED && accessesArrays(body) && !nestsLoops(body, false);
    }

    private static boolean accessesArrays(List<Node> body) {
        for (Node node : body) {
            if (node.accessesArray()
                    || node.body != null && accessesArrays(node.body)
                    || node.elseBody != null && accessesArrays(node.elseBody)) {
                return true;
            }
        }
        return false;
    }

    private static boolean nestsLoops(List<Node> body, boolean inside) {
        for (Node node : body) {
            boolean loop = node.opcode == Opcode.LOOP;
            if (inside && loop
                    || node.body != null && nestsLoops(node.body, inside || loop)
                    || node.elseBody != null && nestsLoops(node.elseBody, inside)) {
                return true;
            }
        }
        return false;
    }

    /** How often to write a loop's body: once if it has been cut since. */
    int copies(Node loop) {
        Integer chosen = copies.get(loop.ordinal);
        return chosen != null && isPlain(loop.body) ? chosen : 1;
    }

    private int choose(List<Node> body) {
        int before = budget;
        for (Node node : body) {
            if (node.body == null) {
                continue;
            }
            int size = sizes.of(node);
            int most = Math.min(MOST_COPIES, Math.min(MOST_BYTES, size + budget) / size);
            if (node.targeted && most > 1 && isPlainLoop(node)) {
                copies.put(node.ordinal, most);
                budget -= (most - 1) * size;
                sizes.set(node, size * most);
            } else {
                int growth = choose(node.body) + (node.elseBody == null ? 0 : choose(node.elseBody));
                sizes.set(node, size + growth);
            }
        }
        return before - budget;
    }

    private static boolean isPlainLoop(Node node) {
        return node.opcode == Opcode.LOOP && isPlain(node.body) && !(counts(node.body) && !writes(node.body));
    }

    /**
     * Whether a loop goes on for as long as a variable that changes by a constant has not come to its end. HotSpot unrolls
     * such a loop by itself and takes the bounds checks out, which pays where it mostly reads, and reads from memory 0 only: what is in
     * objects is read again after each look.
     */
    private static boolean counts(List<Node> body) {
        int at = body.size() - 1;
        if (at < 0 || body.get(at).opcode != Opcode.BR_IF || body.get(at).index != 0) {
            return false;
        }
        at--;
        if (at > 0 && Conditions.compares(body.get(at).opcode)) {
            at -= Conditions.operands(body.get(at).opcode);
        }
        return at >= 2
                && (body.get(at).opcode == Opcode.LOCAL_TEE || body.get(at).opcode == Opcode.LOCAL_SET)
                && (body.get(at - 1).opcode == Opcode.I32_ADD || body.get(at - 1).opcode == Opcode.I32_SUB)
                && body.get(at - 2).opcode == Opcode.I32_CONST;
    }

    private static boolean isPlain(Opcode opcode) {
        return switch (opcode.form()) {
            case LOOP,
                    CALL,
                    CALL_INDIRECT,
                    CALL_REF,
                    RETURN_CALL,
                    RETURN_CALL_INDIRECT,
                    RETURN_CALL_REF,
                    BR_TABLE,
                    NOT_OFFERED -> false;
            case TRY_TABLE, THROW, THROW_REF, TRY, CATCH, CATCH_ALL, DELEGATE, RETHROW -> false;
            case CONST,
                    NUMERIC,
                    LOAD,
                    STORE,
                    BULK,
                    ATOMIC,
                    UNREACHABLE,
                    NOP,
                    BLOCK,
                    IF,
                    ELSE,
                    END,
                    BR,
                    BR_IF,
                    BR_ON_NULL,
                    BR_ON_NON_NULL,
                    BR_ON_CAST,
                    RETURN,
                    DROP,
                    SELECT,
                    LOCAL_GET,
                    LOCAL_SET,
                    LOCAL_TEE,
                    GLOBAL_GET,
                    GLOBAL_SET,
                    REF_NULL,
                    REF_FUNC,
                    REF_AS_NON_NULL,
                    OBJECT -> true;
        };
    }

    /** Whether it writes to memories or uses objects. */
    private static boolean writes(List<Node> body) {
        for (Node node : body) {
            Form form = node.opcode.form();
            boolean writes = form == Form.STORE || form == Form.ATOMIC || form == Form.OBJECT;
            if (writes || node.body != null && writes(node.body) || node.elseBody != null && writes(node.elseBody)) {
                return true;
            }
        }
        return false;
    }

    /** A loop over vectors does much in a round: copies gain nothing, and may make HotSpot keep vectors as objects. */
    private static boolean usesVectors(Opcode opcode) {
        return opcode.signature() != null && opcode.signature().hasVector();
    }

    /** Whether it is nothing but what moves and computes numbers, and branches that leave it or begin it again. */
    private static boolean isPlain(List<Node> body) {
        for (Node node : body) {
            if (node.isRegion() || !isPlain(node.opcode) || usesVectors(node.opcode)) {
                return false;
            }
            if (node.body != null && !isPlain(node.body) || node.elseBody != null && !isPlain(node.elseBody)) {
                return false;
            }
        }
        return true;
    }
}
