package dev.tagalong.runtime.internal.compile.emit;

import static org.objectweb.asm.Opcodes.*;

import dev.tagalong.runtime.internal.compile.plan.RegionShape;
import dev.tagalong.runtime.internal.compile.tree.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.Label;

/** Writes a method's calls of its regions: each answers how it was left, and the method goes on there. */
final class RegionCalls {

    private final MethodEmitter method;

    RegionCalls(MethodEmitter method) {
        this.method = method;
    }

    /** Calls a region, and goes on where it ended. */
    void write(Node node) {
        method.stack.flush();
        MethodEmitter child = method.function.writeRegion(method, node);
        method.locals.writeRegionCall(node);
        boolean continues = !child.dead;
        if (continues) {
            method.stack.copyFrom(child.stack);
        }
        RegionShape shape = method.function.shape(node);
        Map<Integer, MethodEmitter.Control> ways = new LinkedHashMap<>();
        child.exits.forEach((target, number) -> ways.put(number, target));
        shape.returns = child.returns;
        shape.ways = ways.size() + (child.returns ? 1 : 0) + (continues ? 1 : 0);
        if (shape.endsOneWay()) {
            writeOnlyWay(child, ways.isEmpty() ? null : ways.get(MethodEmitter.FIRST_EXIT));
            return;
        }
        if (!child.returns && ways.isEmpty()) {
            method.mv.visitInsn(POP);
            method.dead = !continues;
            if (method.dead) {
                // The region never ends normally, which the verifier does not know.
                method.mv.visitInsn(ACONST_NULL);
                method.mv.visitInsn(ATHROW);
            }
            return;
        }
        writeExitSwitch(child.returns, ways, continues);
    }

    private void writeOnlyWay(MethodEmitter child, MethodEmitter.Control target) {
        method.dead = child.dead;
        if (child.returns) {
            method.writeReturned();
        } else if (target != null && target.owner == method) {
            method.mv.visitJumpInsn(GOTO, target.target());
        } else if (target != null) {
            method.leave(method.exit(target));
        }
    }

    private void writeExitSwitch(boolean childReturns, Map<Integer, MethodEmitter.Control> ways, boolean continues) {
        Label end = new Label();
        Label[] labels = new Label[MethodEmitter.FIRST_EXIT + ways.size()];
        Label returned = new Label();
        List<Runnable> detours = new ArrayList<>();
        ways.forEach((number, target) -> {
            if (target.owner == method) {
                labels[number] = target.target();
            } else {
                labels[number] = new Label();
                detours.add(() -> {
                    method.place(labels[number]);
                    method.leave(method.exit(target));
                });
            }
        });
        int others = ways.size() + (childReturns ? 1 : 0);
        Label only = childReturns ? returned : labels[MethodEmitter.FIRST_EXIT];
        if (others == 1 && continues) {
            method.mv.visitJumpInsn(IFNE, only);
            method.mv.visitJumpInsn(GOTO, end);
        } else if (others == 1) {
            method.mv.visitInsn(POP);
            method.mv.visitJumpInsn(GOTO, only);
        } else {
            Label otherwise = continues ? end : only;
            labels[MethodEmitter.FELL_THROUGH] = otherwise;
            labels[MethodEmitter.RETURNED] = childReturns ? returned : otherwise;
            method.mv.visitTableSwitchInsn(0, labels.length - 1, otherwise, labels);
        }
        OperandStack.Mark mark = method.stack.mark();
        method.stack.clear();
        detours.forEach(Runnable::run);
        if (childReturns) {
            method.place(returned);
            method.writeReturned();
        }
        method.stack.restore(mark);
        method.dead = !continues;
        if (continues) {
            method.place(end);
        }
    }
}
