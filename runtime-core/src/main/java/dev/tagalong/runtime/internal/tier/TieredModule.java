package dev.tagalong.runtime.internal.tier;

import dev.tagalong.runtime.internal.compile.load.CodeCacheFolder;
import dev.tagalong.runtime.internal.compile.load.ModuleCompiler;
import dev.tagalong.runtime.internal.compile.plan.SplitLimits;
import dev.tagalong.runtime.internal.interpret.HotnessListener;
import dev.tagalong.runtime.internal.interpret.InterpretedCode;
import dev.tagalong.runtime.internal.interpret.InterpretedModule;
import dev.tagalong.runtime.internal.memory.MemoryForm;
import dev.tagalong.runtime.internal.module.WasmModule;
import dev.tagalong.runtime.internal.store.Code;
import dev.tagalong.runtime.internal.store.LoadedModule;

/**
 * A module that is interpreted at first. A hot function is compiled in the background, and calls then go to the compiled
 * code; a call that stays in one of its loops goes on from the loop in compiled code.
 */
final class TieredModule implements HotnessListener {

    /** How many calls and iterations of loops make a function hot. */
    static final int THRESHOLD = 500;

    private final InterpretedModule interpreter;
    private final ModuleCompiler compiler;
    private final BackgroundCompiler background;

    TieredModule(
            WasmModule wasm,
            MemoryForm memory,
            CodeCacheFolder codeCache,
            SplitLimits limits,
            BackgroundCompiler background) {
        this.interpreter = new InterpretedModule(wasm, memory, THRESHOLD, this);
        this.compiler = new ModuleCompiler(
                wasm,
                memory,
                interpreter::code,
                codeCache,
                limits,
                function -> interpreter.code(function).replaced());
        this.background = background;
    }

    LoadedModule.CodeFactory codeFactory() {
        return interpreter;
    }

    @Override
    public void hot(InterpretedCode code) {
        background.submit(() -> compile(code));
    }

    private void compile(InterpretedCode code) {
        Code compiled = compiler.compile(code.index());
        if (compiled != null) {
            code.replace(compiled);
        }
    }

    @Override
    public void hotLoop(InterpretedCode code, int loop) {
        background.submit(() -> compileLoop(code, loop));
    }

    private void compileLoop(InterpretedCode code, int loop) {
        code.enterLoop(loop, compiler.compileLoop(code.index(), loop));
    }
}
