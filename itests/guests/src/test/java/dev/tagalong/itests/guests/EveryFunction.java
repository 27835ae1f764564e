package dev.tagalong.itests.guests;

import static org.junit.jupiter.api.Assumptions.abort;

import dev.tagalong.runtime.ModuleException;
import dev.tagalong.runtime.ModuleException.Reason;
import dev.tagalong.runtime.internal.binary.ModuleDecoder;
import dev.tagalong.runtime.internal.compile.load.ModuleCompiler;
import dev.tagalong.runtime.internal.compile.plan.SplitLimits;
import dev.tagalong.runtime.internal.interpret.InterpretedModule;
import dev.tagalong.runtime.internal.memory.MemoryForm;
import dev.tagalong.runtime.internal.module.FunctionBody;
import dev.tagalong.runtime.internal.module.WasmModule;
import dev.tagalong.runtime.internal.store.Code;
import dev.tagalong.runtime.internal.validate.ModuleValidator;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

/** Prepares every function of a module to be run, on each tier, which calls would do one by one. */
final class EveryFunction {

    private EveryFunction() {}

    /**
     * Decodes and validates a module, lowers each function for the interpreter, and compiles each, with the JVM's own
     * verification of what was generated. The test is skipped if the module needs what is not offered.
     *
     * @return how many functions there are
     */
    static int of(String name, byte[] binary) throws ReflectiveOperationException {
        WasmModule module = validated(name, binary);
        for (MemoryForm memory : MemoryForm.values()) {
            lower(module, memory);
            compile(module, memory);
        }
        return module.bodies().size();
    }

    private static WasmModule validated(String name, byte[] binary) {
        try {
            WasmModule module = ModuleDecoder.decode(name, binary);
            ModuleValidator.validate(module);
            return module;
        } catch (ModuleException e) {
            if (e.reason() == Reason.UNSUPPORTED) {
                abort("not offered: " + e.getMessage());
            }
            throw e;
        }
    }

    private static void lower(WasmModule module, MemoryForm memory) throws ReflectiveOperationException {
        Method lower = Class.forName(InterpretedModule.class.getPackageName() + ".Lowering")
                .getDeclaredMethod("lower", WasmModule.class, FunctionBody.class, MemoryForm.class);
        lower.setAccessible(true);
        for (FunctionBody body : module.bodies()) {
            try {
                lower.invoke(null, module, body, memory);
            } catch (InvocationTargetException e) {
                throw new AssertionError("function " + body.index() + " is not lowered", e.getCause());
            }
        }
    }

    private static void compile(WasmModule module, MemoryForm memory) throws ReflectiveOperationException {
        InterpretedModule interpreter = InterpretedModule.leftovers(module, memory);
        ModuleCompiler compiler =
                new ModuleCompiler(module, memory, interpreter::code, null, SplitLimits.DEFAULT, function -> true);
        for (FunctionBody body : module.bodies()) {
            try {
                Code code = compiler.compile(body.index());
                if (code != null) {
                    link(code.entry());
                }
            } catch (LinkageError | RuntimeException e) {
                throw new AssertionError("function " + body.index() + " is not compiled", e);
            }
        }
    }

    /** The JVM verifies a class when it is initialized, at the latest. */
    private static void link(MethodHandle entry) throws ReflectiveOperationException {
        Class<?> holder = MethodHandles.publicLookup().revealDirect(entry).getDeclaringClass();
        Class.forName(holder.getName(), true, holder.getClassLoader());
    }
}
