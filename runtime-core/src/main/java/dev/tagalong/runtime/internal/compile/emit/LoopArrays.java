package dev.tagalong.runtime.internal.compile.emit;

import static org.objectweb.asm.Opcodes.*;

import dev.tagalong.runtime.internal.compile.plan.CompilerWork;
import dev.tagalong.runtime.internal.compile.plan.CutFunction;
import dev.tagalong.runtime.internal.compile.plan.OperandStack;
import dev.tagalong.runtime.internal.compile.tree.Node;
import dev.tagalong.runtime.internal.object.ArrayLayout;
import dev.tagalong.runtime.internal.object.ClassNames;
import dev.tagalong.runtime.internal.object.Storage;
import dev.tagalong.runtime.internal.opcode.Opcode;
import dev.tagalong.runtime.type.ArrayType;
import dev.tagalong.runtime.type.DefinedType;
import dev.tagalong.runtime.type.ReferenceType;
import dev.tagalong.runtime.type.ValueType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.Type;

/**
 * The Java arrays of the arrays that a loop finds in locals to which it assigns nothing: each is read before the loop,
 * into a JVM local. HotSpot does not do that by itself, as it reads everything again once the loop has looked whether
 * the thread is to stop.
 */
final class LoopArrays {

    private final CutFunction function;
    private final ValueType[] types;
    private final CodeVisitor mv;
    private final JvmLocals jvm;
    private final MethodLocals locals;
    private final OperandStack stack;
    private final CompilerWork work;

    /** By variable: the JVM local. */
    private final Map<Integer, Integer> elements = new HashMap<>();

    /** The variables that each loop around this place has brought in, the innermost first. */
    private final Deque<List<Integer>> loops = new ArrayDeque<>();

    LoopArrays(MethodContext context, JvmLocals jvm, MethodLocals locals, OperandStack stack) {
        this.function = context.owner().function;
        this.types = function.body.locals();
        this.mv = context.mv();
        this.jvm = jvm;
        this.locals = locals;
        this.stack = stack;
        this.work = context.owner().work;
    }

    /** What a loop has of locals. */
    private static final class Uses {
        final BitSet read = new BitSet();
        final BitSet written = new BitSet();

        /** The types of the arrays that it reads or writes elements of. */
        final Set<DefinedType> accessed = new HashSet<>();

        boolean hasStart;
    }

    /** Before the place that a loop begins at. */
    void begin(Node loop) {
        List<Integer> brought = new ArrayList<>();
        loops.push(brought);
        // A handler may be written after the loop whose arrays it needs.
        if (function.tree.exceptions || Arrays.stream(types).noneMatch(type -> arrayType(type) != null)) {
            return;
        }
        Uses uses = new Uses();
        find(loop.body, uses, true);
        if (uses.hasStart) {
            // The method begins inside of the loop.
            return;
        }
        uses.read.andNot(uses.written);
        uses.read.stream().filter(v -> !elements.containsKey(v)).forEach(v -> {
            ArrayType array = arrayType(types[v]);
            if (array != null && uses.accessed.contains(array)) {
                bring(v, array, ((ReferenceType) types[v]).nullable());
                brought.add(v);
            }
        });
    }

    /** The type of the arrays in a local; {@code null} if it has none, or arrays of vectors. */
    private static ArrayType arrayType(ValueType type) {
        return type instanceof ReferenceType reference
                        && reference.heapType() instanceof ArrayType array
                        && Storage.of(array.element().storage()) != Storage.VECTOR
                ? array
                : null;
    }

    private void find(List<Node> body, Uses uses, boolean here) {
        work.spend(body.size());
        for (Node node : body) {
            if (node.isRegion()) {
                find(node.body, uses, false);
                continue;
            }
            note(node, uses, here);
            if (node.body != null) {
                find(node.body, uses, here);
            }
            if (node.elseBody != null) {
                find(node.elseBody, uses, here);
            }
        }
    }

    private void note(Node node, Uses uses, boolean here) {
        if (node.opcode == Opcode.LOCAL_SET || node.opcode == Opcode.LOCAL_TEE) {
            uses.written.set(node.index);
        } else if (node.opcode == Opcode.LOOP) {
            uses.hasStart |= node.offset == function.startLoop;
        } else if (here && node.opcode == Opcode.LOCAL_GET) {
            uses.read.set(node.index);
        } else if (here && node.accessesArray()) {
            uses.accessed.add(function.module.types().get(node.index));
        }
    }

    private void bring(int variable, ArrayType type, boolean nullable) {
        String root =
                Type.getInternalName(ArrayLayout.root(Storage.of(type.element().storage())));
        String descriptor = descriptor(type);
        locals.load(variable);
        mv.visitTypeInsn(CHECKCAST, ClassNames.internal(type));
        if (nullable) {
            mv.visitMethodInsn(INVOKESTATIC, root, "elementsOf", "(L" + root + ";)" + descriptor, false);
        } else {
            mv.visitFieldInsn(GETFIELD, root, "elements", descriptor);
        }
        int local = jvm.take(descriptor);
        mv.visitVarInsn(ASTORE, local);
        elements.put(variable, local);
    }

    private static String descriptor(ArrayType type) {
        return '[' + Storage.of(type.element().storage()).descriptor();
    }

    /** After a loop, where it may be left by what it has not ended in. */
    void end() {
        for (int variable : loops.pop()) {
            jvm.forget(elements.remove(variable));
        }
    }

    /**
     * The JVM local of the Java array of an instruction's first operand.
     *
     * @return -1 if there is none
     */
    int ofOperand() {
        return elements.getOrDefault(stack.popped(), -1);
    }
}
