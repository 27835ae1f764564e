package dev.tagalong.runtime.internal.compile.plan;

import java.util.LinkedHashMap;
import java.util.Map;
import org.objectweb.asm.Label;

/** What a method does after it has called a region: the region answers how it was left, and the method goes on there. */
final class RegionEnds {

    private final Branches branches;
    private final MethodExits exits;
    private final MethodOutput out;
    private final OperandStack stack;

    RegionEnds(Branches branches, MethodExits exits, MethodOutput out) {
        this.branches = branches;
        this.exits = exits;
        this.out = out;
        this.stack = out.stack();
    }

    /**
     * Goes on where a region ended.
     *
     * @param region how it ends
     * @param ways in how many ways it ends
     * @param continues whether its end is among them
     */
    void follow(MethodExits region, int ways, boolean continues) {
        if (ways == 1) {
            followOnly(region);
        } else if (ways == 0) {
            // The region never ends normally, which the verifier does not know.
            out.dropNumber();
            out.neverEnds();
        } else {
            followSeveral(region, continues);
        }
    }

    private void followOnly(MethodExits region) {
        if (region.returns()) {
            exits.returnAsRegion();
            return;
        }
        region.exits().keySet().forEach(target -> {
            if (branches.isInside(target)) {
                out.jump(target.target());
            } else {
                exits.leave(target);
            }
        });
    }

    private void followSeveral(MethodExits region, boolean continues) {
        Label end = new Label();
        Label returned = new Label();
        Map<Label, Control> detours = new LinkedHashMap<>();
        Label[] labels = labels(region, detours);
        Label only = region.returns() ? returned : labels[MethodExits.FIRST_EXIT];
        boolean single = region.exits().size() + (region.returns() ? 1 : 0) == 1;
        if (single && continues) {
            out.jumpIfLeft(only);
            out.jump(end);
        } else {
            Label otherwise = continues ? end : only;
            labels[MethodExits.FELL_THROUGH] = otherwise;
            labels[MethodExits.RETURNED] = region.returns() ? returned : otherwise;
            out.jumpTable(labels, labels.length, otherwise);
        }
        OperandStack.Mark mark = stack.mark();
        stack.dropTo(branches.protectedHeight);
        detours.forEach((label, target) -> {
            out.place(label);
            exits.leave(target);
        });
        if (region.returns()) {
            out.place(returned);
            exits.returnAsRegion();
        }
        stack.restore(mark);
        if (continues) {
            out.place(end);
        }
    }

    /** By way: where it leads, as far as that is a block; those outside of this method by a detour. */
    private Label[] labels(MethodExits region, Map<Label, Control> detours) {
        Label[] labels = new Label[MethodExits.FIRST_EXIT + region.exits().size()];
        region.exits().forEach((target, way) -> {
            if (branches.isInside(target)) {
                labels[way] = target.target();
            } else {
                labels[way] = new Label();
                detours.put(labels[way], target);
            }
        });
        return labels;
    }
}
