package dev.tagalong.runtime.internal.compile.plan;

import dev.tagalong.runtime.internal.compile.tree.Node;
import dev.tagalong.runtime.internal.value.Carrier;
import org.objectweb.asm.Label;

/** A block that a walk over a method is in, as the target of branches. */
final class Control {

    /** Whose method the block is in: a region's, or the main one if it is {@code null}. */
    final Node region;

    /** The operand stack's height below the block's parameters. */
    final int height;

    /** How the values are carried that a branch takes along. */
    final Carrier[] carriers;

    /** Whether a branch to it goes back. */
    final boolean repeats;

    final Label label = new Label();
    private boolean used;

    Control(Node region, int height, Carrier[] carriers, boolean repeats) {
        this.region = region;
        this.height = height;
        this.carriers = carriers;
        this.repeats = repeats;
    }

    /** The label, to jump to. */
    Label target() {
        used = true;
        return label;
    }

    /** Whether anything jumps to the label; branches that are never reached do not count. */
    boolean used() {
        return used;
    }
}
