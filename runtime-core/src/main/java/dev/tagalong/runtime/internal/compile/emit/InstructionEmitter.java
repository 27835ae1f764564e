package dev.tagalong.runtime.internal.compile.emit;

import static org.objectweb.asm.Opcodes.*;

import dev.tagalong.runtime.internal.compile.tree.Conditions;
import dev.tagalong.runtime.internal.compile.tree.Node;
import dev.tagalong.runtime.internal.opcode.Effect;
import dev.tagalong.runtime.internal.opcode.Form;
import dev.tagalong.runtime.internal.opcode.Opcode;
import dev.tagalong.runtime.internal.value.Carrier;

/** Writes the instructions that are not control flow, with their operands on the JVM's stack. */
final class InstructionEmitter {

    private final MethodContext context;
    private final CodeVisitor mv;
    private final HiddenConstants constants;
    private final MethodLocals locals;
    private final EngineValues engine;
    private final MeaningEmitter meanings;
    private final NumericEmitter numeric;
    private final MemoryEmitter memory;
    private final AtomicEmitter atomics;
    private final GlobalEmitter globals;
    private final ObjectEmitter objects;
    private final CallEmitter calls;
    private final SelectEmitter selects;
    private final ExceptionEmitter exceptions;

    InstructionEmitter(
            MethodContext context,
            EngineValues engine,
            MethodLocals locals,
            LoopArrays arrays,
            CallEmitter calls,
            SelectEmitter selects,
            ExceptionEmitter exceptions) {
        this.context = context;
        this.mv = context.mv();
        this.constants = context.owner().constants;
        this.locals = locals;
        this.engine = engine;
        this.meanings = new MeaningEmitter(mv, constants, engine, locals);
        this.numeric = new NumericEmitter(mv, constants, meanings);
        this.memory = new MemoryEmitter(context, engine, locals, meanings);
        this.atomics = new AtomicEmitter(context, engine, memory, meanings);
        this.globals = new GlobalEmitter(context, engine, locals);
        this.objects = new ObjectEmitter(context, engine, locals, arrays);
        this.calls = calls;
        this.selects = selects;
        this.exceptions = exceptions;
    }

    void write(Node node, Node previous, Node next) {
        switch (node.opcode.form()) {
            case CONST -> constant(node, next);
            case NUMERIC -> numeric(node, previous);
            case LOAD -> load(node);
            case STORE -> store(node);
            case BULK -> bulk(node);
            case ATOMIC -> atomics.write(node);
            case REF_NULL -> {
                context.line(node);
                mv.visitInsn(ACONST_NULL);
            }
            case REF_FUNC -> function(node);
            case GLOBAL_GET -> globals.get(node.index);
            case GLOBAL_SET -> globals.set(node.index);
            case CALL -> calls.call(node);
            case CALL_INDIRECT -> calls.callIndirect(node);
            case THROW -> exceptions.throwTag(node);
            case THROW_REF -> exceptions.throwReference(node);
            case CALL_REF -> calls.callRef(node);
            case REF_AS_NON_NULL -> {
                context.line(node);
                mv.visitMethodInsn(
                        INVOKESTATIC, Names.SUPPORT, "nonNull", "(Ljava/lang/Object;)Ljava/lang/Object;", false);
            }
            case UNREACHABLE -> {
                context.line(node);
                mv.visitMethodInsn(INVOKESTATIC, Names.SUPPORT, "unreachable", Names.TRAP_RESULT, false);
                mv.visitInsn(ATHROW);
            }
            case OBJECT -> {
                if (!ObjectEmitter.isSilent(node)) {
                    context.line(node);
                }
                objects.write(node);
            }
            default -> throw new IllegalStateException("not compiled: " + node.opcode);
        }
    }

    /** With a reference on the JVM's stack: whether a branch on a cast is to be taken. */
    void test(Node branch) {
        objects.branch(branch);
    }

    private void constant(Node node, Node next) {
        switch (node.opcode.immediate()) {
            case I32 -> mv.push((int) node.constant);
            case I64 -> {
                if (Conditions.takesCount(next)) {
                    mv.push((int) node.constant);
                } else {
                    mv.push(node.constant);
                }
            }
            case F32, F64 -> pushFloat(node, next);
            case V128 -> mv.pushVector(node.constant, node.constantHigh);
            default -> throw new IllegalStateException("not compiled: " + node.opcode);
        }
    }

    /** Pushes a float's bits; nothing is hidden of one that ends in a memory or in a comparison. */
    private void pushFloat(Node node, Node next) {
        boolean known = next != null
                && !next.isRegion()
                && (next.opcode.form() == Form.LOAD
                        || next.opcode.form() == Form.STORE
                        || Conditions.compares(next.opcode));
        if (node.opcode == Opcode.F32_CONST) {
            float value = Float.intBitsToFloat((int) node.constant);
            if (known) {
                mv.visitLdcInsn(value);
            } else {
                constants.push(mv, value);
            }
        } else {
            double value = Double.longBitsToDouble(node.constant);
            if (known) {
                mv.visitLdcInsn(value);
            } else {
                constants.push(mv, value);
            }
        }
    }

    private void load(Node node) {
        if (node.opcode.accessesVector()) {
            memory.loadVector(node);
        } else {
            memory.load(node);
        }
    }

    private void store(Node node) {
        if (node.opcode.accessesVector()) {
            memory.storeVector(node);
        } else {
            memory.store(node, Carrier.of(node.opcode.signature().operands().get(1)));
        }
    }

    private void numeric(Node node, Node previous) {
        if (Conditions.compares(node.opcode)) {
            Comparisons.prepare(node.opcode, mv, locals, false);
            selects.number(Comparisons.jump(node.opcode, false), ICONST_1);
        } else {
            if (node.opcode.effect().mayTrap()) {
                context.line(node);
            }
            if (node.opcode == Opcode.ARRAY_LEN) {
                objects.write(node);
            } else {
                numeric.write(node, previous);
            }
        }
    }

    private void bulk(Node node) {
        context.line(node);
        meanings.write(node);
        if (node.opcode.effect() == Effect.GROWS) {
            engine.reloadBytes();
        }
    }

    private void function(Node node) {
        context.line(node);
        engine.loadInstance();
        mv.push(node.index);
        mv.visitMethodInsn(
                INVOKESTATIC, Names.SUPPORT, "function", "(" + Names.INSTANCE_TYPE + "I)Ljava/lang/Object;", false);
    }
}
