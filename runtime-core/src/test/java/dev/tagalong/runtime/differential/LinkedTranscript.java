package dev.tagalong.runtime.differential;

import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.ExternalValue;
import dev.tagalong.runtime.Function;
import dev.tagalong.runtime.Global;
import dev.tagalong.runtime.HostFunction;
import dev.tagalong.runtime.Imports;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.InstanceLimits;
import dev.tagalong.runtime.InstanceOptions;
import dev.tagalong.runtime.Memory;
import dev.tagalong.runtime.Module;
import dev.tagalong.runtime.Table;
import dev.tagalong.runtime.Tag;
import dev.tagalong.runtime.Tier;
import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.TrapKind;
import dev.tagalong.runtime.V128;
import dev.tagalong.runtime.WasmException;
import dev.tagalong.runtime.type.ExportType;
import dev.tagalong.runtime.type.ExternalType;
import dev.tagalong.runtime.type.FunctionType;
import dev.tagalong.runtime.type.GlobalType;
import dev.tagalong.runtime.type.ValueType;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/** What {@link LinkedModules} did: each call's results or trap, what the host saw, and what was there in the end. */
final class LinkedTranscript {

    static final int BASE = 4;

    private static final int FUEL = 60;
    private static final int ROUNDS = 3;
    private static final int CALL_DEPTH = 200;

    private final List<String> lines = new ArrayList<>();
    private final Engine engine;
    private final Global fuel;
    private final Tag tag;
    private final Imports host;
    private Instance first;
    private int counter;

    /** How the two instances run. */
    record Tiers(Tier first, Tier second) {}

    private LinkedTranscript(Engine engine) {
        this.engine = engine;
        this.fuel = engine.global(new GlobalType(ValueType.I32, true), FUEL);
        this.tag = engine.tag(FunctionType.of(List.of(ValueType.I32), List.of()));
        Imports.Builder builder = Imports.builder()
                .add("host", "fuel", fuel)
                .add("host", "tag", tag)
                .add("host", "base", engine.global(new GlobalType(ValueType.I32, false), BASE));
        for (int i = 0; i < ModuleShape.HOST.size(); i++) {
            String name = "h" + i;
            builder.add("host", name, engine.function(name, HostFunction.of(MethodHandles.lookup(), this, name)));
        }
        this.host = builder.build();
    }

    static List<String> of(Engine engine, Module first, Module second, Tiers tiers) {
        LinkedTranscript transcript = new LinkedTranscript(engine);
        transcript.run(first, second, tiers);
        return transcript.lines;
    }

    private void run(Module one, Module other, Tiers tiers) {
        InstanceLimits limits = InstanceLimits.DEFAULT.withCallDepth(CALL_DEPTH);
        List<Instance> instances = new ArrayList<>();
        try {
            InstanceOptions options = InstanceOptions.named("first").withLimits(limits);
            first = engine.instantiate(one, host, options.withTier(tiers.first));
            instances.add(first);
            Imports both = host.or(Imports.builder().add("first", first).build());
            options = InstanceOptions.named("second").withLimits(limits);
            instances.add(engine.instantiate(other, both, options.withTier(tiers.second)));
        } catch (Trap trap) {
            lines.add("instantiation " + trap.describe());
        } catch (WasmException thrown) {
            lines.add("instantiation " + text(thrown));
        }
        for (int round = 0; round < ROUNDS; round++) {
            for (Instance instance : instances) {
                for (ExportType export : instance.module().exports()) {
                    if (export.type() instanceof ExternalType.Func function) {
                        call(instance, export.name(), arguments(function.type().parameters(), round));
                    }
                }
            }
        }
        instances.forEach(this::state);
        instances.forEach(Instance::close);
    }

    private void call(Instance instance, String export, Object... arguments) {
        fuel.set(FUEL);
        lines.add(instance.name() + " " + export + " => " + result(instance.function(export), arguments) + " fuel "
                + fuel.get() + " sum " + text(((Global) instance.export("g1")).get()));
    }

