package dev.tagalong.runtime.internal.interpret;

import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.TrapKind;
import dev.tagalong.runtime.WasmExit;
import dev.tagalong.runtime.internal.call.Backtraces;
import dev.tagalong.runtime.internal.module.WasmModule;
import dev.tagalong.runtime.internal.object.ExceptionImpl;
import dev.tagalong.runtime.internal.store.InstanceImpl;
import dev.tagalong.runtime.internal.text.FunctionNames;
import dev.tagalong.runtime.internal.thread.ExecutionContext;

/**
 * What is thrown in a run. An exception of WebAssembly ends frames up to the one that catches it; whatever else ends all of
 * them, and the frames are written into a trap's backtrace. The references of a frame that ends are cleared.
 */
final class Unwinding {

    private Unwinding() {}

    /**
     * Ends frames of a run; throws what nobody in it catches.
     *
     * @param function the innermost frame's function
     * @param pc the position after the instruction that it was at
     * @param base the outermost frame
     * @param remaining how many calls might be nested in the innermost frame
     * @return where an exception was caught
     */
    static Resumption unwind(
            Throwable thrown,
            ExecutionContext context,
            InterpretedModule module,
            InstanceImpl instance,
            LoweredFunction function,
            int frame,
            int pc,
            int base,
            int remaining) {
        if (!(thrown instanceof ExceptionImpl exception)) {
            throw giveUp(thrown, context, module, function, frame, pc, base);
        }
        LoweredFunction present = function;
        int at = frame;
        int position = pc;
        int target = isInside(function, pc) ? present.handlers.enter(exception, pc, instance, context, at) : -1;
        int left = remaining;
        if (exception.trace != null) {
            Backtraces.passed(exception.trace);
        }
        while (target < 0) {
            if (exception.trace != null) {
                exception.trace.addFrame(frame(module.wasm, present, position));
            }
            Frames.clear(context.references, at, present);
            if (at == base) {
                if (exception.trace != null) {
                    Backtraces.interpreted(exception.trace);
                }
                throw exception;
            }
            long link = context.stack[at + present.linkSlot];
            present = module.active(link);
            position = (int) link;
            at -= present.code[position - 2];
            left++;
            target = present.handlers.enter(exception, position, instance, context, at);
        }
        return new Resumption(present, at, target, left);
    }

    /**
     * Whether what is thrown comes out of the instruction before a position, and not out of what goes on in the function's
     * place: compiled code that a branch entered, or a function that a tail call has called.
     */
    private static boolean isInside(LoweredFunction function, int pc) {
        int op = function.code[pc - Op.WORDS];
        return op == Op.THROW || op == Op.THROW_REF || op >= Op.CALL && op <= Op.CALL_REF;
    }

    private static RuntimeException giveUp(
            Throwable thrown,
            ExecutionContext context,
            InterpretedModule module,
            LoweredFunction function,
            int frame,
            int pc,
            int base) {
        RuntimeException result = thrown instanceof Error && !(thrown instanceof StackOverflowError)
                ? null
                : exception(thrown, function, pc);
        Trap trap = result instanceof Trap t ? t : null;
        LoweredFunction present = function;
        int at = frame;
        int position = pc;
        int added = 0;
        while (true) {
            if (trap != null && added++ < Trap.MAX_FRAMES) {
                trap.addFrame(frame(module.wasm, present, position));
            }
            Frames.clear(context.references, at, present);
            if (at == base) {
                break;
            }
            long link = context.stack[at + present.linkSlot];
            present = module.active(link);
            position = (int) link;
            at -= present.code[position - 2];
        }
        if (result == null) {
            throw (Error) thrown;
        }
        if (trap != null) {
            Backtraces.interpreted(trap);
        }
        return result;
    }

    private static RuntimeException exception(Throwable thrown, LoweredFunction function, int pc) {
        if (thrown instanceof WasmExit exit) {
            return exit;
        }
        int op = pc < Op.WORDS ? Op.UNREACHABLE : function.code[pc - Op.WORDS];
        if (thrown instanceof IndexOutOfBoundsException && op >= Op.LOAD8_S && op <= Op.STORE64) {
            return new Trap(TrapKind.OUT_OF_BOUNDS_MEMORY);
        }
        boolean called = op >= Op.CALL && op <= Op.TAIL_CALL_REF;
        if (thrown instanceof Trap || called || thrown instanceof StackOverflowError) {
            Throwable translated = Backtraces.translate(thrown, () -> function.trapPlaces(pc));
            if (translated instanceof Trap trap) {
                return trap;
            }
        }
        return new IllegalStateException(
                "function " + function.index + " at " + offset(function, pc) + ", instruction " + op, thrown);
    }

    private static Trap.Frame frame(WasmModule wasm, LoweredFunction function, int pc) {
        return new Trap.Frame(
                wasm.name(), function.index, FunctionNames.find(wasm, function.index), offset(function, pc));
    }

    private static int offset(LoweredFunction function, int pc) {
        return function.offsets.offset(Math.max(0, pc - Op.WORDS));
    }
}
