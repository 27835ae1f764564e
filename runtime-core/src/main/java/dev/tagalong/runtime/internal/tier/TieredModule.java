package dev.tagalong.runtime.internal.tier;

import dev.tagalong.runtime.internal.compile.load.CodeCacheFolder;
import dev.tagalong.runtime.internal.compile.load.ModuleCompiler;
import dev.tagalong.runtime.internal.compile.plan.SplitLimits;
import dev.tagalong.runtime.internal.interpret.HotnessListener;
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

    private final InterpretedModule interpreter;
    private final ModuleCompiler compiler;
    private final BackgroundCompiler background;

    TieredModule(
            WasmModule wasm,
            MemoryForm memory,
            CodeCacheFolder codeCache,
            SplitLimits limits,
            Hotness hotness,
            BackgroundCompiler background) {
        this.interpreter = new InterpretedModule(wasm, memory, hotness.calls(), hotness.callsPerInstruction(), this);
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
    public void hot(int function) {
        background.submit(() -> compile(function));
    }

    private void compile(int function) {
        Code compiled = compiler.compile(function);
        if (compiled != null) {
            interpreter.code(function).replace(compiled);
        }
    }

    @Override
    public void hotLoop(int function, int loop) {
        background.submit(() -> interpreter.code(function).enterLoop(loop, compiler.compileLoop(function, loop)));
    }
}
