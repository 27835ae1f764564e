package dev.tagalong.runtime.internal.compile.emit;

import static org.objectweb.asm.Opcodes.*;

import dev.tagalong.runtime.internal.compile.link.Support;
import dev.tagalong.runtime.internal.compile.tree.Node;
import dev.tagalong.runtime.internal.module.WasmModule;
import dev.tagalong.runtime.internal.opcode.Opcode;
import dev.tagalong.runtime.internal.value.CallShape;
import dev.tagalong.runtime.internal.value.Carrier;
import dev.tagalong.runtime.type.FunctionType;

/** Writes calls, with the arguments on the JVM's stack. */
final class CallEmitter {

    private static final int CALLEE_TEMP = 3;

    private final MethodContext context;
    private final WasmModule module;
    private final CodeVisitor mv;
    private final EngineValues engine;
    private final MethodLocals locals;
    private final Results results;

    CallEmitter(MethodContext context, EngineValues engine, MethodLocals locals, Results results) {
        this.context = context;
        this.module = context.owner().function.module;
        this.mv = context.mv();
        this.engine = engine;
        this.locals = locals;
        this.results = results;
    }

    /** {@code call}. */
    void call(Node node) {
        context.line(node);
        splitArguments(node.type);
        engine.loadInstance();
        if (node.index < module.importedFunctions()) {
            mv.visitFieldInsn(GETFIELD, Names.INSTANCE, "functions", Names.FUNCTIONS_TYPE);
            mv.push(node.index);
            mv.visitInsn(AALOAD);
            callFunction(node.type);
        } else {
            pushRemaining();
            String descriptor = Descriptors.entry(node.type);
            if (context.owner().direct.test(node.index)) {
                mv.visitMethodInsn(
                        INVOKESTATIC, Names.className(node.index), Names.methodName(node.index), descriptor, false);
            } else {
                mv.visitInvokeDynamicInsn("call", descriptor, Names.INTERPRET_BOOTSTRAP, node.index);
            }
        }
        finish(node.type);
    }

    /** {@code call_indirect}. */
    void callIndirect(Node node) {
        context.line(node);
        narrowIndex(node);
        splitArgumentsBelow(node.type, Carrier.INT);
        engine.loadInstance();
        if (node.index2 != 0) {
            mv.push(node.index2);
        }
        String more = node.index2 == 0 ? "" : "I";
        mv.visitMethodInsn(
                INVOKESTATIC,
                Names.SUPPORT,
                "callee",
                "(I" + Names.INSTANCE_TYPE + more + ")" + Names.FUNCTION_TYPE,
                false);
        callFunction(node.type);
        finish(node.type);
    }

    /** Splits vectors among the arguments, above which the callee's index or reference is. */
    private void splitArgumentsBelow(FunctionType type, Carrier callee) {
        if (CallShape.of(type).parameters.contains(Carrier.VECTOR)) {
            int temporary = locals.spill(callee, CALLEE_TEMP);
            splitArguments(type);
            mv.load(callee, temporary);
        }
    }

    private void splitArguments(FunctionType type) {
        locals.splitVectors(CallShape.of(type).parameters);
    }

    /** From the index of a table's entry, which may have 64 bits, to one of 32 bits. */
    private void narrowIndex(Node node) {
        if (node.addressing.wideTarget()) {
            engine.loadInstance();
            mv.push(node.index2);
            mv.visitMethodInsn(INVOKESTATIC, Names.SUPPORT, "index", "(J" + Names.INSTANCE_TYPE + "I)I", false);
        }
    }

    /** {@code call_ref}. */
    void callRef(Node node) {
        context.line(node);
        splitArgumentsBelow(node.type, Carrier.OBJECT);
        mv.visitMethodInsn(INVOKESTATIC, Names.SUPPORT, "callee", "(Ljava/lang/Object;)" + Names.FUNCTION_TYPE, false);
        callFunction(node.type);
        finish(node.type);
    }

    /** With the arguments and the function object on the JVM's stack. */
    private void callFunction(FunctionType type) {
        engine.loadInstance();
        pushRemaining();
        mv.visitInvokeDynamicInsn(
                "call",
                Descriptors.functionCall(type),
                Names.CALL_BOOTSTRAP,
                module.types().indexOf(type));
    }

    private void pushRemaining() {
        engine.loadRemaining();
        mv.visitInsn(ICONST_1);
        mv.visitInsn(ISUB);
    }

    private void finish(FunctionType type) {
        CallShape shape = CallShape.of(type);
        if (shape.resultSlots > 1) {
            results.load(shape.results);
        }
        engine.reloadBytes();
    }

    /** Leaves the arguments of a tail call where {@link Support#beginTail} says; the method is to return then. */
    void tailCall(Node node) {
        context.line(node);
        narrowIndex(node);
        engine.loadInstance();
        if (node.opcode == Opcode.RETURN_CALL_REF) {
            mv.visitMethodInsn(
                    INVOKESTATIC,
                    Names.SUPPORT,
                    "beginTail",
                    "(Ljava/lang/Object;" + Names.INSTANCE_TYPE + ")V",
                    false);
        } else if (node.opcode == Opcode.RETURN_CALL_INDIRECT) {
            mv.push(node.index2);
            mv.push(node.index);
            mv.visitMethodInsn(
                    INVOKESTATIC, Names.SUPPORT, "beginTailIndirect", "(I" + Names.INSTANCE_TYPE + "II)V", false);
        } else {
            mv.push(node.index);
            mv.visitMethodInsn(INVOKESTATIC, Names.SUPPORT, "beginTail", "(" + Names.INSTANCE_TYPE + "I)V", false);
        }
        CallShape shape = CallShape.of(node.type);
        int slot = shape.parameterSlots;
        for (int i = shape.parameters.size() - 1; i >= 0; i--) {
            slot -= shape.parameters.get(i).stackSlots;
            leaveArgument(shape.parameters.get(i), slot);
        }
    }

    private void leaveArgument(Carrier carrier, int slot) {
        int argument = locals.spill(carrier, 3);
        for (int part = 0; part < carrier.stackSlots; part++) {
            engine.loadContext();
            engine.loadContext();
            mv.visitFieldInsn(GETFIELD, Names.CONTEXT, "top", "I");
            mv.push(slot + part);
            mv.visitInsn(IADD);
            mv.loadPart(carrier, argument, part);
            mv.visitMethodInsn(
                    INVOKESTATIC,
                    Names.STACK_BRIDGE,
                    "put",
                    "(" + Names.CONTEXT_TYPE + "I" + carrier.parts().get(part).descriptor + ")V",
                    false);
        }
    }
}
