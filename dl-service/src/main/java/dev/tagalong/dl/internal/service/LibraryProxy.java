package dev.tagalong.dl.internal.service;

import dev.tagalong.dl.DlException;
import dev.tagalong.dl.Library;
import dev.tagalong.dl.SymbolName;
import dev.tagalong.runtime.Function;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;

/**
 * A library as a Java interface. Which function a method calls is found once, when the proxy is made. The proxy itself
 * boxes arguments; where that matters, {@link Library#handle} does not.
 */
final class LibraryProxy implements InvocationHandler {

    private static final MethodType GENERIC = MethodType.methodType(Object.class, Object[].class);

    private final Library library;
    private final Class<?> type;
    private final Map<Method, MethodHandle> functions = new HashMap<>();

    private LibraryProxy(Library library, Class<?> type) {
        this.library = library;
        this.type = type;
    }

    /**
     * A proxy for an interface.
     *
     * @throws DlException if it is not an interface, or a function is missing or of another type
     */
    static Object of(Library library, Class<?> type) {
        if (!type.isInterface()) {
            throw new DlException(type.getName() + " is not an interface");
        }
        LibraryProxy proxy = new LibraryProxy(library, type);
        for (Method method : type.getMethods()) {
            if (Modifier.isAbstract(method.getModifiers()) && !isOfObject(method) && !proxy.closes(method)) {
                proxy.functions.put(method, proxy.bind(method));
            }
        }
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, proxy);
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
        return handle.asSpreader(Object[].class, wanted.parameterCount()).asType(GENERIC);
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

    private static boolean isOfObject(Method method) {
        try {
            Object.class.getMethod(method.getName(), method.getParameterTypes());
            return true;
        } catch (NoSuchMethodException e) {
            return false;
        }
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        MethodHandle function = functions.get(method);
        if (function != null) {
            return (Object) function.invokeExact(arguments);
        }
        if (isOfObject(method)) {
            return ofObject(proxy, method, arguments);
        }
        if (closes(method)) {
            library.close();
            return null;
        }
        return InvocationHandler.invokeDefault(proxy, method, arguments);
    }

    private Object ofObject(Object proxy, Method method, Object[] arguments) {
        return switch (method.getName()) {
            case "equals" -> proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> type.getSimpleName() + " of " + library;
        };
    }
}
