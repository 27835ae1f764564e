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
    private static final char LOOP = Backtraces.LOOP_MARK;
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

    /** The internal name of the class of a function that begins at a loop; of its usual class if {@code loop} is -1. */
    static String className(int function, int loop) {
        return loop < 0 ? className(function) : className(function) + LOOP + loop;
    }

    /** The name of a function's method. */
    static String methodName(int function) {
        return "f" + function;
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

    /**
     * The function's method that begins at the loop whose opcode has that offset: takes the context, where the locals
     * are on its value stack, the instance and the calls that remain; {@code null} if there is no such method.
     */
    MethodHandle loopEntry(int function, int loop) {
        MethodType type = FunctionEmitter.loopEntryType(module.allFunctions().get(function));
        try {
            Class<?> holder = loadClass(PREFIX + function + LOOP + loop);
            return MethodHandles.publicLookup().findStatic(holder, methodName(function), type);
        } catch (ClassNotFoundException none) {
            return null;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("no method in the class of function " + function + " of " + module, e);
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        if (!name.startsWith(PREFIX)) {
            throw new ClassNotFoundException(name);
        }
        String key = name.substring(PREFIX.length());
        byte[] bytes = cache == null ? null : cache.load(key);
        if (bytes == null) {
            bytes = write(key);
            if (bytes == null) {
                throw new ClassNotFoundException(name);
            }
            if (cache != null) {
                cache.store(key, bytes);
            }
        }
        return defineClass(name, bytes, 0, bytes.length);
    }

    private byte[] write(String key) {
    }
    }
}
