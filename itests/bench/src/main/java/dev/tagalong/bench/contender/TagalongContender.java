package dev.tagalong.bench.contender;

import dev.tagalong.bench.contender.GuestImports.HostBody;
import dev.tagalong.bench.contender.GuestImports.ImportedMemory;
import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.EngineOptions;
import dev.tagalong.runtime.ExternalValue;
import dev.tagalong.runtime.Function;
import dev.tagalong.runtime.HostFunction;
import dev.tagalong.runtime.Imports;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.InstanceOptions;
import dev.tagalong.runtime.JavaTypes;
import dev.tagalong.runtime.Linkage;
import dev.tagalong.runtime.Module;
import dev.tagalong.runtime.TaggedIndex;
import dev.tagalong.runtime.Tier;
import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.TrapKind;
import dev.tagalong.runtime.type.ExternalType;
import dev.tagalong.runtime.type.FunctionType;
import dev.tagalong.runtime.type.ImportType;
import dev.tagalong.runtime.type.MemoryType;
import dev.tagalong.runtime.type.SizeRange;
import dev.tagalong.runtime.type.ValueType;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntUnaryOperator;

/** This project's engine, one tier of it. All that the benchmark needs of {@link Engine} is here. */
final class TagalongContender implements Contender {

    private static final MethodHandle APPLY_AS_INT;
    private static final MethodHandle CALL_BODY;
    private static final MethodHandle LONG_TO_DOUBLE;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            APPLY_AS_INT = lookup.findVirtual(
                    IntUnaryOperator.class, "applyAsInt", MethodType.methodType(int.class, int.class));
            CALL_BODY = lookup.findVirtual(
                    HostBody.class, "call", MethodType.methodType(long.class, Guest.class, long[].class));
            LONG_TO_DOUBLE = lookup.findStatic(
                    Double.class, "longBitsToDouble", MethodType.methodType(double.class, long.class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Tier tier;

    TagalongContender(Tier tier) {
        this.tier = tier;
    }

    @Override
    public Optional<String> linkerTier() {
        return Optional.of(tier.name().toLowerCase(Locale.ROOT));
    }

    /** One engine a tier; they live as long as the process. */
    private static final Map<Tier, Engine> ENGINES = new ConcurrentHashMap<>();

    @Override
    public String id() {
        return "tagalong-" + tier.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String title() {
        return switch (tier) {
            case INTERPRET -> "Tagalong, interpreter";
            case COMPILE -> "Tagalong, compiler";
            case TIERED -> "Tagalong, tiered";
        };
    }

    @Override
    public boolean interprets() {
        return tier == Tier.INTERPRET;
    }

    @Override
    public Optional<String> unavailable() {
        return Optional.empty();
    }

    @Override
    public boolean underLinker() {
        return tier == EngineOptions.DEFAULT.tier();
    }

    @Override
    public boolean hasThreads() {
        return true;
    }

    @Override
    public Prepared prepare(String name, byte[] wasm) {
        Engine engine = ENGINES.computeIfAbsent(tier, t -> Engine.create(EngineOptions.DEFAULT.withTier(t)));
        Module module = engine.load(name, wasm);
        return imports -> new TagalongGuest(engine, module, imports);
    }

    private static final class TagalongGuest implements Guest {

        private final Instance instance;
        private final Libraries libraries = new Libraries();

        TagalongGuest(Engine engine, Module module, GuestImports imports) {
            Imports values = wanted -> value(engine, wanted, imports);
            instance = engine.instantiate(
                    module, values, InstanceOptions.named(module.name()).withLinkage(libraries));
        }

        private TagalongGuest(Instance instance) {
            this.instance = instance;
        }

        private ExternalValue value(Engine engine, ImportType wanted, GuestImports imports) {
            String name = wanted.name();
            IntUnaryOperator host = imports.host().get(name);
            if (host != null) {
                return engine.function(name, HostFunction.of(APPLY_AS_INT.bindTo(host)));
            }
            GuestImports.Linked linked = imports.linked().get(name);
            if (linked != null) {
                return ((TagalongGuest) linked.library()).instance.function(linked.export());
            }
            HostBody body = imports.general().get(name);
            if (body != null && wanted.type() instanceof ExternalType.Func function) {
                MethodHandle call = CALL_BODY.bindTo(body).bindTo(this);
                return engine.function(name, HostFunction.of(adapt(call, function.type())));
            }
            ImportedMemory memory = imports.memory();
            if (memory != null
                    && wanted.type() instanceof ExternalType.Memory shared
                    && shared.type().shared()) {
                return engine.memory(shared.type());
            }
            return memory != null && memory.name().equals(name)
                    ? engine.memory(new MemoryType(SizeRange.between(memory.pages(), memory.maximum())))
                    : null;
        }

        /** From {@code (long[]) -> long} to the type's own parameters and result. */
        private static MethodHandle adapt(MethodHandle body, FunctionType type) {
            MethodType shape = JavaTypes.of(type);
            MethodHandle spread = body.asCollector(long[].class, shape.parameterCount());
            return shape.returnType() == double.class
                    ? MethodHandles.filterReturnValue(spread, LONG_TO_DOUBLE).asType(shape)
                    : MethodHandles.explicitCastArguments(spread, shape);
        }

        @Override
        public IntUnaryOperator intFunction(String export) {
            MethodHandle handle = instance.function(export).handle();
            return n -> {
                try {
                    return (int) handle.invokeExact(n);
                } catch (RuntimeException | Error e) {
                    throw e;
                } catch (Throwable e) {
                    throw new IllegalStateException("checked exception from WebAssembly", e);
                }
            };
        }

        @Override
        public long call(String export, long... arguments) {
            Function function = instance.function(export);
            Object[] boxed = new Object[arguments.length];
            for (int i = 0; i < boxed.length; i++) {
                boolean wide = function.type().parameters().get(i) == ValueType.I64;
                if (wide) {
                    boxed[i] = arguments[i];
                } else {
                    boxed[i] = (int) arguments[i];
                }
            }
            Object result = function.call(boxed);
            return result instanceof Double number
                    ? Double.doubleToRawLongBits(number)
                    : result == null ? 0 : ((Number) result).longValue();
        }

        @Override
        public byte[] read(int address, int length) {
            byte[] bytes = new byte[length];
            instance.memory().read(Integer.toUnsignedLong(address), bytes, 0, length);
            return bytes;
        }

        @Override
        public void write(int address, byte[] bytes) {
            instance.memory().write(Integer.toUnsignedLong(address), bytes, 0, bytes.length);
        }

        @Override
        public boolean growMemory(long bytes) {
            long more = (bytes + MemoryType.PAGE_SIZE - 1) / MemoryType.PAGE_SIZE
                    - instance.memory().pages();
            return more <= 0 || instance.memory().grow(more) >= 0;
        }

        @Override
        public int pointerTo(Guest library, String export) {
            Instance other = ((TagalongGuest) library).instance;
            return TaggedIndex.pack(libraries.id(other), other.functionIndex(export));
        }

        @Override
        public void release(int pointer) {
            libraries.instances.set(TaggedIndex.id(pointer) - 1, null);
        }

        @Override
        public Guest newThread() {
            return new TagalongGuest(instance.newThread(instance.name()));
        }

        @Override
        public void close() {
            instance.close();
        }
    }

    /** Handle ids of one program: the position in a list, from 1. */
    private static final class Libraries implements Linkage {

        private final List<Instance> instances = new ArrayList<>();

        int id(Instance library) {
            int at = instances.indexOf(library);
            if (at < 0) {
                at = instances.indexOf(null);
            }
            if (at < 0) {
                at = instances.size();
                instances.add(null);
            }
            instances.set(at, library);
            return at + 1;
        }

        @Override
        public Function resolve(int taggedIndex) {
            int at = TaggedIndex.id(taggedIndex) - 1;
            Instance library = at >= 0 && at < instances.size() ? instances.get(at) : null;
            if (library == null || TaggedIndex.index(taggedIndex) >= library.functionCount()) {
                throw new Trap(TrapKind.UNDEFINED_ELEMENT);
            }
            return library.functionAt(TaggedIndex.index(taggedIndex));
        }
    }
}
