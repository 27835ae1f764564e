package dev.tagalong.runtime.internal.compile.emit;

import static org.objectweb.asm.Opcodes.*;

import dev.tagalong.runtime.internal.compile.tree.Node;
import dev.tagalong.runtime.internal.instructions.ObjectInstructions;
import dev.tagalong.runtime.internal.object.ValueClass;
import dev.tagalong.runtime.internal.opcode.Opcode;
import dev.tagalong.runtime.type.ReferenceType;
import org.objectweb.asm.Type;

/**
 * Writes tests of types and casts: those for the JVM's own, where all objects of the type are of one Java class. What fails is an
 * exception, which {@link dev.tagalong.runtime.internal.call.Backtraces} makes a trap of.
 */
final class CastEmitter {

    private static final String INSTRUCTIONS = Type.getInternalName(ObjectInstructions.class);

    private final MethodContext context;
    private final CodeVisitor mv;
    private final EngineValues engine;

    CastEmitter(MethodContext context, EngineValues engine) {
        this.context = context;
        this.mv = context.mv();
        this.engine = engine;
    }

    /** Pops a reference, pushes 1 if it is of the type, else 0. */
    void test(ReferenceType type) {
        String name = ValueClass.exactly(type.heapType());
        if (name == null) {
            pushType(type);
            mv.visitMethodInsn(INVOKESTATIC, INSTRUCTIONS, "is", Names.TYPE_TEST + "Z", false);
        } else if (type.nullable()) {
            mv.visitInsn(DUP);
            mv.visitTypeInsn(INSTANCEOF, name);
            mv.visitMethodInsn(INVOKESTATIC, INSTRUCTIONS, "orNull", "(Ljava/lang/Object;I)I", false);
        } else {
            mv.visitTypeInsn(INSTANCEOF, name);
        }
    }

    private void pushType(ReferenceType type) {
        mv.push(type.nullable() ? 1 : 0);
        engine.loadInstance();
        mv.push(ObjectInstructions.number(
                type.heapType(), context.owner().function.module.types().indexOf(type.heapType())));
    }

    /** A reference to one of the type. */
    void cast(ReferenceType type) {
        String name = ValueClass.exactly(type.heapType());
        if (name == null) {
            pushType(type);
            mv.visitMethodInsn(INVOKESTATIC, INSTRUCTIONS, "cast", Names.TYPE_TEST + "Ljava/lang/Object;", false);
            return;
        }
        if (!type.nullable()) {
            mv.visitMethodInsn(
                    INVOKESTATIC,
                    "java/util/Objects",
                    "requireNonNull",
                    "(Ljava/lang/Object;)Ljava/lang/Object;",
                    false);
        }
        mv.visitTypeInsn(CHECKCAST, name);
    }

    /** Pops a reference, pushes a number that is not 0 if a branch on a cast is to be taken. */
    void branch(Node node) {
        test(node.target);
        if (node.opcode == Opcode.BR_ON_CAST_FAIL) {
            mv.visitInsn(ICONST_1);
            mv.visitInsn(IXOR);
        }
    }
}
