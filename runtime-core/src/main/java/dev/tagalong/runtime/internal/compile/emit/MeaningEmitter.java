package dev.tagalong.runtime.internal.compile.emit;

import static org.objectweb.asm.Opcodes.INVOKESTATIC;

import dev.tagalong.runtime.internal.compile.plan.Carriers;
import dev.tagalong.runtime.internal.compile.tree.Node;
import dev.tagalong.runtime.internal.instructions.Meanings;
import dev.tagalong.runtime.internal.store.InstanceImpl;
import dev.tagalong.runtime.internal.value.Carrier;
import java.lang.reflect.Method;
import java.util.List;
import org.objectweb.asm.Type;

/** Writes regular instructions as calls of the methods that say what they mean. */
final class MeaningEmitter {

    /** The first operand's temporary; those below are others'. */
    private static final int FIRST_TEMP = 8;

    private final CodeVisitor mv;
    private final EngineValues engine;
    private final MethodLocals locals;

    MeaningEmitter(CodeVisitor mv, EngineValues engine, MethodLocals locals) {
        this.mv = mv;
        this.engine = engine;
        this.locals = locals;
    }

    /** Writes an instruction whose operands are on the JVM's stack; its results replace them. */
    void write(Node node) {
        List<Method> methods = Meanings.ALL.methods(node.opcode, node.addressing);
        if (methods.size() == 1) {
            call(methods.get(0), node);
            return;
        }
        Carrier[] operands = Carriers.of(node.signature().operands());
        int[] temps = new int[operands.length];
        for (int i = operands.length - 1; i >= 0; i--) {
            temps[i] = locals.spill(operands[i], FIRST_TEMP + i);
        }
        for (Method method : methods) {
            for (int i = 0; i < operands.length; i++) {
                mv.load(operands[i], temps[i]);
            }
            call(method, node);
        }
    }

    /** With the operands on the JVM's stack. */
    private void call(Method method, Node node) {
        Class<?>[] parameters = method.getParameterTypes();
        int index = node.index;
        for (int i = node.opcode.signature().operands().size(); i < parameters.length; i++) {
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
