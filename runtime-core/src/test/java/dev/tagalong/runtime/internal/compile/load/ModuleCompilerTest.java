package dev.tagalong.runtime.internal.compile.load;

import static dev.tagalong.runtime.testing.Binary.*;
import static dev.tagalong.runtime.testing.Wasm.*;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.tagalong.runtime.internal.binary.ModuleDecoder;
import dev.tagalong.runtime.internal.compile.plan.SplitLimits;
import dev.tagalong.runtime.internal.interpret.InterpretedModule;
import dev.tagalong.runtime.internal.memory.MemoryForm;
import dev.tagalong.runtime.internal.module.WasmModule;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which functions the compiler leaves to the interpreter. */
class ModuleCompilerTest {

    private static ModuleCompiler compiler(WasmModule module) {
        InterpretedModule interpreter = InterpretedModule.leftovers(module, MemoryForm.ARRAY);
        return new ModuleCompiler(
                module, MemoryForm.ARRAY, interpreter::code, null, SplitLimits.DEFAULT, function -> true);
    }

    private static WasmModule module(int parameters) {
        Object[] types = IntStream.range(0, parameters).mapToObj(i -> I64).toArray();
        byte[] type = functionType(vector(types), vector());
        return ModuleDecoder.decode("wide", single(type, vector(), loop(VOID), END));
    }

    private static int loopOffset(WasmModule module) {
        return module.bodies().get(0).from();
    }

    @Test
    void parametersThatNoJavaMethodTakesAreLeftToTheInterpreter() {
        WasmModule module = module(130);
        assertNull(compiler(module).compile(0));
        assertNull(compiler(module).compileLoop(0, loopOffset(module)));
    }

    @Test
    void manyParametersAreCompiled() {
        WasmModule module = module(100);
        assertNotNull(compiler(module).compile(0));
    }
}
