package dev.tagalong.runtime.internal.interpret;

import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.TrapKind;
import dev.tagalong.runtime.internal.call.Calls;
import dev.tagalong.runtime.internal.call.IndirectCalls;
import dev.tagalong.runtime.internal.semantics.Int32Ops;
import dev.tagalong.runtime.internal.semantics.Int64Ops;
import dev.tagalong.runtime.internal.store.FunctionImpl;
import dev.tagalong.runtime.internal.store.InstanceImpl;
import dev.tagalong.runtime.internal.thread.ExecutionContext;
import java.lang.invoke.MethodHandle;

/**
 * The loop. A run executes a function and whatever it calls of the same instance, without recursion in Java: the way back
 * lies in each frame. Other calls leave the loop through {@link Calls}.
 *
 * <p>All of the loop is one method, so that HotSpot keeps its state in registers; it must stay below the 8000 bytes of
 * bytecode that HotSpot compiles at most. What is seldom executed is elsewhere.
 */
final class Interpreter {

    /** How many iterations of loops, and calls, pass between two looks at requests from outside. */
    static final int SLICE = 1_000;

    /**
     * The same after an exception was caught: to throw and catch one takes as long as a slice, and a loop that does nothing
     * else is to be looked at, too.
     */
    private static final int AFTER_CATCH = 1;

    private static final byte[] NO_MEMORY = {};

    static {
        Linking.prepare();
    }

    private Interpreter() {}

    /**
     * Runs a function whose arguments are at {@code base}. It may end in a tail call of another instance's function, which
     * is then {@link ExecutionContext#tailCallee} with its arguments at {@code base}.
     */
    static void run(
            InterpretedModule module,
            LoweredFunction function,
            ExecutionContext context,
            InstanceImpl instance,
            int base,
            int remaining) {
        if (remaining <= 0) {
            throw exhausted();
        }
        context.ensureStack(base + function.frameSize);
        open(context.stack, base, function, 0, context);
        Resumption caught = loop(
                context.stack, base, function.code, 0, function, base, module, instance, context, remaining, SLICE);
        while (caught != null) {
            LoweredFunction catcher = caught.function();
            caught = loop(
                    context.stack,
                    caught.frame(),
                    catcher.code,
                    caught.position(),
                    catcher,
                    base,
                    module,
                    instance,
                    context,
                    caught.remaining(),
                    AFTER_CATCH);
        }
    }

    /** Makes the frame of a function whose arguments are there. */
    private static void open(long[] stack, int frame, LoweredFunction function, long link, ExecutionContext context) {
        long[] initial = function.initial;
        System.arraycopy(initial, 0, stack, frame + function.parameters, initial.length);
        stack[frame + function.linkSlot] = link;
        if (function.references) {
            Frames.open(context.references, frame, function);
        }
    }

    private static byte[] memory(InstanceImpl instance) {
        return instance.memory0 == null ? NO_MEMORY : instance.memory0.bytes;
    }

    private static int address(long base, int offset) {
        int address = (int) base;
        // A negative address stays negative: the array's bounds check refuses it, as it does a sum that overflows.
        return address < 0 ? address : address + offset;
    }

    private static FunctionImpl indirect(InstanceImpl instance, LoweredFunction.CallSite site, int operand) {
        return IndirectCalls.resolve(instance, instance.tables[site.table()], operand, site.type());
    }

    private static Trap exhausted() {
        return new Trap(TrapKind.CALL_STACK_EXHAUSTED);
    }

