package dev.tagalong.runtime.internal.compile.emit;

import static org.objectweb.asm.Opcodes.*;

import dev.tagalong.runtime.internal.compile.link.Support;
import dev.tagalong.runtime.internal.compile.tree.Conditions;
import dev.tagalong.runtime.internal.compile.tree.Node;
import dev.tagalong.runtime.internal.opcode.Effect;
import dev.tagalong.runtime.internal.opcode.Form;
import dev.tagalong.runtime.internal.opcode.Immediate;
import dev.tagalong.runtime.internal.opcode.Opcode;
import dev.tagalong.runtime.internal.opcode.Signature;
import dev.tagalong.runtime.internal.value.CallShape;
import dev.tagalong.runtime.internal.value.Carrier;
import dev.tagalong.runtime.type.FunctionType;
import java.util.List;
import org.objectweb.asm.Label;

/** Writes the instructions that are not control flow. */
final class InstructionEmitter {

    private final MethodEmitter method;
    private final FunctionEmitter function;
    private final CodeVisitor mv;
    private final MethodLocals locals;
    private final OperandStack stack;
    private final MeaningEmitter meanings;
    private final NumericEmitter numeric;
    private final MemoryEmitter memory;

    InstructionEmitter(MethodEmitter method) {
        this.method = method;
        this.function = method.function;
        this.mv = method.mv;
        this.locals = method.locals;
        this.stack = method.stack;
        this.meanings = new MeaningEmitter(mv, locals);
        this.numeric = new NumericEmitter(mv, function.constants, meanings);
        this.memory = new MemoryEmitter(method);
    }

    // ---- comparisons

    /**
     * Brings a comparison's operands, prepared for its jump, on the JVM's stack above {@code below} operands more, and
     * pops them.
     */
    void writeComparison(Node node, int below) {
        int operands = Conditions.operands(node.opcode);
        stack.need(operands + below);
        stack.pop(operands);
        Comparisons.prepare(node.opcode, mv, locals, false);
    }

    /**
     * Brings a comparison's operands, prepared for its jump, alone on the JVM's stack, and pops them.
     *
     * @param repeats whether it repeats a loop
     */
    void writeIsolatedComparison(Node node, boolean repeats) {
        int operands = Conditions.operands(node.opcode);
        stack.isolate(operands);
        stack.pop(operands);
        Comparisons.prepare(node.opcode, mv, locals, repeats);
    }

    private void writeComparisonValue(Node node) {
        writeComparison(node, 0);
        Label holds = new Label();
        Label end = new Label();
        mv.visitJumpInsn(Comparisons.jump(node.opcode, false), holds);
        mv.visitInsn(ICONST_0);
        mv.visitJumpInsn(GOTO, end);
        method.placeWith(holds);
        mv.visitInsn(ICONST_1);
        method.placeWith(end, INTEGER);
        stack.push(Carrier.INT);
    }

    // ---- all others

    void write(Node node, Node previous, Node next) {
        Signature signature = node.opcode.signature();
        if (signature == null) {
            writeCustom(node);
        } else if (node.opcode.form() == Form.BULK) {
            writeBulk(node);
        } else if (Conditions.compares(node.opcode)) {
            writeComparisonValue(node);
        } else {
            writeRegular(node, signature, previous, next);
        }
    }

    private void writeRegular(Node node, Signature signature, Node previous, Node next) {
        switch (node.opcode.immediate()) {
            case I32 -> mv.push((int) node.constant);
            case I64 -> {
                if (NumericEmitter.takesCount(next)) {
                    // An int in a long's place must not be moved to a variable: nothing may come between it and its
                    // use.
                    stack.need(1);
                    mv.push((int) node.constant);
                } else {
                    mv.push(node.constant);
                }
            }
            case F32, F64 -> pushFloat(node, next);
            case MEMARG -> {
                writeMemoryAccess(node, signature);
                return;
            }
            default -> {
                stack.need(signature.operands().size());
                stack.pop(signature.operands().size());
                method.lineIfTraps(node);
                numeric.write(node, previous);
            }
        }
        signature.results().forEach(r -> stack.push(MethodEmitter.carrier(r)));
    }

    /** Pushes a float's bits; nothing is hidden of one that ends in a memory or in a comparison. */
    private void pushFloat(Node node, Node next) {
        boolean known = next != null
                && !next.isRegion()
                && (next.opcode.immediate() == Immediate.MEMARG || Conditions.compares(next.opcode));
        if (node.opcode == Opcode.F32_CONST) {
            float value = Float.intBitsToFloat((int) node.constant);
            if (known) {
                mv.visitLdcInsn(value);
            } else {
                function.constants.push(mv, value);
            }
        } else {
            double value = Double.longBitsToDouble(node.constant);
            if (known) {
                mv.visitLdcInsn(value);
            } else {
                function.constants.push(mv, value);
            }
        }
    }

