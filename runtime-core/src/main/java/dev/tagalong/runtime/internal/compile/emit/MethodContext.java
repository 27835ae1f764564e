package dev.tagalong.runtime.internal.compile.emit;

import dev.tagalong.runtime.internal.compile.plan.RegionShape;
import dev.tagalong.runtime.internal.compile.plan.Variables;
import dev.tagalong.runtime.internal.compile.tree.Node;
import org.objectweb.asm.Label;

/**
 * What all who write a method know.
 *
 * @param region whose method it is; {@code null} for the main one
 * @param shape what passes between the region and its caller; {@code null} for the main method
 */
record MethodContext(FunctionClass owner, Node region, RegionShape shape, CodeVisitor mv) {

    private static final int MOST_LINES = 0xFFFF;

    /** Begins the main method. */
    static MethodContext main(FunctionClass owner, String name, String descriptor) {
        return new MethodContext(owner, null, null, owner.method(name, descriptor));
    }

    /** Begins the method of a region. */
    static MethodContext of(FunctionClass owner, Node region) {
        RegionShape shape = owner.plan.shape(region);
        String descriptor = Descriptors.region(shape, owner.function.variables, owner.memory);
        return new MethodContext(owner, region, shape, owner.method(owner.regionName(region), descriptor));
    }

    Variables variables() {
        return owner.function.variables;
    }

    /** Marks the place of an instruction, for backtraces: of each that may trap or call. */
    void line(Node node) {
        if (node.ordinal < MOST_LINES) {
            Label here = new Label();
            mv.visitLabel(here);
            mv.visitLineNumber(node.ordinal, here);
        }
    }

    /** Whether code of the method polls, passes several values or leaves a tail call. */
    boolean usesContext() {
        var tree = owner.function.tree;
        return region == null ? tree.several || tree.loops || tree.calls : shape.usesContext();
    }
}
