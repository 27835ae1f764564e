package dev.tagalong.runtime.internal.compile.load;

import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.internal.bridge.StackBridge;
import dev.tagalong.runtime.internal.call.Backtraces;
import dev.tagalong.runtime.internal.compile.emit.Descriptors;
import dev.tagalong.runtime.internal.compile.emit.InterpretedStub;
import dev.tagalong.runtime.internal.compile.emit.Names;
import dev.tagalong.runtime.internal.compile.link.CallTargets;
import dev.tagalong.runtime.internal.compile.plan.CompilerWork;
import dev.tagalong.runtime.internal.compile.plan.SplitLimits;
import dev.tagalong.runtime.internal.compile.vector.VectorApi;
import dev.tagalong.runtime.internal.event.Events;
import dev.tagalong.runtime.internal.memory.MemoryForm;
import dev.tagalong.runtime.internal.module.FunctionBody;
import dev.tagalong.runtime.internal.module.WasmModule;
import dev.tagalong.runtime.internal.object.ClassNames;
import dev.tagalong.runtime.internal.object.ObjectClass;
import dev.tagalong.runtime.internal.store.Code;
import dev.tagalong.runtime.internal.text.FunctionNames;
import dev.tagalong.runtime.internal.thread.StackRoom;
import dev.tagalong.runtime.internal.value.CallShape;
import dev.tagalong.runtime.type.DefinedType;
import dev.tagalong.runtime.type.FunctionType;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;

/**
 * The classes of one module's functions. The JVM asks for a class when code that calls the function first runs, and only
 * then is it written, so a module costs what is used of it. The loader goes when the module goes.
 */
final class ModuleClasses extends ClassLoader implements CallTargets {

    private static final String PREFIX = Backtraces.CLASS_PREFIX;
    private static final char LOOP = Backtraces.LOOP_MARK;

    static {
        registerAsParallelCapable();
    }

    private final WasmModule module;
    private final MemoryForm memory;
    private final IntFunction<? extends Code> interpreted;
    private final CodeCache cache;
    private final SplitLimits limits;
    private final IntPredicate direct;
    private final Set<Integer> leftOut = ConcurrentHashMap.newKeySet();

    /** The structures' and arrays' types by the names of their classes; made when one is first asked for. */
    private volatile Map<String, DefinedType> types;

    /** The functions that took too much work: nobody is to try them again from another loop. */
    private final Set<Integer> tooMuchWork = ConcurrentHashMap.newKeySet();

    /**
     * Classes of {@code module}.
     *
     * @param memory what memory 0 of the instances is that they are for
     * @param interpreted by function index, the code of a function that is not compiled
     * @param cache where class files are kept, or {@code null}
     * @param limits how big methods may be
     * @param direct by function index, whether compiled code is to call a function's method itself, which compiles the
     *     function if need be, or by way of {@code interpreted}
     */
    ModuleClasses(
            WasmModule module,
            MemoryForm memory,
            IntFunction<? extends Code> interpreted,
            CodeCache cache,
            SplitLimits limits,
            IntPredicate direct) {
        super(Backtraces.loaderName(module), ModuleClasses.class.getClassLoader());
        this.module = module;
        this.memory = memory;
        this.interpreted = interpreted;
        this.cache = cache;
        this.limits = limits;
        this.direct = direct;
    }

    /** Whether the compiler has left a function, which was asked for, to the interpreter. */
    boolean leftOut(int function) {
        return leftOut.contains(function);
    }

    /** Whether a function has been compiled. */
    boolean compiled(int function) {
        return findLoadedClass(PREFIX + function) != null && !leftOut(function);
    }

    @Override
    public FunctionType type(int index) {
        return module.functionType(index);
    }

    @Override
    public Code interpreted(int function) {
        return interpreted.apply(function);
    }

    /** The function's method. */
    MethodHandle entry(int function) {
        return find(function, Names.methodName(function));
    }

    /** The function's method that leaves its last tail call to be made; {@code null} if it never does. */
    MethodHandle upToTail(int function) {
        try {
            for (Method method : loadClass(PREFIX + function).getMethods()) {
                if (method.getName().equals(Names.upToTailName(function))) {
                    return find(function, method.getName());
                }
            }
            return null;
        } catch (ClassNotFoundException e) {
            throw noClass(function, e);
        }
    }

