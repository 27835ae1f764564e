package dev.tagalong.runtime.internal.compile.emit;

import static org.objectweb.asm.Opcodes.INVOKESTATIC;

import dev.tagalong.runtime.internal.compile.link.SharedAtomics;
import dev.tagalong.runtime.internal.compile.plan.Reach;
import dev.tagalong.runtime.internal.compile.tree.Node;
import dev.tagalong.runtime.internal.opcode.Immediate;
import dev.tagalong.runtime.internal.opcode.Opcode;
import dev.tagalong.runtime.internal.semantics.MeaningSet;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.objectweb.asm.Type;

/** Writes atomic instructions: as calls of {@link SharedAtomics} where there is one, else of what they mean. */
final class AtomicEmitter {

    private static final Map<String, Method> DIRECT = Arrays.stream(SharedAtomics.class.getDeclaredMethods())
            .filter(method -> Modifier.isPublic(method.getModifiers()))
            .collect(Collectors.toMap(Method::getName, Function.identity()));

    private final MethodContext context;
    private final CodeVisitor mv;
    private final EngineValues engine;
    private final MemoryEmitter memory;
    private final MeaningEmitter meanings;

    AtomicEmitter(MethodContext context, EngineValues engine, MemoryEmitter memory, MeaningEmitter meanings) {
        this.context = context;
        this.mv = context.mv();
        this.engine = engine;
        this.memory = memory;
        this.meanings = meanings;
    }

    /** Writes an instruction whose operands are on the JVM's stack; its result replaces them. */
    void write(Node node) {
        context.line(node);
        if (node.opcode.immediate() == Immediate.MEMARG) {
            memory.addressBelow(node);
        }
        Method direct = direct(node.opcode);
        if (direct == null || !Reach.usesSharedBuffer(node, context.owner().memory)) {
            meanings.write(node);
            return;
        }
        engine.loadBytes();
        engine.loadInstance();
        mv.visitMethodInsn(
                INVOKESTATIC, Names.SHARED_ATOMICS, direct.getName(), Type.getMethodDescriptor(direct), false);
    }

    private static Method direct(Opcode opcode) {
        return DIRECT.get(MeaningSet.names(opcode).get(0));
    }
}
