package dev.tagalong.services.internal.abi;

import dev.tagalong.dl.DlException;
import dev.tagalong.runtime.Function;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.Module;
import dev.tagalong.runtime.type.ExternalType;
import dev.tagalong.runtime.type.FunctionType;
import dev.tagalong.runtime.type.ValueType;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.List;

/** How a method of an interface is called as an export of a module. Immutable. */
public final class ExportedMethod {

    private static final String POST = "cabi_post_";

    private final Method method;
    private final String export;
    private final Signature signature;
    private final boolean parametersInMemory;

    private ExportedMethod(Method method, String export, Signature signature, boolean parametersInMemory) {
        this.method = method;
        this.export = export;
        this.signature = signature;
        this.parametersInMemory = parametersInMemory;
    }

    /**
     * Checks that a method can be called as an export.
     *
     * @param where the method, for messages
     * @throws DlException if it cannot; the text says why
     */
    public static ExportedMethod of(Module module, String export, String where, Method method) {
        Signature signature;
        try {
            signature = Signature.of(where, method, 0);
        } catch (AbiException e) {
            throw new DlException(e.getMessage(), e);
        }
        List<ValueType> flat = signature.parameters().flat();
        List<ValueType> results = signature.resultInMemory() ? List.of(ValueType.I32) : signature.flatResult();
        FunctionType wanted = FunctionType.of(flat, results);
        FunctionType actual = type(module, export);
        boolean inMemory = flat.size() > Signature.MOST_FLAT_PARAMETERS && actual != wanted;
        if (inMemory) {
            wanted = FunctionType.of(List.of(ValueType.I32), results);
        }
        if (actual != wanted) {
            throw new DlException(
                    "function " + export + " has type " + actual + "; " + where + " calls one of type " + wanted);
        }
        if (inMemory || signature.parameters().allocates()) {
            Allocator.check(module);
        }
        if (module.exports().stream().noneMatch(e -> e.type() instanceof ExternalType.Memory)
                && (inMemory || signature.parameters().allocates() || signature.resultInMemory())) {
            throw new DlException("the module exports no memory, in which values of " + where + " could be");
        }
        return new ExportedMethod(method, export, signature, inMemory);
    }

    private static FunctionType type(Module module, String export) {
        return module.exports().stream()
                .filter(e -> e.name().equals(export) && e.type() instanceof ExternalType.Func)
                .map(e -> ((ExternalType.Func) e.type()).type())
                .findFirst()
                .orElseThrow(() -> new DlException("there is no function " + export));
    }

    /** The method's name. */
    public String name() {
        return method.getName();
    }

    /** A handle of the method's type that calls an instance. */
    public MethodHandle bind(Instance instance) {
        MethodType type = MethodType.methodType(method.getReturnType(), method.getParameterTypes());
        MethodHandle core = instance.function(export).handle();
        if (signature.direct(method) && !parametersInMemory) {
            return direct(core, type);
        }
        Function post = instance.export(POST + export) instanceof Function function ? function : null;
        boolean fits = post != null
                && post.type().results().isEmpty()
                && post.type()
                        .parameters()
                        .equals(instance.function(export).type().results());
        MethodHandle after = fits ? CoreHandles.spread(post.handle()) : null;
        boolean memory = instance.module().exports().stream().anyMatch(e -> e.type() instanceof ExternalType.Memory);
        ExportCall call = new ExportCall(
                instance,
                memory ? instance.memory() : null,
                Allocator.of(instance),
                signature,
                parametersInMemory,
                CoreHandles.spread(core),
                after);
        return ExportCall.INVOKE
                .bindTo(call)
                .asCollector(Object[].class, type.parameterCount())
                .asType(type);
    }

    private MethodHandle direct(MethodHandle core, MethodType type) {
        MethodHandle handle = core;
        for (int i = 0; i < type.parameterCount(); i++) {
            handle = MethodHandles.filterArguments(
                    handle, i, Scalar.of(type.parameterType(i)).lowering());
        }
        return type.returnType() == void.class || core.type().equals(type)
                ? core.type().equals(type) ? core : handle
                : MethodHandles.filterReturnValue(
                        handle, Scalar.of(type.returnType()).lifting());
    }
}
