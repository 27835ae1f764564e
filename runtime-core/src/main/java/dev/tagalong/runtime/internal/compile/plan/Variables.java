package dev.tagalong.runtime.internal.compile.plan;

import dev.tagalong.runtime.internal.compile.tree.Node;
import dev.tagalong.runtime.internal.value.Carrier;
import dev.tagalong.runtime.type.ValueType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A function's variables: its locals, and one for each height of the operand stack and carrier, which holds a value across a
 * branch. In a function that was cut, operands that more than one method uses live in a frame on the heap, and locals pass
 * through it out of a region, or live there if they are very many: numbers in a {@code long[]}, references in an {@code Object[]}, the first element of each
 * being the function's result.
 */
public final class Variables {

    private static final Carrier[] CARRIERS = Carrier.values();

    private final List<Carrier> carriers = new ArrayList<>();
    private final int locals;
    private final Map<Integer, Integer> slots = new HashMap<>();

    /** By variable: the methods that use it, and those that write it; by region node, {@code null} for the main one. */
    private final List<Set<Node>> users = new ArrayList<>();

    private final List<Set<Node>> writers = new ArrayList<>();
    private RegionLocals regionLocals;
    private int[] frameIndex;
    private int numbers = 1;
    private int references = 1;

    public Variables(ValueType[] localTypes) {
        for (ValueType type : localTypes) {
            add(Carrier.of(type));
        }
        this.locals = localTypes.length;
    }

    private int add(Carrier carrier) {
        carriers.add(carrier);
        users.add(new HashSet<>());
        writers.add(new HashSet<>());
        return carriers.size() - 1;
    }

    public int localCount() {
        return locals;
    }

    public int count() {
        return carriers.size();
    }

    public Carrier carrier(int variable) {
        return carriers.get(variable);
    }

    /** The variable of an operand at a height. */
    public int slot(int height, Carrier carrier) {
        return slots.computeIfAbsent(height * CARRIERS.length + carrier.ordinal(), k -> add(carrier));
    }

    public void read(int variable, Node method) {
        users.get(variable).add(method);
    }

    public void write(int variable, Node method) {
        users.get(variable).add(method);
        writers.get(variable).add(method);
    }

    /**
     * Once all uses are known: gives places in the frame to what methods share.
     *
     * @param locals which locals have one, and which of them are never anywhere else
     */
    public void layOut(RegionLocals locals) {
        regionLocals = locals;
        frameIndex = new int[carriers.size()];
        for (int v = 0; v < frameIndex.length; v++) {
            boolean own = v < this.locals ? !locals.inFrame(v) : users.get(v).size() <= 1;
            if (own) {
                frameIndex[v] = -1;
            } else {
                frameIndex[v] = carriers.get(v).object ? references++ : numbers++;
            }
        }
    }

    /** Whether a local is never anywhere but in the frame. */
    public boolean staysInFrame(int local) {
        return regionLocals != null && regionLocals.staysInFrame(local);
    }

    public boolean laidOut() {
        return frameIndex != null;
    }

    /** The place in the frame, or -1 for a variable of one method. */
    public int frameIndex(int variable) {
        return frameIndex == null || variable >= frameIndex.length ? -1 : frameIndex[variable];
    }

    /** The variables that a method uses in the frame, and does not merely pass through it. */
    public List<Integer> shared(Node method) {
        List<Integer> shared = new ArrayList<>();
        for (int v = 0; v < frameIndex.length; v++) {
            if (frameIndex[v] >= 0
                    && (v >= locals || staysInFrame(v))
                    && users.get(v).contains(method)) {
                shared.add(v);
            }
        }
        return shared;
    }

    public boolean writes(int variable, Node method) {
        return writers.get(variable).contains(method);
    }

    public int frameNumbers() {
        return numbers;
    }

    public int frameReferences() {
        return references;
    }
}
