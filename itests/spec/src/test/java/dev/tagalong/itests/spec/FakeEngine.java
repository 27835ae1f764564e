package dev.tagalong.itests.spec;

import dev.tagalong.runtime.ArrayObject;
import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.ExternalValue;
import dev.tagalong.runtime.Function;
import dev.tagalong.runtime.Global;
import dev.tagalong.runtime.HostFunction;
import dev.tagalong.runtime.Imports;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.InstanceGroup;
import dev.tagalong.runtime.InstanceOptions;
import dev.tagalong.runtime.LinkException;
import dev.tagalong.runtime.Memory;
import dev.tagalong.runtime.Module;
import dev.tagalong.runtime.ModuleException;
import dev.tagalong.runtime.ModuleException.Reason;
import dev.tagalong.runtime.Snapshot;
import dev.tagalong.runtime.StructObject;
import dev.tagalong.runtime.Table;
import dev.tagalong.runtime.Tag;
import dev.tagalong.runtime.Tier;
import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.TrapKind;
import dev.tagalong.runtime.WasmException;
import dev.tagalong.runtime.type.ArrayType;
import dev.tagalong.runtime.type.ExternalType;
import dev.tagalong.runtime.type.FunctionType;
import dev.tagalong.runtime.type.GlobalType;
import dev.tagalong.runtime.type.ImportType;
import dev.tagalong.runtime.type.MemoryType;
import dev.tagalong.runtime.type.StructType;
import dev.tagalong.runtime.type.TableType;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * An engine whose binaries are words: {@code malformed}, {@code invalid} or {@code unsupported} and a message; {@code traps};
 * {@code imports} and a module name; anything else is a module that exports the functions {@code seven}, which answers 7,
 * and {@code trap}.
 */
final class FakeEngine implements Engine {

    @Override
    public Module load(String name, byte[] binary) {
        String[] words = new String(binary, StandardCharsets.UTF_8).split(" ", 2);
        switch (words[0]) {
            case "malformed", "invalid", "unsupported" ->
                throw new ModuleException(Reason.valueOf(words[0].toUpperCase(Locale.ROOT)), words[1], "code", 1);
            case "fault" -> throw new IllegalStateException("a fault of the engine");
            default -> {
                List<ImportType> imports = words[0].equals("imports")
                        ? List.of(new ImportType(
                                words[1], "seven", new ExternalType.Func(FunctionType.of(List.of(), List.of()))))
                        : List.of();
                return fake(Module.class, (self, method, arguments) -> switch (method.getName()) {
                    case "imports" -> imports;
                    case "name" -> words[0];
                    default -> throw new UnsupportedOperationException(method.getName());
                });
            }
        }
    }

    @Override
    public Instance instantiate(Module module, Imports imports, InstanceOptions options) {
        for (ImportType wanted : module.imports()) {
            if (imports.resolve(wanted) == null) {
                throw new LinkException("unknown import: " + wanted);
            }
        }
        if (module.name().equals("traps")) {
            throw new Trap(TrapKind.UNREACHABLE);
        }
        return fake(
                Instance.class,
                (self, method, arguments) -> method.getName().equals("export") ? export(arguments[0]) : null);
    }

    @Override
    public Instance instantiate(Module module, Imports imports, InstanceOptions options, Snapshot snapshot) {
        throw new UnsupportedOperationException("snapshots");
    }

    @Override
    public Instance prepare(Module module, Imports imports, InstanceOptions options) {
        throw new UnsupportedOperationException("snapshots");
    }

    @Override
    public Instance prepare(Module module, Imports imports, InstanceOptions options, Snapshot snapshot) {
        throw new UnsupportedOperationException("snapshots");
    }

    @Override
    public void restore(Snapshot snapshot, List<Instance> instances) {
        throw new UnsupportedOperationException("snapshots");
    }

    @Override
    public Snapshot snapshot(List<Instance> instances) {
        throw new UnsupportedOperationException("snapshots");
    }

    @Override
    public Snapshot readSnapshot(byte[] bytes) {
        throw new UnsupportedOperationException("snapshots");
    }

    private static ExternalValue export(Object name) {
        return fake(Function.class, (self, method, arguments) -> {
            if (name.equals("trap")) {
                throw new Trap(TrapKind.UNINITIALIZED_ELEMENT, "in table 0");
            }
            return name.equals("seven") ? 7 : null;
        });
    }

    private static <T> T fake(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    @Override
    public InstanceGroup group(String name) {
        return fake(InstanceGroup.class, (self, method, arguments) -> null);
    }

    @Override
    public Tier tier() {
        return Tier.INTERPRET;
    }

    @Override
    public Function function(String name, HostFunction host) {
        return fake(Function.class, (self, method, arguments) -> null);
    }

    @Override
    public StructObject struct(StructType type, Object... fields) {
        return fake(StructObject.class, (self, method, arguments) -> null);
    }

    @Override
    public ArrayObject array(ArrayType type, List<?> elements) {
        return fake(ArrayObject.class, (self, method, arguments) -> null);
    }

    @Override
    public Memory memory(MemoryType type) {
        return fake(Memory.class, (self, method, arguments) -> null);
    }

    @Override
    public Memory memory(MemoryType type, int mostPages) {
        return memory(type);
    }

    @Override
    public Table table(TableType type) {
        return fake(Table.class, (self, method, arguments) -> null);
    }

    @Override
    public Global global(GlobalType type, Object value) {
        return fake(Global.class, (self, method, arguments) -> null);
    }

    @Override
    public Tag tag(FunctionType type) {
        return fake(Tag.class, (self, method, arguments) -> null);
    }

    @Override
    public WasmException exception(Tag tag, Object... arguments) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