    private MethodHandle find(int function, String method) {
        MethodType type =
                StackBridge.entryType(CallShape.of(module.allFunctions().get(function)));
        try {
            return MethodHandles.publicLookup().findStatic(loadClass(PREFIX + function), method, type);
        } catch (ReflectiveOperationException e) {
            throw noClass(function, e);
        }
    }

    private IllegalStateException noClass(int function, ReflectiveOperationException e) {
        return new IllegalStateException("no class for function " + function + " of " + module, e);
    }

    /**
     * The function's method that begins at the loop whose opcode has that offset: takes the context, where the locals
     * are on its value stack, the instance and the calls that remain; {@code null} if there is no such method.
     */
    MethodHandle loopEntry(int function, int loop) {
        MethodType type = Descriptors.loopEntry(module.allFunctions().get(function));
        try {
            Class<?> holder = loadClass(PREFIX + function + LOOP + loop);
            return MethodHandles.publicLookup().findStatic(holder, Names.methodName(function), type);
        } catch (ClassNotFoundException none) {
            return null;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("no method in the class of function " + function + " of " + module, e);
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        if (name.startsWith(ClassNames.PREFIX)) {
            return typeClass(name);
        }
        if (!name.startsWith(PREFIX)) {
            // The engine's own loader may be one that knows the packages only that a bundle imports.
            Class<?> vectorClass = VectorApi.find(name);
            if (vectorClass == null) {
                throw new ClassNotFoundException(name);
            }
            return vectorClass;
        }
        StackRoom.require();
        String key = name.substring(PREFIX.length());
        Object event = Events.SINK.functionCompile();
        byte[] bytes = cache == null ? null : cache.load(key);
        boolean cached = bytes != null;
        if (!cached) {
            bytes = write(key);
            if (bytes == null) {
                throw new ClassNotFoundException(name);
            }
            if (cache != null && !leftOut.contains(functionOf(key))) {
                cache.store(key, bytes);
            }
        }
        if (event != null) {
            told(event, functionOf(key), bytes.length, cached);
        }
        return defineClass(name, bytes, 0, bytes.length);
    }

    /** The class of one of the module's types, which has a loader of its own. */
    private Class<?> typeClass(String name) throws ClassNotFoundException {
        Map<String, DefinedType> known = types;
        if (known == null) {
            known = new HashMap<>();
            for (DefinedType type : module.types()) {
                if (!(type instanceof FunctionType)) {
                    known.put(ClassNames.of(type), type);
                }
            }
            types = known;
        }
        DefinedType type = known.get(name);
        if (type == null) {
            throw new ClassNotFoundException(name);
        }
        return ObjectClass.javaClass(type);
    }

    private void told(Object event, int function, int codeBytes, boolean cached) {
        FunctionBody body = module.bodies().get(function - module.importedFunctions());
        Events.SINK.functionCompiled(
                event,
                module.name(),
                function,
                FunctionNames.of(module, function),
                body.to() - body.from(),
                codeBytes,
                cached);
    }

    private static int functionOf(String key) {
        int loopAt = key.indexOf(LOOP);
        return Integer.parseInt(loopAt < 0 ? key : key.substring(0, loopAt));
    }

    private byte[] write(String key) {
        int loopAt = key.indexOf(LOOP);
        int function = functionOf(key);
        int loop = loopAt < 0 ? -1 : Integer.parseInt(key.substring(loopAt + 1));
        FunctionBody body = module.bodies().get(function - module.importedFunctions());
        byte[] bytes = null;
        CompilerWork work = new CompilerWork();
        try {
            if (!tooMuchWork.contains(function)) {
                bytes = FunctionClasses.write(module, body, memory, limits, direct, loop, work);
            }
        } catch (Trap stopped) {
            throw stopped;
        } catch (RuntimeException e) {
            // Not to be taken for what a program's own bad access throws.
            throw new IllegalStateException("function " + body.index() + " of " + module + " cannot be compiled", e);
        }
        if (work.exceeded()) {
            tooMuchWork.add(function);
        }
        if (bytes == null && loop < 0) {
            leftOut.add(function);
            bytes = InterpretedStub.write(function, body.type());
        }
        return bytes;
    }
}