    private void writeMemoryAccess(Node node, Signature signature) {
        int operands = signature.operands().size();
        stack.need(operands);
        stack.pop(operands);
        if (operands == 1) {
            memory.load(node);
            stack.push(NumericEmitter.result(signature));
        } else {
            memory.store(node, Carrier.of(signature.operands().get(1)));
        }
    }

    private void writeCustom(Node node) {
        switch (node.opcode) {
            case LOCAL_GET -> {
                locals.load(node.index);
                stack.push(function.variables.carrier(node.index));
            }
            case NOP -> {
                // No code.
            }
            case LOCAL_SET -> {
                stack.need(1);
                stack.pop(1);
                locals.store(node.index);
            }
            case LOCAL_TEE -> {
                stack.need(1);
                mv.dup(stack.peek(0));
                locals.store(node.index);
            }
            case GLOBAL_GET -> getGlobal(node.index);
            case GLOBAL_SET -> setGlobal(node.index);
            case DROP -> {
                stack.need(1);
                mv.pop(stack.peek(0));
                stack.pop(1);
            }
            case SELECT, SELECT_TYPED -> {
                stack.need(3);
                stack.pop(1);
                writeSelect(IFNE, node.computed);
            }
            case CALL -> call(node);
            case CALL_INDIRECT -> callIndirect(node);
            default -> writeRare(node);
        }
    }

    /**
     * With what {@code jump} needs on the JVM's stack, popped, above the two operands to choose from.
     *
     * @param computed whether an operand is more than a local or a constant. HotSpot would move its computation behind a
     *     branch, which costs more than both operands where it cannot be predicted
     */
    void writeSelect(int jump, boolean computed) {
        if (computed && (stack.peek(0) == Carrier.INT || stack.peek(0) == Carrier.LONG)) {
            writeMaskedSelect(jump, stack.peek(0));
            return;
        }
        Label keep = new Label();
        mv.visitJumpInsn(jump, keep);
        boolean wide = stack.peek(0).jvmSlots == 2;
        if (wide) {
            mv.visitInsn(DUP2_X2);
            mv.visitInsn(POP2);
        } else {
            mv.visitInsn(SWAP);
        }
        method.placeWith(keep);
        mv.visitInsn(wide ? POP2 : POP);
        stack.pop(1);
    }

    /** The second operand, changed where the two differ if the first one is wanted. */
    private void writeMaskedSelect(int jump, Carrier carrier) {
        Label first = new Label();
        Label end = new Label();
        mv.visitJumpInsn(jump, first);
        mv.visitInsn(ICONST_0);
        mv.visitJumpInsn(GOTO, end);
        method.placeWith(first);
        mv.visitInsn(ICONST_M1);
        method.placeWith(end, INTEGER);
        boolean wide = carrier == Carrier.LONG;
        if (wide) {
            mv.visitInsn(I2L);
        }
        int mask = locals.spill(carrier, 3);
        mv.visitInsn(wide ? DUP2_X2 : DUP_X1);
        mv.visitInsn(wide ? LXOR : IXOR);
        mv.load(carrier, mask);
        mv.visitInsn(wide ? LAND : IAND);
        mv.visitInsn(wide ? LXOR : IXOR);
        stack.pop(1);
    }

    // ---- globals

    private void getGlobal(int index) {
        Carrier carrier = Carrier.of(function.module.allGlobals().get(index).valueType());
        loadGlobal(index);
        if (carrier.object) {
            mv.visitFieldInsn(GETFIELD, Names.GLOBAL, "reference", "Ljava/lang/Object;");
        } else {
            mv.visitFieldInsn(GETFIELD, Names.GLOBAL, "bits", "J");
            mv.fromBits(carrier);
        }
        stack.push(carrier);
    }

    private void setGlobal(int index) {
        stack.need(1);
        Carrier carrier = stack.peek(0);
        stack.pop(1);
        int value = locals.spill(carrier, 3);
        loadGlobal(index);
        mv.load(carrier, value);
        if (carrier.object) {
            mv.visitFieldInsn(PUTFIELD, Names.GLOBAL, "reference", "Ljava/lang/Object;");
        } else {
            mv.toBits(carrier);
            mv.visitFieldInsn(PUTFIELD, Names.GLOBAL, "bits", "J");
        }
    }

    private void loadGlobal(int index) {
        locals.loadInstance();
        if (index == 0) {
            mv.visitFieldInsn(GETFIELD, Names.INSTANCE, "global0", Names.GLOBAL_REFERENCE);
            return;
        }
        mv.visitFieldInsn(GETFIELD, Names.INSTANCE, "globals", Names.GLOBALS_TYPE);
        mv.push(index);
        mv.visitInsn(AALOAD);
    }