    private String result(Function function, Object... arguments) {
        try {
            return text(function.call(arguments));
        } catch (WasmException thrown) {
            return text(thrown);
        } catch (Trap trap) {
            // Tiers notice on this or on that side of a call that it is one too many.
            boolean known = trap.kind() != TrapKind.CALL_STACK_EXHAUSTED;
            return "trap " + trap.kind() + " in "
                    + trap.backtrace().stream().limit(known ? 1 : 0).toList();
        }
    }

    private String text(WasmException thrown) {
        boolean known = first == null || thrown.tag() != first.export("tag1");
        return "exception " + (thrown.tag() == tag ? "of the host" : known ? "own" : "shared") + " "
                + thrown.arguments().stream().map(LinkedTranscript::text).toList();
    }

    private static String text(Object value) {
        if (value instanceof Object[] several) {
            return Arrays.stream(several).map(LinkedTranscript::text).toList().toString();
        }
        if (value instanceof Function function) {
            return "function "
                    + (function.owner() == null ? "host" : function.owner().name()) + "." + function.name();
        }
        return value instanceof Number ? Value.of(value).toString() : String.valueOf(value);
    }

    private Object[] arguments(List<ValueType> types, int round) {
        Object[] arguments = new Object[types.size()];
        for (int i = 0; i < arguments.length; i++) {
            int number = round * (i + 3) - 2;
            arguments[i] = switch (types.get(i).toString()) {
                case "i32" -> number;
                case "i64" -> (long) number << 17 * round;
                case "f32" -> number / 2f;
                case "f64" -> number / 8.0;
                case "externref" -> "argument " + number;
                case "v128" -> new V128(number * 0x0123_4567_89AB_CDEFL, number);
                default -> round == 0 ? null : first.function(LinkedModules.name(0));
            };
        }
        return arguments;
    }

    private void state(Instance instance) {
        for (ExportType export : instance.module().exports()) {
            ExternalValue value = instance.export(export.name());
            if (value instanceof Memory memory) {
                lines.add(export.name() + " " + Transcript.hash(memory));
            } else if (value instanceof Global global) {
                lines.add(export.name() + " " + text(global.get()));
            } else if (value instanceof Table table) {
                for (int i = 0; i < table.size(); i++) {
                    lines.add(export.name() + " " + i + " " + text(table.get(i)));
                }
            }
        }
    }

    // What the host offers, see ModuleShape.HOST.

    int h0() {
        return ++counter;
    }

    void h1(int i, long l, float f, double d) {
        lines.add("log " + i + " " + l + " " + f + " " + d);
    }

    Object h2(Instance caller, Object value) {
        lines.add("external " + caller.name() + " " + text(value));
        return value;
    }

    Function h3(Function function) {
        return function;
    }

    /** Calls back, and catches what that throws. */
    long h4(int number) {
        if (first == null || (int) fuel.get() <= 0) {
            return number;
        }
        List<ExportType> functions = first.module().exports().stream()
                .filter(e -> e.type() instanceof ExternalType.Func)
                .toList();
        ExportType chosen = functions.get(Math.floorMod(number, functions.size()));
        ExternalType.Func type = (ExternalType.Func) chosen.type();
        Object[] arguments = arguments(type.type().parameters(), 1);
        if ((number & 2) != 0) {
            // An exception passes, to be caught by who called.
            Object passed = passing(() -> first.function(chosen.name()).call(arguments));
            lines.add("callback " + chosen.name() + " => " + passed);
            return 1;
        }
        String result = result(first.function(chosen.name()), arguments);
        lines.add("callback " + chosen.name() + " => " + result);
        return result.hashCode();
    }

    private static Object passing(Supplier<Object> call) {
        try {
            return text(call.get());
        } catch (Trap trap) {
            return "trap " + trap.kind();
        }
    }

    /** Tells who calls. */
    long h5(Instance caller) {
        return caller.name().length();
    }

    Object h6(int number) {
        if (number % 7 == 3) {
            throw engine.exception(tag, number);
        }
        return "thing " + number;
    }

    V128 h8(V128 one, int number, V128 other) {
        lines.add("vectors " + one + " " + other);
        return new V128(one.low() + number, other.high());
    }

    double h7(Instance caller, Object one, Object other, int number) {
        return caller.name().length() + (one == other ? 0.5 : 0.25) + number % 16;
    }
}
