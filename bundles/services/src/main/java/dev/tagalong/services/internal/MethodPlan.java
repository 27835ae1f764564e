package dev.tagalong.services.internal;

import dev.tagalong.dl.DlException;
import dev.tagalong.dl.SymbolName;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.Module;
import dev.tagalong.runtime.type.ExportType;
import dev.tagalong.runtime.type.ExternalType;
import dev.tagalong.runtime.type.FunctionType;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** How a module implements a method: by which export, and how values cross. Immutable. */
final class MethodPlan {

    private final String name;
    private final String export;

    private MethodPlan(String name, String export) {
        this.name = name;
        this.export = export;
    }

    static MethodPlan of(Module module, Class<?> type, Method method) {
        String export = export(module, type, method);
        FunctionType actual = functions(module).get(export);
        MethodType wanted = MethodType.methodType(method.getReturnType(), method.getParameterTypes());
        if (!actual.methodType().equals(wanted)) {
            throw new DlException(export + " has type " + actual + "; " + type.getSimpleName() + "." + method.getName()
                    + " wants " + wanted);
        }
        return new MethodPlan(method.getName(), export);
    }

    private static Map<String, FunctionType> functions(Module module) {
        return module.exports().stream()
                .filter(e -> e.type() instanceof ExternalType.Func)
                .collect(Collectors.toMap(ExportType::name, e -> ((ExternalType.Func) e.type()).type()));
    }

    /** The export of a method: that of {@link SymbolName}, or of the method's name, also as WIT writes it: with hyphens. */
    private static String export(Module module, Class<?> type, Method method) {
        Map<String, FunctionType> functions = functions(module);
        SymbolName said = method.getAnnotation(SymbolName.class);
        String name = said == null ? method.getName() : said.value();
        if (functions.containsKey(name)) {
            return name;
        }
        String hyphens = kebab(name);
        if (said == null && functions.containsKey(hyphens)) {
            return hyphens;
        }
        throw new DlException("there is no function " + name + " for " + type.getSimpleName() + "." + method.getName());
    }

    private static String kebab(String name) {
        return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }

    String name() {
        return name;
    }

    MethodHandle bind(Instance instance) {
        return instance.function(export).handle();
    }
}
