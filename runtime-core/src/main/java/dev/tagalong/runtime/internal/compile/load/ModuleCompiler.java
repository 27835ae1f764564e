package dev.tagalong.runtime.internal.compile.load;

import dev.tagalong.runtime.internal.compile.plan.SplitLimits;
import dev.tagalong.runtime.internal.compile.vector.VectorApi;
import dev.tagalong.runtime.internal.memory.MemoryForm;
import dev.tagalong.runtime.internal.module.FunctionBody;
import dev.tagalong.runtime.internal.module.WasmModule;
import dev.tagalong.runtime.internal.store.Code;
import dev.tagalong.runtime.internal.value.CallShape;
import dev.tagalong.runtime.internal.value.Carrier;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;

/** The compiler for one module and one form of memory. */
public final class ModuleCompiler {

    private final WasmModule module;
    private final ModuleClasses classes;

    /**
     * Compiles nothing yet.
     *
     * @param memory what memory 0 of the instances is that it compiles for
     * @param interpreted by function index, code for a function that the compiler leaves to the interpreter
     * @param codeCache where compiled code is kept, or {@code null}
     * @param limits how big methods may be
     * @param direct by function index, whether compiled code is to call a function's compiled code itself, or by way of
     *     {@code interpreted}
     */
    public ModuleCompiler(
            WasmModule module,
            MemoryForm memory,
            IntFunction<? extends Code> interpreted,
            CodeCacheFolder codeCache,
            SplitLimits limits,
            IntPredicate direct) {
        this.module = module;
        CodeCache cache = codeCache == null ? null : codeCache.of(module, memory);
        this.classes = new ModuleClasses(module, memory, interpreted, cache, limits, direct);
    }

    /** Whether vector instructions are calls of the JDK's Vector API. */
    public static boolean usesVectorApi() {
        return VectorApi.ofThisJvm().isPresent();
    }

    /** The code of a function, which is compiled when it is first called. */
    public Code code(FunctionBody body) {
        return new CompiledCode(body.type(), classes, body.index());
    }

    /** The code of a function, compiled now; {@code null} if the compiler leaves it to the interpreter. */
    public Code compile(int function) {
        if (!CallShape.of(module.allFunctions().get(function)).fitsJava()) {
            return null;
        }
        Code code = code(module.bodies().get(function - module.importedFunctions()));
        code.entry();
        return classes.leftOut(function) ? null : code;
    }

    /**
     * The code of a function from one of its loops on, compiled now.
     *
     * @param loop the offset of the loop's opcode in the binary
     * @return takes the context, where the locals are on its value stack, the instance and the calls that remain; it returns
     *     the one result, a number as raw bits in a {@code long}, else 0; {@code null} if the function cannot be entered
     *     there
     */
    public MethodHandle compileLoop(int function, int loop) {
        CallShape shape = CallShape.of(module.allFunctions().get(function));
        MethodHandle entry = shape.fitsJava() ? classes.loopEntry(function, loop) : null;
        if (entry == null) {
            return null;
        }
        if (shape.resultSlots != 1) {
            return MethodHandles.filterReturnValue(entry, MethodHandles.constant(long.class, 0L));
        }
        Carrier result = shape.resultParts.get(0);
        return result.object ? entry : MethodHandles.filterReturnValue(entry, result.toBits());
    }
}
