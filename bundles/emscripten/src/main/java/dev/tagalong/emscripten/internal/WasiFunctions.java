package dev.tagalong.emscripten.internal;

import dev.tagalong.runtime.HostFunction;
import dev.tagalong.runtime.HostModule;
import dev.tagalong.runtime.Instance;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Calls of WASI's functions, which someone else provides: a program's descriptors are there. Thread-safe. */
final class WasiFunctions {

    /** The functions of one provider, which take an instance and boxed arguments. */
    private record Calls(HostModule module, Map<String, MethodHandle> handles) {}

    private static final MethodType SHAPE = MethodType.methodType(int.class, Instance.class, Object[].class);

    private final Supplier<HostModule> provider;
    private volatile Calls calls = new Calls(null, Map.of());

    /** Of whom the supplier names; it answers {@code null} while there is nobody. */
    WasiFunctions(Supplier<HostModule> provider) {
        this.provider = provider;
    }

    /**
     * Calls a function that answers an error number.
     *
     * @throws ErrnoException if that is not 0, or there is no such function
     */
    void call(Instance caller, String name, Object... arguments) {
        int errno = errno(caller, name, arguments);
        if (errno != 0) {
            throw new ErrnoException(Errno.ofWasi(errno));
        }
    }

    /**
     * What a function answers.
     *
     * @throws ErrnoException if there is no such function
     */
    int errno(Instance caller, String name, Object... arguments) {
        HostModule module = provider.get();
        if (module == null) {
            throw new ErrnoException(Errno.NOSYS);
        }
        Calls present = calls;
        if (present.module() != module) {
            present = new Calls(module, new ConcurrentHashMap<>());
            calls = present;
        }
        MethodHandle handle = present.handles().computeIfAbsent(name, n -> handle(module, n));
        if (handle.type().parameterCount() == 0) {
            throw new ErrnoException(Errno.NOSYS);
        }
        try {
            return (int) handle.invokeExact(caller, arguments);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(name + " threw a checked exception", e);
        }
    }

    /** The function as a handle of the shape, or one without parameters if there is none. */
    private static MethodHandle handle(HostModule module, String name) {
        HostFunction function = module.function(name);
        if (function == null) {
            return MethodHandles.constant(int.class, Errno.NOSYS);
        }
        MethodHandle handle = function.takesCaller()
                ? function.handle()
                : MethodHandles.dropArguments(function.handle(), 0, Instance.class);
        return handle.asSpreader(Object[].class, handle.type().parameterCount() - 1)
                .asType(SHAPE);
    }
}
