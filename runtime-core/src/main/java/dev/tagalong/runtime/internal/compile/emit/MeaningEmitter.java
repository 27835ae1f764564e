package dev.tagalong.runtime.internal.compile.emit;

import static org.objectweb.asm.Opcodes.INVOKESTATIC;

import dev.tagalong.runtime.internal.compile.tree.Node;
import dev.tagalong.runtime.internal.compile.vector.VectorApi;
import dev.tagalong.runtime.internal.instructions.Meanings;
import dev.tagalong.runtime.internal.opcode.Effect;
import dev.tagalong.runtime.internal.opcode.Immediate;
import dev.tagalong.runtime.internal.opcode.Opcode;
import dev.tagalong.runtime.internal.semantics.MeaningSet;
import dev.tagalong.runtime.internal.store.InstanceImpl;
import dev.tagalong.runtime.internal.value.Carrier;
import dev.tagalong.runtime.type.VectorType;
import java.lang.reflect.Method;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.objectweb.asm.Type;

/** Writes regular instructions as calls of the methods that say what they mean. */
final class MeaningEmitter {

    /** The first operand's temporary; those below are others'. */
    private static final int FIRST_TEMP = 8;

    /** The arithmetic on lanes that changes nothing for some operands, but for signalling NaNs. */
    private static final Set<Opcode> IDENTITIES = EnumSet.of(
            Opcode.F32X4_ADD,
            Opcode.F32X4_SUB,
            Opcode.F32X4_MUL,
            Opcode.F32X4_DIV,
            Opcode.F32X4_MIN,
            Opcode.F32X4_MAX,
            Opcode.F32X4_RELAXED_MADD,
            Opcode.F32X4_RELAXED_NMADD,
            Opcode.F32X4_RELAXED_MIN,
            Opcode.F32X4_RELAXED_MAX,
            Opcode.F32X4_DEMOTE_F64X2_ZERO,
            Opcode.F64X2_ADD,
            Opcode.F64X2_SUB,
            Opcode.F64X2_MUL,
            Opcode.F64X2_DIV,
            Opcode.F64X2_MIN,
            Opcode.F64X2_MAX,
            Opcode.F64X2_RELAXED_MADD,
            Opcode.F64X2_RELAXED_NMADD,
            Opcode.F64X2_RELAXED_MIN,
            Opcode.F64X2_RELAXED_MAX);

    private final CodeVisitor mv;
    private final HiddenConstants constants;
    private final EngineValues engine;
    private final MethodLocals locals;

    MeaningEmitter(CodeVisitor mv, HiddenConstants constants, EngineValues engine, MethodLocals locals) {
        this.mv = mv;
        this.constants = constants;
        this.engine = engine;
        this.locals = locals;
    }

    /** Writes an instruction whose operands are on the JVM's stack; its results replace them. */
    void write(Node node) {
        write(node, node.index);
    }

    /** As the other, with the first index behind the operands. */
    void write(Node node, int index) {
        VectorApi api = VectorApi.isVector(node.opcode) ? VectorApi.ofThisJvm().orElse(null) : null;
        if (node.rotates) {
            VectorApi.rotate(node.opcode, mv);
            return;
        }
        if (api != null && api.has(node.opcode)) {
            api.write(node.opcode, mv, this::temporary, index, node.constant, node.constantHigh);
            return;
        }
        List<Carrier> operands = MeaningSet.operands(node.opcode, node.addressing);
        List<Method> methods = Meanings.ALL.methods(node.opcode, node.addressing);
        if (node.opcode.immediate() == Immediate.SHUFFLE) {
            mv.pushVector(node.constant, node.constantHigh);
        }
        if (node.opcode.effect() == Effect.LANEWISE) {
            lanewise(methods.get(0), node, operands);
        } else if (methods.size() == 1 && !(operands.contains(Carrier.VECTOR) && mv.joins(Carrier.VECTOR))) {
            call(methods.get(0), node, index, operands);
        } else {
            int[] temps = spill(operands);
            for (Method method : methods) {
                for (int i = 0; i < temps.length; i++) {
                    load(node.opcode, operands.get(i), temps[i]);
                }
                call(method, node, index, operands);
            }
        }
        if (node.opcode.signature().results().contains(VectorType.V128)) {
            mv.join(Carrier.VECTOR);
        }
    }

    private int temporary(int number) {
        return locals.temporary(Carrier.OBJECT, FIRST_TEMP + number);
    }

    /** Calls a method for each half of a vector; once if both are the same. */
    private void lanewise(Method method, Node node, List<Carrier> operands) {
        if (!operands.contains(Carrier.VECTOR)) {
            call(method, node, 0, operands);
            mv.dup(Carrier.LONG);
            return;
        }
        int[] temps = spill(operands);
        for (int half = 0; half < Carrier.VECTOR.stackSlots; half++) {
            for (int i = 0; i < temps.length; i++) {
                if (operands.get(i) == Carrier.VECTOR) {
                    loadHalf(node.opcode, temps[i], half);
                } else {
                    mv.load(operands.get(i), temps[i]);
                }
            }
            call(method, node, 0, operands);
        }
    }

    private void load(Opcode opcode, Carrier operand, int temp) {
        if (operand == Carrier.VECTOR) {
            loadHalf(opcode, temp, 0);
            loadHalf(opcode, temp, 1);
        } else {
            mv.load(operand, temp);
        }
    }

    /**
     * Pushes a half of a vector. It is hidden from HotSpot where that could take arithmetic on floats for nothing, see
     * {@link HiddenConstants}: what lanes have may be known in many ways.
     */
    private void loadHalf(Opcode opcode, int temp, int half) {
        mv.loadPart(Carrier.VECTOR, temp, half);
        if (IDENTITIES.contains(opcode)) {
            constants.hideLong(mv);
        }
    }

    private int[] spill(List<Carrier> operands) {
        int[] temps = new int[operands.size()];
        for (int i = temps.length - 1; i >= 0; i--) {
            temps[i] = locals.spill(operands.get(i), FIRST_TEMP + i);
        }
        return temps;
    }

    /** With the operands on the JVM's stack. */
    private void call(Method method, Node node, int firstIndex, List<Carrier> operands) {
        Class<?>[] parameters = method.getParameterTypes();
        int index = firstIndex;
        int taken = node.opcode.effect() == Effect.LANEWISE
                ? operands.size()
                : Carrier.parts(operands).size();
        for (int i = taken; i < parameters.length; i++) {
            if (parameters[i] == InstanceImpl.class) {
                engine.loadInstance();
            } else {
                mv.push(index);
                index = node.index2;
            }
        }
        mv.visitMethodInsn(
                INVOKESTATIC,
                Type.getInternalName(method.getDeclaringClass()),
                method.getName(),
                Type.getMethodDescriptor(method),
                false);
    }
}