    // ---- calls

    private void call(Node node) {
        stack.need(node.type.parameters().size());
        method.line(node);
        if (node.index < function.module.importedFunctions()) {
            locals.loadInstance();
            mv.visitFieldInsn(GETFIELD, Names.INSTANCE, "functions", Names.FUNCTIONS_TYPE);
            mv.push(node.index);
            mv.visitInsn(AALOAD);
            callFunction(node.type);
        } else {
            locals.loadInstance();
            pushRemaining();
            String descriptor = FunctionEmitter.entryDescriptor(node.type);
            if (function.callsDirectly(node.index)) {
                mv.visitMethodInsn(
                        INVOKESTATIC, Names.className(node.index), Names.methodName(node.index), descriptor, false);
            } else {
                mv.visitInvokeDynamicInsn("call", descriptor, Names.INTERPRET_BOOTSTRAP, node.index);
            }
        }
        finishCall(node.type);
    }

    private void callIndirect(Node node) {
        stack.need(node.type.parameters().size() + 1);
        stack.pop(1);
        method.line(node);
        locals.loadInstance();
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
        finishCall(node.type);
    }

    /** Leaves the arguments of a tail call where {@link Support#beginTail} says; the method is to return then. */
    void writeTailCall(Node node) {
        int parameters = node.type.parameters().size();
        boolean indirect = node.opcode == Opcode.RETURN_CALL_INDIRECT;
        stack.need(parameters + (indirect ? 1 : 0));
        method.line(node);
        locals.loadInstance();
        if (indirect) {
            stack.pop(1);
            mv.push(node.index2);
            mv.push(node.index);
            mv.visitMethodInsn(
                    INVOKESTATIC, Names.SUPPORT, "beginTailIndirect", "(I" + Names.INSTANCE_TYPE + "II)V", false);
        } else {
            mv.push(node.index);
            mv.visitMethodInsn(INVOKESTATIC, Names.SUPPORT, "beginTail", "(" + Names.INSTANCE_TYPE + "I)V", false);
        }
        int slot = CallShape.of(node.type).parameterSlots;
        for (int i = 0; i < parameters; i++) {
            Carrier carrier = stack.peek(0);
            stack.pop(1);
            slot -= carrier.stackSlots;
            int argument = locals.spill(carrier, 3);
            locals.loadContext();
            locals.loadContext();
            mv.visitFieldInsn(GETFIELD, Names.CONTEXT, "top", "I");
            mv.push(slot);
            mv.visitInsn(IADD);
            mv.load(carrier, argument);
            mv.visitMethodInsn(
                    INVOKESTATIC,
                    Names.STACK_BRIDGE,
                    "put",
                    "(" + Names.CONTEXT_TYPE + "I" + carrier.descriptor + ")V",
                    false);
        }
    }

    /** With the arguments and the function object on the JVM's stack. */
    private void callFunction(FunctionType type) {
        locals.loadInstance();
        pushRemaining();
        mv.visitInvokeDynamicInsn(
                "call",
                FunctionEmitter.functionCallDescriptor(type),
                Names.CALL_BOOTSTRAP,
                function.module.types().indexOf(type));
    }

    private void pushRemaining() {
        locals.loadRemaining();
        mv.visitInsn(ICONST_1);
        mv.visitInsn(ISUB);
    }

    private void finishCall(FunctionType type) {
        stack.pop(type.parameters().size());
        List<Carrier> results = CallShape.of(type).results;
        if (results.size() == 1) {
            stack.push(results.get(0));
        } else if (results.size() > 1) {
            locals.readSeveral(stack, results);
        }
        locals.reloadBytes();
    }

    // ---- references, and what is a call of the engine

    private void writeRare(Node node) {
        method.line(node);
        switch (node.opcode) {
            case REF_FUNC -> {
                locals.loadInstance();
                mv.push(node.index);
                mv.visitMethodInsn(
                        INVOKESTATIC,
                        Names.SUPPORT,
                        "function",
                        "(" + Names.INSTANCE_TYPE + "I)Ljava/lang/Object;",
                        false);
                stack.push(Carrier.OBJECT);
            }
            case REF_NULL -> {
                mv.visitInsn(ACONST_NULL);
                stack.push(Carrier.OBJECT);
            }
            default -> throw new IllegalStateException("not compiled: " + node.opcode);
        }
    }

    /** An instruction on whole memories, tables or segments. */
    private void writeBulk(Node node) {
        Signature signature = node.opcode.signature();
        method.line(node);
        stack.need(signature.operands().size());
        stack.pop(signature.operands().size());
        meanings.write(node);
        signature.results().forEach(r -> stack.push(MethodEmitter.carrier(r)));
        if (node.opcode.effect() == Effect.GROWS) {
            locals.reloadBytes();
        }
    }
}
