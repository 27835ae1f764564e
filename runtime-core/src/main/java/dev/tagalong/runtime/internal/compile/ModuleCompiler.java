package dev.tagalong.runtime.internal.compile;

import dev.tagalong.runtime.internal.module.FunctionBody;
import dev.tagalong.runtime.internal.module.WasmModule;
import dev.tagalong.runtime.internal.store.Code;
import java.nio.file.Path;
import java.util.function.IntFunction;

/** The compiler for one module. */
public final class ModuleCompiler {

    private final ModuleClasses classes;

    /**
     * Compiles nothing yet.
     *
     * @param interpreted by function index, code for a function that the compiler leaves to the interpreter
     * @param codeCache where compiled code is kept, or {@code null}
     * @param limits how big methods may be
     */
    public ModuleCompiler(WasmModule module, IntFunction<Code> interpreted, Path codeCache, SplitLimits limits) {
        CodeCache cache = codeCache == null ? null : CodeCache.of(codeCache, module);
        this.classes = new ModuleClasses(module, interpreted, cache, limits);
    }

    /** The code of a function, which is compiled when it is first called. */
    public Code code(FunctionBody body) {
        return new CompiledCode(body.type(), classes, body.index());
    }
}
