package dev.tagalong.runtime.differential;

import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.ExternalValue;
import dev.tagalong.runtime.HostFunction;
import dev.tagalong.runtime.Imports;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.InstanceLimits;
import dev.tagalong.runtime.InstanceOptions;
import dev.tagalong.runtime.Memory;
import dev.tagalong.runtime.Module;
import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.TrapKind;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a module did under a {@link CallPlan}, in the form that {@code v8.js} writes too: what it logged, what each call
 * returned or how it trapped, and a hash of its memory in the end.
 */
final class Transcript {

    private static final Map<String, Class<?>> LOGS =
            Map.of("log-i32", int.class, "log-i64", long.class, "log-f32", float.class, "log-f64", double.class);

    static final int MOST_PAGES = 2_000;

    /** Few, so that endless recursion ends soon. */
    private static final int CALL_DEPTH = 500;

    private final List<String> lines = new ArrayList<>();

    private Transcript() {}

    static List<String> of(Engine engine, byte[] binary) {
        Transcript transcript = new Transcript();
        Module module = engine.load("random", binary);
        transcript.run(engine, module, CallPlan.of(module));
        return transcript.lines;
    }

    private void run(Engine engine, Module module, CallPlan plan) {
        InstanceLimits limits =
                InstanceLimits.DEFAULT.withMemoryPages(MOST_PAGES).withCallDepth(CALL_DEPTH);
        Instance instance;
        try {
            instance = engine.instantiate(
                    module, logs(engine), InstanceOptions.named("random").withLimits(limits));
        } catch (Trap trap) {
            lines.add("instantiation " + outcome(trap));
            return;
        }
        for (CallPlan.Call call : plan.calls()) {
            lines.add(call + " => " + result(instance, call));
        }
        for (var export : module.exports()) {
            ExternalValue value = instance.export(export.name());
            if (value instanceof Memory memory) {
                lines.add("memory " + hash(memory));
            }
        }
        instance.close();
    }

    private static String result(Instance instance, CallPlan.Call call) {
        Object[] arguments = call.arguments().stream().map(Value::object).toArray();
        try {
            Object result = instance.function(call.export()).call(arguments);
            if (result == null) {
                return "";
            }
            StringBuilder text = new StringBuilder();
            for (Object one : result instanceof Object[] several ? several : new Object[] {result}) {
                text.append(Value.of(one)).append(' ');
            }
            return text.toString().strip();
        } catch (Trap trap) {
            return outcome(trap);
        }
    }

    private static String outcome(Trap trap) {
        // Engines order the checks of some bulk instructions and their names for them differently.
        return switch (trap.kind()) {
            case OUT_OF_BOUNDS_MEMORY, OUT_OF_BOUNDS_TABLE, UNDEFINED_ELEMENT -> "trap bounds";
            case UNINITIALIZED_ELEMENT, INDIRECT_CALL_TYPE_MISMATCH -> "trap signature";
            case INVALID_CONVERSION, INTEGER_OVERFLOW -> "trap unrepresentable";
            default -> "trap " + kind(trap.kind());
        };
    }

    private static String kind(TrapKind kind) {
        return kind.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    }

    private Imports logs(Engine engine) {
        Imports.Builder imports = Imports.builder();
        LOGS.forEach((name, type) -> imports.add("fuzzing-support", name, engine.function(name, log(name, type))));
        return imports.build();
    }

    private HostFunction log(String name, Class<?> type) {
        try {
            MethodHandle handle = MethodHandles.lookup()
                    .findVirtual(
                            Transcript.class, "log", MethodType.methodType(void.class, String.class, Object.class));
            return HostFunction.of(handle.bindTo(this).bindTo(name).asType(MethodType.methodType(void.class, type)));
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    private void log(String name, Object value) {
        lines.add(name + " " + Value.of(value));
    }

    /** FNV-1a of 32 bits over the bytes that are not zero, with their addresses, which JavaScript computes as well. */
    static String hash(Memory memory) {
        byte[] all = new byte[Math.toIntExact(memory.byteSize())];
        memory.read(0, all, 0, all.length);
        int hash = 0x811C9DC5;
        for (int i = 0; i < all.length; i++) {
            if (all[i] != 0) {
                hash = (hash ^ i) * 0x01000193;
                hash = (hash ^ (all[i] & 0xFF)) * 0x01000193;
            }
        }
        return "%d:%08x".formatted(all.length, hash);
    }
}
