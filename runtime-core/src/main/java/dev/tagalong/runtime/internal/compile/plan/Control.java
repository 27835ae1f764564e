package dev.tagalong.runtime.internal.compile.plan;

import dev.tagalong.runtime.internal.compile.tree.Node;
import dev.tagalong.runtime.internal.value.Carrier;
import org.objectweb.asm.Label;

/** A block that a walk over a method is in, as the target of branches. */
final class Control {

    private static final Carrier[] EXCEPTION = {Carrier.OBJECT};

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
    private Control delegated;

    Control(Node region, int height, Carrier[] carriers, boolean repeats) {
        this.region = region;
        this.height = height;
        this.carriers = carriers;
        this.repeats = repeats;
    }

    /** Where exceptions come that are to be thrown in this block, with the exception as the operand. */
    Control delegated() {
        if (delegated == null) {
            delegated = new Control(region, height, EXCEPTION, false);
        }
        return delegated;
    }

    /** As {@link #delegated}, for the part of the block that ends; {@code null} if none comes there. */
    Control takeDelegated() {
        Control taken = delegated;
        delegated = null;
        return taken;
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
