package dev.tagalong.itests.fuzz;

import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.EngineException;
import dev.tagalong.runtime.ExternalValue;
import dev.tagalong.runtime.Function;
import dev.tagalong.runtime.HostFunction;
import dev.tagalong.runtime.Imports;
import dev.tagalong.runtime.Table;
import dev.tagalong.runtime.Tag;
import dev.tagalong.runtime.V128;
import dev.tagalong.runtime.type.AbstractHeapType;
import dev.tagalong.runtime.type.ExternalType;
import dev.tagalong.runtime.type.FunctionType;
import dev.tagalong.runtime.type.ImportType;
import dev.tagalong.runtime.type.ReferenceType;
import dev.tagalong.runtime.type.ValueType;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The host functions that random modules import, as {@code v8.mjs} has them. */
final class Support {

    private static final String MODULE = "fuzzing-support";
    private static final String VALUES = "__fuzz_import";
    /** How many calls host functions make for modules while one call is under way. */
    private static final int INNER_CALLS = 20;

    private final Engine engine;
    private final Consumer<String> log;
    private final Map<String, ExternalValue> exports;
    /** By the name of an import, the method here that it is. */
    private final Map<String, String> methods = new HashMap<>();

    private final Map<String, Tag> tags = new LinkedHashMap<>();
    private final Outcomes outcomes;
    private int innerCalls;

    /**
     * The functions for one instance.
     *
     * @param log takes the lines
     * @param exports the instance's exports, as soon as there are any
     */
    Support(Engine engine, Consumer<String> log, Map<String, ExternalValue> exports) {
        this.engine = engine;
        this.log = log;
        this.exports = exports;
        tags.put("wasmtag", engine.tag(FunctionType.of(List.of(ValueType.I32), List.of())));
        tags.put("jstag", engine.tag(FunctionType.of(List.of(ReferenceType.EXTERNREF), List.of())));
        outcomes = new Outcomes(tags, exports);
        methods.put("throw", "raise");
        methods.put("log-v128", "logV128");
        Map.of(
                        "log-i32", "logI32",
                        "log-i64", "logI64",
                        "log-f32", "logF32",
                        "log-f64", "logF64",
                        "log-funcref", "logFunction",
                        "log-externref", "logExtern",
                        "log-branch", "logBranch",
                        "sleep", "sleep",
                        "table-get", "tableGet",
                        "table-set", "tableSet")
                .forEach(methods::put);
        Map.of(
                        "call-export", "callExport",
                        "call-export-catch", "callExportCatch",
                        "call-ref", "callReference",
                        "call-ref-catch", "callReferenceCatch")
                .forEach(methods::put);
    }

    private ExternalValue function(String name) {
        String method = methods.get(name);
        if (method == null) {
            return null;
        }
        return engine.function(name, HostFunction.of(MethodHandles.lookup(), this, method));
    }

    /** All that a module may import. */
    Imports imports() {
        return wanted -> switch (wanted.module()) {
            case MODULE -> support(wanted.name());
            case VALUES -> host(wanted);
            default -> null;
        };
    }

    private ExternalValue support(String name) {
        if (tags.containsKey(name)) {
            return tags.get(name);
        }
        return name.equals("log-anyref") ? engine.function(name, logAny()) : function(name);
    }

    private ExternalValue host(ImportType wanted) {
        return wanted.type() instanceof ExternalType.Global global ? engine.global(global.type(), Value.HOST) : null;
    }

    void logI32(int value) {
        logged("i32", value);
    }

    void logI64(long value) {
        logged("i64", value);
    }

    void logF32(float value) {
        logged("f32", value);
    }

    void logF64(double value) {
        logged("f64", value);
    }

    void logFunction(Function value) {
        logged("funcref", value);
    }

    void logExtern(Object value) {
        logged("externref", value);
    }

    void logV128(V128 value) {
        logged("v128", value);
    }

    void logAny(Object value) {
        logged("anyref", value);
    }

    private HostFunction logAny() {
        try {
            MethodHandle handle =
                    MethodHandles.lookup().bind(this, "logAny", MethodType.methodType(void.class, Object.class));
            ValueType any = ReferenceType.of(true, AbstractHeapType.ANY);
            return HostFunction.of(FunctionType.of(List.of(any), List.of()), handle);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    private void logged(String type, Object value) {
        log.accept("log-" + type + " " + Value.text(value));
    }

    void logBranch(int id, int taken) {
        log.accept("log-branch " + id + " " + taken);
    }

    void raise(int which) {
        throw which == 0
                ? engine.exception(tags.get("jstag"), Value.HOST)
                : engine.exception(tags.get("wasmtag"), which);
    }

    int sleep(int milliseconds, int value) {
        return value;
    }

    Function tableGet(int index) {
        Table table = table(index);
        return table == null ? null : (Function) table.get(index);
    }

    void tableSet(int index, Function value) {
        Table table = table(index);
        if (table == null) {
            return;
        }
        try {
            table.set(index, value);
        } catch (IllegalArgumentException e) {
            log.accept("table refused");
        }
    }

    private Table table(int index) {
        return exports.get("table") instanceof Table table && Integer.compareUnsigned(index, table.size()) < 0
                ? table
                : null;
    }

    void callExport(int index, int flags) {
        callNth(index, false);
    }

    int callExportCatch(int index) {
        return callNth(index, true);
    }

    void callReference(Function function, int flags) {
        callGiven(function, false);
    }

    int callReferenceCatch(Function function) {
        return callGiven(function, true);
    }

    private int callNth(int index, boolean catches) {
        List<Function> all = exports.values().stream()
                .flatMap(e -> e instanceof Function f ? Stream.of(f) : Stream.empty())
                .toList();
        return all.isEmpty() ? 0 : inner(all.get(Integer.remainderUnsigned(index, all.size())), "call-export", catches);
    }

    private int callGiven(Function function, boolean catches) {
        if (function == null) {
            log.accept("call-ref null");
            return 0;
        }
        return inner(function, "call-ref", catches);
    }

    /** Calls a function from a host function: what it returns or throws is no matter but for whether it throws. */
    private int inner(Function function, String how, boolean catches) {
        List<String> parameters =
                function.type().parameters().stream().map(Object::toString).toList();
        boolean callable = Stream.concat(
                        parameters.stream(), function.type().results().stream().map(Object::toString))
                .allMatch(Types::cross);
        Object[] arguments = callable ? Types.arguments(parameters) : null;
        if (arguments == null || innerCalls++ >= INNER_CALLS) {
            log.accept(how + " not callable");
            return 0;
        }
        try {
            function.call(arguments);
            return 0;
        } catch (EngineException e) {
            if (!catches) {
                throw e;
            }
            log.accept(how + " caught " + outcomes.of(e));
            return 1;
        }
    }

    /** A call from outside: its results or how it ended, as text. */
    String outermost(String export, Object[] arguments, int results) {
        innerCalls = 0;
        try {
            return Value.results(((Function) exports.get(export)).call(arguments), results);
        } catch (EngineException e) {
            return outcomes.of(e);
        }
    }

    /** How an instantiation ended that failed, as text. */
    String outcome(EngineException e) {
        return outcomes.of(e);
    }
}
