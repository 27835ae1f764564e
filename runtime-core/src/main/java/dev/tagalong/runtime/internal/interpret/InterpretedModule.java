package dev.tagalong.runtime.internal.interpret;

import dev.tagalong.runtime.internal.memory.MemoryForm;
import dev.tagalong.runtime.internal.module.FunctionBody;
import dev.tagalong.runtime.internal.module.WasmModule;
import dev.tagalong.runtime.internal.store.Code;
import dev.tagalong.runtime.internal.store.LoadedModule;
import dev.tagalong.runtime.internal.thread.ExecutionContext;
import dev.tagalong.runtime.internal.thread.StackRoom;
import java.lang.invoke.MethodHandle;

/**
 * A module in the interpreter: its functions in lowered form, made when they are first called and shared by all instances
 * and threads. A lowered function's fields are final, so the arrays need no fences: a thread that does not see an entry
 * yet asks the function's {@link InterpretedCode}.
 */
public final class InterpretedModule implements LoadedModule.CodeFactory {

    final WasmModule wasm;

    /** What its instances' memory 0 is. */
    final MemoryForm memory;

    /** The number of imported functions. */
    final int imported;

    /** Lowered functions, by their number among the defined ones. */
    private final LoweredFunction[] lowered;

    /** Those that calls go to; a compiled function has no entry. */
    private final LoweredFunction[] callees;

    private final InterpretedCode[] codes;
    private final boolean leftovers;
    private final int threshold;
    private final int perInstruction;
    private final HotnessListener listener;

    /** A module that is interpreted only. */
    public InterpretedModule(WasmModule wasm, MemoryForm memory) {
        this(wasm, memory, 0, 0, HotnessListener.NONE, false);
    }

    /**
     * A module with other code, of which the interpreter runs some functions: those that somebody calls by the code it has
     * here. Calls of others in them go to the instance's functions.
     */
    public static InterpretedModule leftovers(WasmModule wasm, MemoryForm memory) {
        return new InterpretedModule(wasm, memory, 0, 0, HotnessListener.NONE, true);
    }

    /**
     * A module whose hot functions are told of.
     *
     * @param threshold how many calls and iterations of loops make a function hot
     * @param perInstruction how many more it takes for each of the function's instructions
     */
    public InterpretedModule(
            WasmModule wasm, MemoryForm memory, int threshold, int perInstruction, HotnessListener listener) {
        this(wasm, memory, threshold, perInstruction, listener, false);
    }

    private InterpretedModule(
            WasmModule wasm,
            MemoryForm memory,
            int threshold,
            int perInstruction,
            HotnessListener listener,
            boolean leftovers) {
        this.memory = memory;
        this.leftovers = leftovers;
        this.wasm = wasm;
        this.imported = wasm.importedFunctions();
        this.lowered = new LoweredFunction[wasm.bodies().size()];
        this.callees = new LoweredFunction[lowered.length];
        this.codes = new InterpretedCode[lowered.length];
        this.threshold = threshold;
        this.perInstruction = perInstruction;
        this.listener = listener;
        for (FunctionBody body : wasm.bodies()) {
            codes[body.index() - imported] = new InterpretedCode(this, body);
        }
    }

    @Override
    public Code code(LoadedModule module, FunctionBody body) {
        return code(body.index());
    }

    /** The code of a defined function, by its index in the function index space. */
    public InterpretedCode code(int index) {
        return codes[index - imported];
    }

    /** The lowered form to call of a defined function, or {@code null} if calls are to go to its other code. */
    LoweredFunction callee(int number) {
        LoweredFunction callee = callees[number];
        return callee != null || leftovers ? callee : codes[number].lowered();
    }

    /** The function of a frame, by a link to it. */
    LoweredFunction active(long link) {
        int number = (int) (link >>> 32);
        LoweredFunction function = lowered[number];
        return function != null ? function : codes[number].form();
    }

    void publish(LoweredFunction function) {
        function.heat = listener == HotnessListener.NONE ? Integer.MIN_VALUE : -threshold(function);
        lowered[function.number] = function;
        callees[function.number] = function;
    }

    private int threshold(LoweredFunction function) {
        return (int) Math.min(Integer.MAX_VALUE, threshold + (long) perInstruction * function.code.length / Op.WORDS);
    }

    void withdraw(int number) {
        callees[number] = null;
    }

    /**
     * From time to time when a loop begins again: as {@link #tick}, and looks for compiled code that goes on from there.
     *
     * @return what {@link CompiledLoop#run} takes, or {@code null}
     */
    MethodHandle tickLoop(LoweredFunction function, ExecutionContext context, int position) {
        tick(function, context);
        if (callees[function.number] != null) {
            return null;
        }
        int loop = function.loops.at(position);
        if (loop < 0) {
            return null;
        }
        if (function.loops.ask(loop)) {
            listener.hotLoop(function.index, function.loops.offset(loop));
        }
        return function.loops.entry(loop);
    }

    /** From time to time: answers requests from outside, and counts the iterations since the last time. */
    void tick(LoweredFunction function, ExecutionContext context) {
        function.heat += Interpreter.SLICE;
        if (function.heat >= 0) {
            hot(function);
        }
        if (context.interrupted) {
            context.handleInterrupt();
        }
    }

    void hot(LoweredFunction function) {
        StackRoom.require();
        function.heat = Integer.MIN_VALUE;
        listener.hot(function.index);
    }
}
