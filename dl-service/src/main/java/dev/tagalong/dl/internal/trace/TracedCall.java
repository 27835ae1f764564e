package dev.tagalong.dl.internal.trace;

import dev.tagalong.dl.LinkEvent;
import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.Function;
import dev.tagalong.runtime.HostFunction;
import dev.tagalong.runtime.JavaTypes;
import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.WasmException;
import dev.tagalong.runtime.type.FunctionType;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/** A host function that stands before a function and reports its calls. */
final class TracedCall {

    /** Far more than real functions have; with as many longs a Java method still has room. */
    private static final int MOST_PARAMETERS = 100;

    private static final MethodHandle CALL;

    static {
        try {
            CALL = MethodHandles.lookup()
                    .findVirtual(TracedCall.class, "call", MethodType.methodType(Object.class, Object[].class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final LinkTrace trace;
    private final String caller;
    private final int taggedIndex;
    private final Function target;
    private final String name;

    private TracedCall(LinkTrace trace, String caller, int taggedIndex, Function target) {
        this.trace = trace;
        this.caller = caller;
        this.taggedIndex = taggedIndex;
        this.target = target;
        this.name = target.owner() == null ? target.name() : target.owner().name() + "!" + target.name();
    }

    /** A function that reports calls of {@code target}; {@code target} itself if its type is none a host function has. */
    static Function of(LinkTrace trace, Engine engine, String caller, int taggedIndex, Function target) {
        if (!traceable(target.type())) {
            return target;
        }
        MethodType shape = JavaTypes.of(target.type());
        MethodHandle handle = CALL.bindTo(new TracedCall(trace, caller, taggedIndex, target))
                .asCollector(Object[].class, shape.parameterCount())
                .asType(shape);
        return engine.function(target.name(), HostFunction.of(handle));
    }

    /** Host functions have at most one result, and no more parameters than a Java method. */
    private static boolean traceable(FunctionType type) {
        return type.results().size() <= 1 && type.parameters().size() <= MOST_PARAMETERS;
    }

    private Object call(Object[] arguments) {
        Object result;
        try {
            result = target.call(arguments);
        } catch (Trap | WasmException e) {
            report(new LinkEvent.Failed(caller, name + text(arguments), e.getMessage()));
            throw e;
        }
        List<Object> results = target.type().results().isEmpty() ? List.of() : Collections.singletonList(result);
        report(new LinkEvent.Called(caller, taggedIndex, name, Arrays.asList(arguments), results));
        return result;
    }

    private void report(LinkEvent event) {
        if (trace.active()) {
            trace.report(event);
        }
    }

    private static String text(Object[] arguments) {
        return Arrays.stream(arguments).map(String::valueOf).collect(Collectors.joining(", ", "(", ")"));
    }
}
