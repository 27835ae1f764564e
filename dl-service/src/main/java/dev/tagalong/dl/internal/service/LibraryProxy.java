package dev.tagalong.dl.internal.service;

import dev.tagalong.dl.DlException;
import dev.tagalong.dl.Library;
import dev.tagalong.dl.SymbolName;
import dev.tagalong.dl.internal.resolve.Dependents;
import dev.tagalong.dl.proxy.CutCalls;
import dev.tagalong.dl.proxy.ProxyClass;
import dev.tagalong.runtime.Function;
import dev.tagalong.runtime.Instance;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;

/**
 * A library as a Java interface. Which function a method calls is found once, when the proxy is made; a call is then one
 * of the function's method handle, a constant to HotSpot, and boxes nothing.
 *
 * <p>When the instance closes, its functions are let go of, and calls trap as they would have.
 */
final class LibraryProxy implements Dependents.Dependent {

    private static final MethodHandle DESCRIBE;
    private static final MethodHandle CLOSE;

    static {
        MethodHandles.Lookup lookup = MethodHandles.lookup();
        MethodType text = MethodType.methodType(String.class);
        try {
            DESCRIBE = lookup.findVirtual(LibraryProxy.class, "describe", text);
            CLOSE = lookup.findVirtual(Library.class, "close", MethodType.methodType(void.class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Library library;
    private final Class<?> type;
    private final CutCalls calls;

    private LibraryProxy(Library library, Class<?> type, String instanceName) {
        this.library = library;
        this.type = type;
        this.calls = new CutCalls(instanceName);
    }

    /**
     * A proxy for an interface.
     *
     * @throws DlException if it is not an interface, or not one that can be implemented, or a function is missing or of
     *     another type
     */
    static Object of(Library library, Class<?> type) {
        ProxyClass implementation = new ProxyClass(type);
        Instance instance = library.instance();
        LibraryProxy proxy = new LibraryProxy(library, type, instance.name());
        proxy.implement(implementation);
        Dependents.add(instance, proxy);
        return implementation.instantiate();
    }

    private void implement(ProxyClass implementation) {
        implementation.add("toString", DESCRIBE.bindTo(this));
        for (Method method : type.getMethods()) {
            if (closes(method)) {
                implementation.add("close", CLOSE.bindTo(library));
            } else if (ProxyClass.isToImplement(method)) {
                implementation.add(method.getName(), bind(method));
            }
        }
    }

    private MethodHandle bind(Method method) {
        SymbolName name = method.getAnnotation(SymbolName.class);
        Function function = library.function(name == null ? method.getName() : name.value());
        MethodType wanted = MethodType.methodType(method.getReturnType(), method.getParameterTypes());
        MethodHandle handle = handle(function);
        if (!handle.type().equals(wanted)) {
            throw new DlException(function.name() + " of " + library + " has type " + function.type() + ", in Java "
                    + handle.type() + "; " + type.getSimpleName() + "." + method.getName() + " has type " + wanted);
        }
        return calls.add(handle);
    }

    private MethodHandle handle(Function function) {
        try {
            return function.handle();
        } catch (UnsupportedOperationException e) {
            throw new DlException(
                    function.name() + " of " + library + " cannot be called from Java: " + e.getMessage(), e);
        }
    }

    /** An interface may extend {@code AutoCloseable}: its {@code close} gives the reference back. */
    private boolean closes(Method method) {
        return AutoCloseable.class.isAssignableFrom(type)
                && method.getName().equals("close")
                && method.getParameterCount() == 0
                && !method.isAnnotationPresent(SymbolName.class);
    }

    private String describe() {
        return type.getSimpleName() + " of " + library;
    }

    @Override
    public void letGo() {
        calls.cut();
    }
}
