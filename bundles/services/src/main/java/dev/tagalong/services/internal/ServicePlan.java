package dev.tagalong.services.internal;

import dev.tagalong.dl.DlException;
import dev.tagalong.dl.proxy.CutCalls;
import dev.tagalong.dl.proxy.ProxyClass;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.Module;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** How a module implements interfaces: found and checked once, then bound to each instance. Immutable. */
final class ServicePlan {

    private static final int MOST_PROBLEMS = 5;

    private final List<Class<?>> types;
    private final List<MethodPlan> methods;

    private ServicePlan(List<Class<?>> types, List<MethodPlan> methods) {
        this.types = types;
        this.methods = methods;
    }

    /**
     * Checks that a module can implement interfaces.
     *
     * @throws DlException if it cannot; the text names the methods
     */
    static ServicePlan of(Module module, List<Class<?>> types) {
        new ProxyClass(types.toArray(Class<?>[]::new));
        List<MethodPlan> methods = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (Class<?> type : types) {
            for (Method method : type.getMethods()) {
                if (Modifier.isAbstract(method.getModifiers()) && !isOfObject(method)) {
                    try {
                        methods.add(MethodPlan.of(module, type, method));
                    } catch (DlException e) {
                        problems.add(e.getMessage());
                    }
                }
            }
        }
        if (!problems.isEmpty()) {
            int more = problems.size() - MOST_PROBLEMS;
            throw new DlException(problems.stream().limit(MOST_PROBLEMS).collect(Collectors.joining("; "))
                    + (more > 0 ? "; and " + more + " more" : ""));
        }
        return new ServicePlan(List.copyOf(types), List.copyOf(methods));
    }

    private static boolean isOfObject(Method method) {
        try {
            Object.class.getMethod(method.getName(), method.getParameterTypes());
            return true;
        } catch (NoSuchMethodException e) {
            return false;
        }
    }

    /** An object that calls an instance. */
    Object implement(Instance instance, CutCalls calls) {
        ProxyClass implementation = new ProxyClass(types.toArray(Class<?>[]::new));
        String text =
                types.stream().map(Class::getSimpleName).collect(Collectors.joining(", ")) + " of " + instance.name();
        implementation.add("toString", MethodHandles.constant(String.class, text));
        for (MethodPlan method : methods) {
            MethodHandle handle = method.bind(instance);
            implementation.add(method.name(), calls.add(handle));
        }
        return implementation.instantiate();
    }
}
