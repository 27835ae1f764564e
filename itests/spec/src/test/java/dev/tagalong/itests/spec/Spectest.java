package dev.tagalong.itests.spec;

import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.ExternalValue;
import dev.tagalong.runtime.HostFunction;
import dev.tagalong.runtime.Imports;
import dev.tagalong.runtime.type.AddressType;
import dev.tagalong.runtime.type.GlobalType;
import dev.tagalong.runtime.type.ImportType;
import dev.tagalong.runtime.type.MemoryType;
import dev.tagalong.runtime.type.ReferenceType;
import dev.tagalong.runtime.type.SizeRange;
import dev.tagalong.runtime.type.TableType;
import dev.tagalong.runtime.type.ValueType;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Map;
import java.util.Optional;

/** The host module {@code spectest} that the suite's scripts import from. Its functions print nothing. */
final class Spectest {

    private static final String NAME = "spectest";

    private static final Map<String, Class<?>[]> FUNCTIONS = Map.of(
            "print", new Class<?>[0],
            "print_i32", new Class<?>[] {int.class},
            "print_i64", new Class<?>[] {long.class},
            "print_f32", new Class<?>[] {float.class},
            "print_f64", new Class<?>[] {double.class},
            "print_i32_f32", new Class<?>[] {int.class, float.class},
            "print_f64_f64", new Class<?>[] {double.class, double.class});

    /** Exports that only a feature not yet built can make. */
    private static final Map<String, SkipReason> UNBUILT = Map.of();

    private Spectest() {}

    /** Why an import of this host module cannot be provided yet, if that is so. */
    static Optional<SkipReason> unbuilt(ImportType wanted) {
        return wanted.module().equals(NAME) ? Optional.ofNullable(UNBUILT.get(wanted.name())) : Optional.empty();
    }

    /** A fresh one: its table, memory and globals may be changed by what imports them. */
    static Imports create(Engine engine) {
        Imports.Builder module = Imports.builder();
        FUNCTIONS.forEach((name, parameters) -> add(module, name, engine.function(name, ignoring(parameters))));
        add(module, "global_i32", engine.global(new GlobalType(ValueType.I32, false), 666));
        add(module, "global_i64", engine.global(new GlobalType(ValueType.I64, false), 666L));
        add(module, "global_f32", engine.global(new GlobalType(ValueType.F32, false), 666.6f));
        add(module, "global_f64", engine.global(new GlobalType(ValueType.F64, false), 666.6));
        add(module, "table", engine.table(new TableType(ReferenceType.FUNCREF, SizeRange.between(10, 20))));
        add(
                module,
                "table64",
                engine.table(new TableType(ReferenceType.FUNCREF, SizeRange.between(10, 20), AddressType.I64)));
        add(module, "memory", engine.memory(new MemoryType(SizeRange.between(1, 2))));
        add(module, "shared_memory", engine.memory(MemoryType.shared(SizeRange.between(1, 2))));
        return module.build();
    }

    private static void add(Imports.Builder module, String name, ExternalValue value) {
        module.add(NAME, name, value);
    }

    private static HostFunction ignoring(Class<?>[] parameters) {
        MethodHandle nothing = MethodHandles.zero(void.class);
        return HostFunction.of(MethodHandles.dropArguments(
                nothing, 0, MethodType.methodType(void.class, parameters).parameterArray()));
    }
}