    // Answers null at the end of the run, else where the run goes on after an exception was caught. The first four are
    // what nearly every instruction needs: JVM locals below 4 have short instructions.
    private static Resumption loop(
            long[] stack,
            int frame,
            int[] code,
            int pc,
            LoweredFunction function,
            int base,
            InterpretedModule module,
            InstanceImpl instance,
            ExecutionContext context,
            int remaining,
            int firstSlice) {
        byte[] memory = memory(instance);
        int slice = firstSlice;
        try {
            while (true) {
                int op = code[pc];
                int a = code[pc + 1];
                int b = code[pc + 2];
                int c = code[pc + 3];
                pc += Op.WORDS;
                FunctionImpl target;
                LoweredFunction callee;
                long link;
                int next = frame + b;
                outside:
                {
                    enter:
                    {
                        tail:
                        {
                            leave:
                            {
                                taken:
                                {
                                    switch (op) {
                                        case Op.MOVE:
                                            stack[frame + a] = stack[frame + b];
                                            continue;
                                        case Op.CONST:
                                            stack[frame + a] = b;
                                            continue;
                                        case Op.CONST64:
                                            stack[frame + a] = b & 0xFFFF_FFFFL | (long) c << 32;
                                            continue;
                                        case Op.SELECT:
                                            stack[frame + a] =
                                                    stack[frame + ((int) stack[frame + b] != 0 ? c : code[pc])];
                                            pc += Op.WORDS;
                                            continue;
                                        case Op.I32_ADD:
                                            stack[frame + a] = (int) stack[frame + b] + (int) stack[frame + c];
                                            continue;
                                        case Op.I32_SUB:
                                            stack[frame + a] = (int) stack[frame + b] - (int) stack[frame + c];
                                            continue;
                                        case Op.I32_MUL:
                                            stack[frame + a] = (int) stack[frame + b] * (int) stack[frame + c];
                                            continue;
                                        case Op.I32_AND:
                                            stack[frame + a] = (int) stack[frame + b] & (int) stack[frame + c];
                                            continue;
                                        case Op.I32_OR:
                                            stack[frame + a] = (int) stack[frame + b] | (int) stack[frame + c];
                                            continue;
                                        case Op.I32_XOR:
                                            stack[frame + a] = (int) stack[frame + b] ^ (int) stack[frame + c];
                                            continue;
                                        case Op.I32_SHL:
                                            stack[frame + a] = (int) stack[frame + b] << (int) stack[frame + c];
                                            continue;
                                        case Op.I32_SHR_S:
                                            stack[frame + a] = (int) stack[frame + b] >> (int) stack[frame + c];
                                            continue;
                                        case Op.I32_SHR_U:
                                            stack[frame + a] = (int) stack[frame + b] >>> (int) stack[frame + c];
                                            continue;
                                        case Op.I32_ROTL:
                                            stack[frame + a] =
                                                    Integer.rotateLeft((int) stack[frame + b], (int) stack[frame + c]);
                                            continue;
                                        case Op.I32_ADD_I:
                                            stack[frame + a] = (int) stack[frame + b] + c;
                                            continue;
                                        case Op.I32_MUL_I:
                                            stack[frame + a] = (int) stack[frame + b] * c;
                                            continue;
                                        case Op.I32_AND_I:
                                            stack[frame + a] = (int) stack[frame + b] & c;
                                            continue;
                                        case Op.I32_OR_I:
                                            stack[frame + a] = (int) stack[frame + b] | c;
                                            continue;
                                        case Op.I32_XOR_I:
                                            stack[frame + a] = (int) stack[frame + b] ^ c;
                                            continue;
                                        case Op.I32_SHL_I:
                                            stack[frame + a] = (int) stack[frame + b] << c;
                                            continue;
                                        case Op.I32_SHR_S_I:
                                            stack[frame + a] = (int) stack[frame + b] >> c;
                                            continue;
                                        case Op.I32_SHR_U_I:
                                            stack[frame + a] = (int) stack[frame + b] >>> c;
                                            continue;
                                        case Op.I32_ROTL_I:
                                            stack[frame + a] = Integer.rotateLeft((int) stack[frame + b], c);
                                            continue;
                                        case Op.I32_DIV_S:
                                            stack[frame + a] =
                                                    Int32Ops.i32_div_s((int) stack[frame + b], (int) stack[frame + c]);
                                            continue;
                                        case Op.I32_DIV_U:
                                            stack[frame + a] =
                                                    Int32Ops.i32_div_u((int) stack[frame + b], (int) stack[frame + c]);
                                            continue;
                                        case Op.I32_REM_S:
                                            stack[frame + a] =
                                                    Int32Ops.i32_rem_s((int) stack[frame + b], (int) stack[frame + c]);
                                            continue;
                                        case Op.I32_REM_U:
                                            stack[frame + a] =
                                                    Int32Ops.i32_rem_u((int) stack[frame + b], (int) stack[frame + c]);
                                            continue;
                                        case Op.I32_EXTEND8_S:
                                            stack[frame + a] = (byte) stack[frame + b];
                                            continue;
                                        case Op.I32_EXTEND16_S:
                                            stack[frame + a] = (short) stack[frame + b];
                                            continue;
                                        case Op.I64_ADD:
                                            stack[frame + a] = stack[frame + b] + stack[frame + c];
                                            continue;
                                        case Op.I64_SUB:
                                            stack[frame + a] = stack[frame + b] - stack[frame + c];
                                            continue;
                                        case Op.I64_MUL:
                                            stack[frame + a] = stack[frame + b] * stack[frame + c];
                                            continue;
                                        case Op.I64_AND:
                                            stack[frame + a] = stack[frame + b] & stack[frame + c];
                                            continue;
                                        case Op.I64_OR:
                                            stack[frame + a] = stack[frame + b] | stack[frame + c];
                                            continue;
                                        case Op.I64_XOR:
                                            stack[frame + a] = stack[frame + b] ^ stack[frame + c];
                                            continue;
                                        case Op.I64_SHL:
                                            stack[frame + a] = stack[frame + b] << stack[frame + c];
                                            continue;
                                        case Op.I64_SHR_S:
                                            stack[frame + a] = stack[frame + b] >> stack[frame + c];
                                            continue;
                                        case Op.I64_SHR_U:
                                            stack[frame + a] = stack[frame + b] >>> stack[frame + c];
                                            continue;
                                        case Op.I64_ROTL:
                                            stack[frame + a] =
                                                    Long.rotateLeft(stack[frame + b], (int) stack[frame + c]);
                                            continue;
                                        case Op.I64_ADD_I:
                                            stack[frame + a] = stack[frame + b] + c;
                                            continue;
                                        case Op.I64_DIV_S:
                                            stack[frame + a] = Int64Ops.i64_div_s(stack[frame + b], stack[frame + c]);
                                            continue;
                                        case Op.I64_DIV_U:
                                            stack[frame + a] = Int64Ops.i64_div_u(stack[frame + b], stack[frame + c]);
                                            continue;
                                        case Op.I64_REM_S:
                                            stack[frame + a] = Int64Ops.i64_rem_s(stack[frame + b], stack[frame + c]);
                                            continue;
                                        case Op.I64_REM_U:
                                            stack[frame + a] = Int64Ops.i64_rem_u(stack[frame + b], stack[frame + c]);
                                            continue;
                                        case Op.I64_EXTEND_I32_S:
                                            stack[frame + a] = (int) stack[frame + b];
                                            continue;
                                        case Op.I64_EXTEND_I32_U:
                                            stack[frame + a] = stack[frame + b] & 0xFFFF_FFFFL;
                                            continue;
                                        case Op.I32_EQ:
                                            stack[frame + a] = (int) stack[frame + b] == (int) stack[frame + c] ? 1 : 0;
                                            continue;
                                        case Op.I32_NE:
                                            stack[frame + a] = (int) stack[frame + b] != (int) stack[frame + c] ? 1 : 0;
                                            continue;
                                        case Op.I32_LT_S:
                                            stack[frame + a] = (int) stack[frame + b] < (int) stack[frame + c] ? 1 : 0;
                                            continue;
                                        case Op.I32_GE_S:
                                            stack[frame + a] = (int) stack[frame + b] >= (int) stack[frame + c] ? 1 : 0;
                                            continue;
                                        case Op.I32_LT_U:
                                            stack[frame + a] = (int) stack[frame + b] + Integer.MIN_VALUE
                                                            < (int) stack[frame + c] + Integer.MIN_VALUE
                                                    ? 1
                                                    : 0;
                                            continue;
                                        case Op.I32_GE_U:
                                            stack[frame + a] = (int) stack[frame + b] + Integer.MIN_VALUE
                                                            >= (int) stack[frame + c] + Integer.MIN_VALUE
                                                    ? 1
                                                    : 0;
                                            continue;
                                        case Op.I32_EQ_I:
                                            stack[frame + a] = (int) stack[frame + b] == c ? 1 : 0;
                                            continue;
                                        case Op.I32_NE_I:
                                            stack[frame + a] = (int) stack[frame + b] != c ? 1 : 0;
                                            continue;
                                        case Op.I32_LT_S_I:
                                            stack[frame + a] = (int) stack[frame + b] < c ? 1 : 0;
                                            continue;
                                        case Op.I32_GE_S_I:
                                            stack[frame + a] = (int) stack[frame + b] >= c ? 1 : 0;
                                            continue;
                                        case Op.I32_LT_U_I:
                                            stack[frame + a] =
                                                    (int) stack[frame + b] + Integer.MIN_VALUE < c + Integer.MIN_VALUE
                                                            ? 1
                                                            : 0;
                                            continue;
                                        case Op.I32_GE_U_I:
                                            stack[frame + a] =
                                                    (int) stack[frame + b] + Integer.MIN_VALUE >= c + Integer.MIN_VALUE
                                                            ? 1
                                                            : 0;
                                            continue;
                                        case Op.I64_EQ:
                                            stack[frame + a] = stack[frame + b] == stack[frame + c] ? 1 : 0;
                                            continue;
                                        case Op.I64_NE:
                                            stack[frame + a] = stack[frame + b] != stack[frame + c] ? 1 : 0;
                                            continue;
                                        case Op.I64_LT_S:
                                            stack[frame + a] = stack[frame + b] < stack[frame + c] ? 1 : 0;
                                            continue;
                                        case Op.I64_GE_S:
                                            stack[frame + a] = stack[frame + b] >= stack[frame + c] ? 1 : 0;
                                            continue;
                                        case Op.I64_LT_U:
                                            stack[frame + a] = stack[frame + b] + Long.MIN_VALUE
                                                            < stack[frame + c] + Long.MIN_VALUE
                                                    ? 1
                                                    : 0;
                                            continue;
                                        case Op.I64_GE_U:
                                            stack[frame + a] = stack[frame + b] + Long.MIN_VALUE
                                                            >= stack[frame + c] + Long.MIN_VALUE
                                                    ? 1
                                                    : 0;
                                            continue;
                                        case Op.F64_EQ:
                                            stack[frame + a] = Double.longBitsToDouble(stack[frame + b])
                                                            == Double.longBitsToDouble(stack[frame + c])
                                                    ? 1
                                                    : 0;
                                            continue;
                                        case Op.F64_NE:
                                            stack[frame + a] = Double.longBitsToDouble(stack[frame + b])
                                                            != Double.longBitsToDouble(stack[frame + c])
                                                    ? 1
                                                    : 0;
                                            continue;
                                        case Op.F64_LT:
                                            stack[frame + a] = Double.longBitsToDouble(stack[frame + b])
                                                            < Double.longBitsToDouble(stack[frame + c])
                                                    ? 1
                                                    : 0;
                                            continue;
                                        case Op.F64_NOT_LT:
                                            stack[frame + a] = !(Double.longBitsToDouble(stack[frame + b])
                                                            < Double.longBitsToDouble(stack[frame + c]))
                                                    ? 1
                                                    : 0;
                                            continue;
                                        case Op.F64_LE:
                                            stack[frame + a] = Double.longBitsToDouble(stack[frame + b])
                                                            <= Double.longBitsToDouble(stack[frame + c])
                                                    ? 1
                                                    : 0;
                                            continue;
                                        case Op.F64_NOT_LE:
                                            stack[frame + a] = !(Double.longBitsToDouble(stack[frame + b])
                                                            <= Double.longBitsToDouble(stack[frame + c]))
                                                    ? 1
                                                    : 0;
                                            continue;
                                        case Op.BR_I32_EQ:
                                            if ((int) stack[frame + a] == (int) stack[frame + b]) {
                                                break taken;
                                            }
                                            continue;
                                        case Op.BR_I32_NE:
                                            if ((int) stack[frame + a] != (int) stack[frame + b]) {
                                                break taken;
                                            }
                                            continue;
                                        case Op.BR_I32_LT_S:
                                            if ((int) stack[frame + a] < (int) stack[frame + b]) {
                                                break taken;
                                            }
                                            continue;
                                        case Op.BR_I32_GE_S:
                                            if ((int) stack[frame + a] >= (int) stack[frame + b]) {
                                                break taken;
                                            }
                                            continue;
                                        case Op.BR_I32_LT_U:
                                            if ((int) stack[frame + a] + Integer.MIN_VALUE
                                                    < (int) stack[frame + b] + Integer.MIN_VALUE) {
                                                break taken;
                                            }
                                            continue;
                                        case Op.BR_I32_GE_U:
                                            if ((int) stack[frame + a] + Integer.MIN_VALUE
                                                    >= (int) stack[frame + b] + Integer.MIN_VALUE) {
                                                break taken;
                                            }
                                            continue;
                                        case Op.BR_I32_EQ_I:
                                            if ((int) stack[frame + a] == b) {
                                                break taken;
                                            }
                                            continue;
                                        case Op.BR_I32_NE_I:
                                            if ((int) stack[frame + a] != b) {
                                                break taken;
                                            }
                                            continue;
                                        case Op.BR_I32_LT_S_I:
                                            if ((int) stack[frame + a] < b) {
                                                break taken;
                                            }
                                            continue;
                                        case Op.BR_I32_GE_S_I:
                                            if ((int) stack[frame + a] >= b) {
                                                break taken;
                                            }
                                            continue;
                                        case Op.BR_I32_LT_U_I:
                                            if ((int) stack[frame + a] + Integer.MIN_VALUE < b + Integer.MIN_VALUE) {
                                                break taken;
                                            }
                                            continue;
                                        case Op.BR_I32_GE_U_I:
                                            if ((int) stack[frame + a] + Integer.MIN_VALUE >= b + Integer.MIN_VALUE) {
                                                break taken;
                                            }
                                            continue;
                                        case Op.BR_I64_EQ:
                                            if (stack[frame + a] == stack[frame + b]) {
                                                break taken;
                                            }
                                            continue;
                                        case Op.BR_I64_NE:
                                            if (stack[frame + a] != stack[frame + b]) {
                                                break taken;
                                            }
                                            continue;
                                        case Op.BR_I64_LT_S:
                                            if (stack[frame + a] < stack[frame + b]) {
                                                break taken;
                                            }
                                            continue;
                                        case Op.BR_I64_GE_S:
                                            if (stack[frame + a] >= stack[frame + b]) {
                                                break taken;
                                            }
                                            continue;
                                        case Op.BR_I64_LT_U:
                                            if (stack[frame + a] + Long.MIN_VALUE < stack[frame + b] + Long.MIN_VALUE) {
                                                break taken;
                                            }
                                            continue;
                                        case Op.BR_I64_GE_U:
                                            if (stack[frame + a] + Long.MIN_VALUE
                                                    >= stack[frame + b] + Long.MIN_VALUE) {
                                                break taken;
                                            }
                                            continue;
                                        case Op.BR_F64_EQ:
                                            if (Double.longBitsToDouble(stack[frame + a])
                                                    == Double.longBitsToDouble(stack[frame + b])) {
                                                break taken;
                                            }
                                            continue;
                                        case Op.BR_F64_NE:
                                            if (Double.longBitsToDouble(stack[frame + a])
                                                    != Double.longBitsToDouble(stack[frame + b])) {
                                                break taken;
                                            }
                                            continue;
                                        case Op.BR_F64_LT:
                                            if (Double.longBitsToDouble(stack[frame + a])
                                                    < Double.longBitsToDouble(stack[frame + b])) {
                                                break taken;
                                            }
                                            continue;
                                        case Op.BR_F64_NOT_LT:
                                            if (!(Double.longBitsToDouble(stack[frame + a])
                                                    < Double.longBitsToDouble(stack[frame + b]))) {
                                                break taken;
                                            }
                                            continue;
                                        case Op.BR_F64_LE:
                                            if (Double.longBitsToDouble(stack[frame + a])
                                                    <= Double.longBitsToDouble(stack[frame + b])) {
                                                break taken;
                                            }
                                            continue;
                                        case Op.BR_F64_NOT_LE:
                                            if (!(Double.longBitsToDouble(stack[frame + a])
                                                    <= Double.longBitsToDouble(stack[frame + b]))) {
                                                break taken;
                                            }
                                            continue;
                                        case Op.F64_ADD:
                                            stack[frame + a] =
                                                    Double.doubleToRawLongBits(Double.longBitsToDouble(stack[frame + b])
                                                            + Double.longBitsToDouble(stack[frame + c]));
                                            continue;
                                        case Op.F64_SUB:
                                            stack[frame + a] =
                                                    Double.doubleToRawLongBits(Double.longBitsToDouble(stack[frame + b])
                                                            - Double.longBitsToDouble(stack[frame + c]));
                                            continue;
                                        case Op.F64_MUL:
                                            stack[frame + a] =
                                                    Double.doubleToRawLongBits(Double.longBitsToDouble(stack[frame + b])
                                                            * Double.longBitsToDouble(stack[frame + c]));
                                            continue;
                                        case Op.F64_DIV:
                                            stack[frame + a] =
                                                    Double.doubleToRawLongBits(Double.longBitsToDouble(stack[frame + b])
                                                            / Double.longBitsToDouble(stack[frame + c]));
                                            continue;
                                        case Op.F64_SQRT:
                                            stack[frame + a] = Double.doubleToRawLongBits(
                                                    Math.sqrt(Double.longBitsToDouble(stack[frame + b])));
                                            continue;
                                        case Op.F64_CONVERT_I32_S:
                                            stack[frame + a] =
                                                    Double.doubleToRawLongBits((double) (int) stack[frame + b]);
                                            continue;
                                        case Op.F32_ADD:
                                            stack[frame + a] =
                                                    Float.floatToRawIntBits(Float.intBitsToFloat((int) stack[frame + b])
                                                            + Float.intBitsToFloat((int) stack[frame + c]));
                                            continue;
                                        case Op.F32_SUB:
                                            stack[frame + a] =
                                                    Float.floatToRawIntBits(Float.intBitsToFloat((int) stack[frame + b])
                                                            - Float.intBitsToFloat((int) stack[frame + c]));
                                            continue;
                                        case Op.F32_MUL:
                                            stack[frame + a] =
                                                    Float.floatToRawIntBits(Float.intBitsToFloat((int) stack[frame + b])
                                                            * Float.intBitsToFloat((int) stack[frame + c]));
                                            continue;
                                        case Op.F32_DIV:
                                            stack[frame + a] =
                                                    Float.floatToRawIntBits(Float.intBitsToFloat((int) stack[frame + b])
                                                            / Float.intBitsToFloat((int) stack[frame + c]));
                                            continue;
                                        case Op.LOAD8_S:
                                            stack[frame + a] = memory[address(stack[frame + b], c)];
                                            continue;
                                        case Op.LOAD8_U:
                                            stack[frame + a] = memory[address(stack[frame + b], c)] & 0xFF;
                                            continue;
                                        case Op.LOAD16_S:
                                            stack[frame + a] = MemoryAccess.get16(memory, address(stack[frame + b], c));
                                            continue;
                                        case Op.LOAD16_U:
                                            stack[frame + a] =
                                                    MemoryAccess.get16(memory, address(stack[frame + b], c)) & 0xFFFF;
                                            continue;
                                        case Op.LOAD32:
                                            stack[frame + a] = MemoryAccess.get32(memory, address(stack[frame + b], c));
                                            continue;
                                        case Op.LOAD32_U:
                                            stack[frame + a] = MemoryAccess.get32(memory, address(stack[frame + b], c))
                                                    & 0xFFFF_FFFFL;
                                            continue;
                                        case Op.LOAD64:
                                            stack[frame + a] = MemoryAccess.get64(memory, address(stack[frame + b], c));
                                            continue;
                                        case Op.STORE8:
                                            memory[address(stack[frame + a], c)] = (byte) stack[frame + b];
                                            continue;
                                        case Op.STORE16:
                                            MemoryAccess.set16(
                                                    memory, address(stack[frame + a], c), (short) stack[frame + b]);
                                            continue;
                                        case Op.STORE32:
                                            MemoryAccess.set32(
                                                    memory, address(stack[frame + a], c), (int) stack[frame + b]);
                                            continue;
                                        case Op.STORE64:
                                            MemoryAccess.set64(memory, address(stack[frame + a], c), stack[frame + b]);
                                            continue;
                                        case Op.GLOBAL_GET:
                                            stack[frame + a] = instance.globals[b].bits;
                                            continue;
                                        case Op.GLOBAL_SET:
                                            instance.globals[b].bits = stack[frame + a];
                                            continue;
                                        case Op.BR:
                                            break taken;
                                        case Op.BR_TABLE:
                                            next = (int) stack[frame + a];
                                            c = code[pc + (next >= 0 && next < b ? next : b - 1)];
                                            break taken;
                                        case Op.RETURN:
                                            link = stack[frame + function.linkSlot];
                                            break leave;
                                        case Op.RETURN_ONE:
                                            link = stack[frame + function.linkSlot];
                                            stack[frame] = stack[frame + a];
                                            break leave;
                                        case Op.RETURN_MANY:
                                            link = stack[frame + function.linkSlot];
                                            System.arraycopy(stack, frame + a, stack, frame, b);
                                            break leave;
                                        case Op.CALL:
                                            callee = module.callee(c);
                                            if (callee != null) {
                                                break enter;
                                            }
                                            target = instance.functions[module.imported + c];
                                            break outside;
                                        case Op.CALL_IMPORT:
                                            target = instance.functions[c];
                                            break outside;
                                        case Op.CALL_INDIRECT:
                                            target = indirect(instance, function.sites[c], (int) stack[frame + a]);
                                            callee = target.owner == instance
                                                    ? module.callee(target.index - module.imported)
                                                    : null;
                                            if (callee != null) {
                                                break enter;
                                            }
                                            break outside;
                                        case Op.TAIL_CALL:
                                            target = instance.functions[module.imported + c];
                                            break tail;
                                        case Op.TAIL_CALL_IMPORT:
                                            target = instance.functions[c];
                                            break tail;
                                        case Op.TAIL_CALL_INDIRECT:
                                            target = indirect(instance, function.sites[c], (int) stack[frame + a]);
                                            break tail;
                                        case Op.CALL_REF:
                                            target = IndirectCalls.referenced(context.references[frame + a]);
                                            callee = target.owner == instance
                                                    ? module.callee(target.index - module.imported)
                                                    : null;
                                            if (callee != null) {
                                                break enter;
                                            }
                                            break outside;
                                        case Op.TAIL_CALL_REF:
                                            target = IndirectCalls.referenced(context.references[frame + a]);
                                            break tail;
                                        case Op.UNREACHABLE:
                                            throw new Trap(TrapKind.UNREACHABLE);
                                        case Op.FAR_ACCESS:
                                            FarMemory.access(code, pc, stack, frame + a, instance.memories[b], c);
                                            pc += Op.WORDS;
                                            continue;
                                        default:
                                            if (op >= Op.NUMERIC) {
                                                stack[frame + a] =
                                                        Numerics.apply(op, stack[frame + b], stack[frame + c]);
                                            } else {
                                                ColdOps.execute(op, a, b, c, context, instance, frame);
                                                memory = memory(instance);
                                            }
                                            continue;
                                    }
                                }
                                // A branch to c. Loops are made of those that go back.
                                if (c < pc && --slice <= 0) {
                                    slice = SLICE;
                                    MethodHandle compiled = module.tickLoop(function, context, c);
                                    if (compiled != null) {
                                        link = stack[frame + function.linkSlot];
                                        CompiledLoop.run(compiled, function, context, instance, frame, remaining);
                                        stack = context.stack;
                                        a = 0;
                                        memory = memory(instance);
                                        break leave;
                                    }
                                    memory = memory(instance);
                                }
                                pc = c;
                                continue;
                            }
                            // Results are at the frame's beginning; a is where they were.
                            if (function.references) {
                                Frames.leave(context.references, frame, function, a);
                            }
                            if (frame == base) {
                                return null;
                            }
                            function = module.active(link);
                            code = function.code;
                            pc = (int) link;
                            frame -= code[pc - 2];
                            remaining++;
                            continue;
                        }
                        // A tail call of target is a return and a call; arguments are at b.
                        link = stack[frame + function.linkSlot];
                        next = frame;
                        Frames.replace(context, frame, function, b, target.code.shape.parameterSlots);
                        if (frame != base) {
                            function = module.active(link);
                            code = function.code;
                            pc = (int) link;
                            frame -= code[pc - 2];
                            remaining++;
                        }
                        callee = target.owner == instance ? module.callee(target.index - module.imported) : null;
                        if (callee != null) {
                            break enter;
                        }
                        if (next == base) {
                            context.top = base + target.code.shape.parameterSlots;
                            Calls.invokeLast(context, instance, target, base, remaining);
                            return null;
                        }
                        break outside;
                    }
                    // A call of callee with its frame at next.
                    if (next != base && --remaining <= 0) {
                        throw exhausted();
                    }
                    if (next + callee.frameSize > stack.length) {
                        context.ensureStack(next + callee.frameSize);
                        stack = context.stack;
                    }
                    open(stack, next, callee, (long) function.number << 32 | pc, context);
                    function = callee;
                    code = callee.code;
                    frame = next;
                    pc = 0;
                    if (++callee.heat >= 0) {
                        module.hot(callee);
                    }
                    if (--slice <= 0) {
                        slice = SLICE;
                        module.tick(function, context);
                        memory = memory(instance);
                    }
                    continue;
                }
                // A call of target, which is not for this loop, with arguments at next.
                if (context.interrupted) {
                    context.handleInterrupt();
                }
                context.top = Math.max(frame + function.frameSize, next + target.code.shape.parameterSlots);
                Calls.invoke(context, instance, target, next, remaining - 1);
                stack = context.stack;
                memory = memory(instance);
            }
        } catch (Throwable thrown) {
            return Unwinding.unwind(thrown, context, module, instance, function, frame, pc, base, remaining);
        }
    }
}
