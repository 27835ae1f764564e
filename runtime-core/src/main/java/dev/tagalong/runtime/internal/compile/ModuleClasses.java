package dev.tagalong.runtime.internal.compile;

import dev.tagalong.runtime.internal.module.FunctionBody;
import dev.tagalong.runtime.internal.module.WasmModule;
import dev.tagalong.runtime.internal.store.Backtraces;
import dev.tagalong.runtime.internal.store.Code;
import dev.tagalong.runtime.internal.store.StackBridge;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.function.IntFunction;

/**
 * The classes of one module's functions. The JVM asks for a class when code that calls the function first runs, and only
 * then is it written, so a module costs what is used of it. The loader goes when the module goes.
 */
final class ModuleClasses extends ClassLoader {

    private static final String PREFIX = Backtraces.CLASS_PREFIX;
    private static final String INTERNAL_PREFIX = PREFIX.replace('.', '/');

    static {
        registerAsParallelCapable();
    }

    private final WasmModule module;
    private final IntFunction<Code> interpreted;
    private final CodeCache cache;
    private final SplitLimits limits;

    /**
     * Classes of {@code module}.
     *
     * @param interpreted by function index, the code of a function that is not compiled
     * @param cache where class files are kept, or {@code null}
     * @param limits how big methods may be
     */
    ModuleClasses(WasmModule module, IntFunction<Code> interpreted, CodeCache cache, SplitLimits limits) {
        super(Backtraces.loaderName(module), ModuleClasses.class.getClassLoader());
        this.module = module;
        this.interpreted = interpreted;
        this.cache = cache;
        this.limits = limits;
    }

    /** The internal name of a function's class. */
    static String className(int function) {
        return INTERNAL_PREFIX + function;
    }

    /** The name of a function's method. */
    static String methodName(int function) {
        return "f" + function;
    }

    /** Whether a stack trace element's class holds a function, and which; -1 if it does not. */
    static int functionOf(String className) {
        if (!className.startsWith(PREFIX)) {
            return -1;
        }
        return Integer.parseInt(className.substring(PREFIX.length()));
    }

    WasmModule module() {
        return module;
    }

    Code interpreted(int function) {
        return interpreted.apply(function);
    }

    /** The function's method. */
    MethodHandle entry(int function) {
        MethodType type = StackBridge.entryType(module.allFunctions().get(function));
        try {
            Class<?> holder = loadClass(PREFIX + function);
            return MethodHandles.publicLookup().findStatic(holder, methodName(function), type);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("no class for function " + function + " of " + module, e);
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        int function = functionOf(name);
        if (function < 0) {
            throw new ClassNotFoundException(name);
        }
        byte[] bytes = cache == null ? null : cache.load(function);
        if (bytes == null) {
            bytes = write(module.bodies().get(function - module.importedFunctions()));
            if (cache != null) {
                cache.store(function, bytes);
            }
        }
        return defineClass(name, bytes, 0, bytes.length);
    }

    private byte[] write(FunctionBody body) {
        byte[] bytes;
        try {
            bytes = FunctionClasses.write(module, body, limits);
        } catch (RuntimeException e) {
            // Not to be taken for what a program's own bad access throws.
            throw new IllegalStateException("function " + body.index() + " of " + module + " cannot be compiled", e);
        }
        return bytes != null ? bytes : InterpretedStub.write(body.index(), body.type());
    }
}
