package dev.tagalong.runtime.internal.interpret;

import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.TrapKind;
import dev.tagalong.runtime.internal.call.Calls;
import dev.tagalong.runtime.internal.call.IndirectCalls;
import dev.tagalong.runtime.internal.call.TrapPath;
import dev.tagalong.runtime.internal.store.FunctionImpl;
import dev.tagalong.runtime.internal.store.InstanceImpl;
import dev.tagalong.runtime.internal.thread.ExecutionContext;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;

/**
 * A run executes a function and whatever it calls of the same instance, without recursion in Java: the way back lies in each
 * frame. Other calls leave the run through {@link Calls}.
 *
 * <p>There are two loops, one method each. The inner one has the instructions that only read and write the frame and memory
 * 0, the outer one the others. Each must stay below the 8000 bytes of bytecode that HotSpot compiles at most. What is
 * seldom executed is elsewhere.
 */
final class Interpreter extends InnerLoop {

    /**
     * A slice's length after an exception was caught: to throw and catch one takes as long as a slice, and a loop that
     * does nothing else is to be looked at, too.
     */
    private static final int AFTER_CATCH = 1;

    private static final byte[] NO_MEMORY = {};

    static {
        Linking.prepare();
        TrapPath.initialize(MethodHandles.lookup(), HandlerTable.class, Resumption.class, Unwinding.class);
    }

    private final InterpretedModule module;
    private final ExecutionContext context;
    private final InstanceImpl instance;

    /** The outermost frame. */
    private final int base;

    /** The innermost frame's. */
    private LoweredFunction function;

    /** How many calls may be nested in the innermost frame. */
    private int remaining;

    private Interpreter(
            InterpretedModule module,
            LoweredFunction function,
            ExecutionContext context,
            InstanceImpl instance,
            int base,
            int remaining) {
        this.module = module;
        this.function = function;
        this.context = context;
        this.instance = instance;
        this.base = base;
        this.remaining = remaining;
    }

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
        Interpreter run = new Interpreter(module, function, context, instance, base, remaining);
        Resumption caught = run.loop(base, 0);
        while (caught != null) {
            run.function = caught.function();
            run.remaining = caught.remaining();
            run.slice = AFTER_CATCH;
            caught = run.loop(caught.frame(), caught.position());
        }
    }

    /** Has what the loops call linked, as the first run would. */
    static void initialize() {
        // The static initializer does it.
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

    private static FunctionImpl indirect(InstanceImpl instance, LoweredFunction.CallSite site, int operand) {
        return IndirectCalls.resolve(instance, instance.tables[site.table()], operand, site.type());
    }

    /** What the loop enters to call a function, or {@code null} if the call is not for it. */
    private static LoweredFunction callee(FunctionImpl target, InstanceImpl instance, InterpretedModule module) {
        return target.owner == instance ? module.callee(target.index - module.imported) : null;
    }

    private static Trap exhausted() {
        return new Trap(TrapKind.CALL_STACK_EXHAUSTED);
    }

    // Answers null at the end of the run, else where the run goes on after an exception was caught.
    private Resumption loop(int firstFrame, int firstPc) {
        int frame = firstFrame;
        position = firstPc;
        try {
            while (true) {
                int[] code = function.code;
                int pc = simple(context.stack, code, memory(instance), instance.globals, frame, position);
                position = pc;
                long[] stack = context.stack;
                int op = code[pc - Op.WORDS];
                int a = code[pc - Op.WORDS + A];
                int b = code[pc - Op.WORDS + B];
                int c = code[pc - Op.WORDS + C];
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
                            switch (op) {
                                case Op.RETURN:
                                case Op.RETURN_ONE:
                                case Op.RETURN_MANY:
                                    link = stack[frame + function.linkSlot];
                                    if (op == Op.RETURN_ONE) {
                                        stack[frame] = stack[frame + a];
                                    } else if (op == Op.RETURN_MANY) {
                                        System.arraycopy(stack, frame + a, stack, frame, b);
                                    }
                                    break;
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
                                    callee = callee(target, instance, module);
                                    if (callee != null) {
                                        break enter;
                                    }
                                    break outside;
                                case Op.CALL_REF:
                                    target = IndirectCalls.referenced(context.references[frame + a]);
                                    callee = callee(target, instance, module);
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
                                case Op.TAIL_CALL_REF:
                                    target = IndirectCalls.referenced(context.references[frame + a]);
                                    break tail;
                                case Op.UNREACHABLE:
                                    throw new Trap(TrapKind.UNREACHABLE);
                                case Op.FAR_ACCESS:
                                    FarMemory.access(code, pc, stack, frame + a, instance.memories[b], c);
                                    position = pc + Op.WORDS;
                                    continue;
                                default:
                                    if (op >= Op.NUMERIC) {
                                        stack[frame + a] = Numerics.apply(op, stack[frame + b], stack[frame + c]);
                                        continue;
                                    }
                                    if (op >= Op.FIRST_COLD) {
                                        ColdOps.execute(op, a, b, c, context, instance, frame);
                                        continue;
                                    }
                                    // A branch back, and a slice is over.
                                    slice = SLICE;
                                    MethodHandle compiled = module.tickLoop(function, context, branch);
                                    if (compiled == null) {
                                        position = branch;
                                        continue;
                                    }
                                    link = stack[frame + function.linkSlot];
                                    CompiledLoop.run(compiled, function, context, instance, frame, remaining);
                                    a = 0;
                            }
                            // Results are at the frame's beginning; a is where they were.
                            if (function.references) {
                                Frames.leave(context.references, frame, function, a);
                            }
                            if (frame == base) {
                                return null;
                            }
                            frame -= leave(link);
                            continue;
                        }
                        // A tail call of target is a return and a call; arguments are at b.
                        link = stack[frame + function.linkSlot];
                        next = frame;
                        Frames.replace(context, frame, function, b, target.code.shape.parameterSlots);
                        if (frame != base) {
                            frame -= leave(link);
                        }
                        callee = callee(target, instance, module);
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
                    context.ensureStack(next + callee.frameSize);
                    open(context.stack, next, callee, (long) function.number << 32 | position, context);
                    function = callee;
                    frame = next;
                    position = 0;
                    if (++callee.heat >= 0) {
                        module.hot(callee);
                    }
                    if (--slice <= 0) {
                        slice = SLICE;
                        module.tick(function, context);
                    }
                    continue;
                }
                // A call of target, which is not for this loop, with arguments at next.
                if (context.interrupted) {
                    context.handleInterrupt();
                }
                context.top = Math.max(frame + function.frameSize, next + target.code.shape.parameterSlots);
                Calls.invoke(context, instance, target, next, remaining - 1);
            }
        } catch (Throwable thrown) {
            return Unwinding.unwind(thrown, context, module, instance, function, frame, position, base, remaining);
        }
    }

    /** Goes back to a caller; answers how far before the callee's frame its frame is. */
    private int leave(long link) {
        function = module.active(link);
        position = (int) link;
        remaining++;
        return function.code[position - Op.WORDS + B];
    }
}
