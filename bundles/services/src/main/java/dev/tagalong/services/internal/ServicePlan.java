package dev.tagalong.services.internal;

import dev.tagalong.dl.DlException;
import dev.tagalong.dl.SymbolName;
import dev.tagalong.dl.proxy.CutCalls;
import dev.tagalong.dl.proxy.ProxyClass;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.Module;
import dev.tagalong.runtime.type.ExternalType;
import dev.tagalong.services.internal.abi.ExportedMethod;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** How a module implements interfaces: found and checked once, then bound to each instance. Immutable. */
final class ServicePlan {

    private static final int MOST_PROBLEMS = 5;

    private final List<Class<?>> types;
    private final List<ExportedMethod> methods;

    private ServicePlan(List<Class<?>> types, List<ExportedMethod> methods) {
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
        List<ExportedMethod> methods = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (Class<?> type : types) {
            for (Method method : type.getMethods()) {
                if (ProxyClass.isToImplement(method)) {
                    try {
                        methods.add(ExportedMethod.of(
                                module,
                                export(module, type, method),
                                type.getSimpleName() + "." + method.getName(),
                                method));
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

    /** The export of a method: that of {@link SymbolName}, or of the method's name, also as WIT writes it: with hyphens. */
    private static String export(Module module, Class<?> type, Method method) {
        SymbolName said = method.getAnnotation(SymbolName.class);
        String name = said == null ? method.getName() : said.value();
        String hyphens = name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
        for (String candidate : said == null ? List.of(name, hyphens) : List.of(name)) {
            if (module.exports().stream()
                    .anyMatch(e -> e.name().equals(candidate) && e.type() instanceof ExternalType.Func)) {
                return candidate;
            }
        }
        throw new DlException("there is no function " + name + " for " + type.getSimpleName() + "." + method.getName());
    }

    /** An object that calls an instance. */
    Object implement(Instance instance, CutCalls calls) {
        ProxyClass implementation = new ProxyClass(types.toArray(Class<?>[]::new));
        String text =
                types.stream().map(Class::getSimpleName).collect(Collectors.joining(", ")) + " of " + instance.name();
        implementation.add("toString", MethodHandles.constant(String.class, text));
        for (ExportedMethod method : methods) {
            MethodHandle handle = method.bind(instance);
            implementation.add(method.name(), calls.add(handle));
        }
        return implementation.instantiate();
    }
}
