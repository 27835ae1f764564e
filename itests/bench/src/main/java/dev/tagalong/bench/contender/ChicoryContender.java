package dev.tagalong.bench.contender;

import com.dylibso.chicory.compiler.InterpreterFallback;
import com.dylibso.chicory.compiler.MachineFactoryCompiler;
import com.dylibso.chicory.runtime.ByteArrayMemory;
import com.dylibso.chicory.runtime.ExportFunction;
import com.dylibso.chicory.runtime.HostFunction;
import com.dylibso.chicory.runtime.ImportFunction;
import com.dylibso.chicory.runtime.ImportMemory;
import com.dylibso.chicory.runtime.ImportValues;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Machine;
import com.dylibso.chicory.runtime.TableInstance;
import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.ExportSection;
import com.dylibso.chicory.wasm.types.ExternalType;
import com.dylibso.chicory.wasm.types.FunctionImport;
import com.dylibso.chicory.wasm.types.FunctionType;
import com.dylibso.chicory.wasm.types.MemoryLimits;
import com.dylibso.chicory.wasm.types.ValType;
import com.dylibso.chicory.wasm.types.Value;
import dev.tagalong.bench.contender.GuestImports.HostBody;
import dev.tagalong.bench.contender.GuestImports.ImportedMemory;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;

/** Chicory, its compiler to JVM bytecode at run time. */
final class ChicoryContender implements Contender {

    @Override
    public String id() {
        return "chicory";
    }

    @Override
    public String title() {
        return "Chicory 1.7.5, compiler";
    }

    @Override
    public boolean interprets() {
        return false;
    }

    @Override
    public Optional<String> unavailable() {
        return Optional.empty();
    }

    @Override
    public Prepared prepare(String name, byte[] wasm) {
        WasmModule module = Parser.parse(wasm);
        Function<Instance, Machine> machine = MachineFactoryCompiler.builder(module)
                // Functions too big for a JVM method are interpreted, as is its default, but without a line for each.
                .withInterpreterFallback(InterpreterFallback.SILENT)
                .compile();
        return imports -> new ChicoryGuest(module, machine, imports);
    }

    private static final class ChicoryGuest implements Guest {

        private final Instance instance;

        ChicoryGuest(WasmModule module, Function<Instance, Machine> machine, GuestImports imports) {
            instance = Instance.builder(module)
                    .withMemoryFactory(ByteArrayMemory::new)
                    .withImportValues(values(module, imports))
                    .withMachineFactory(machine)
                    .build();
        }

        private ImportValues values(WasmModule module, GuestImports imports) {
            ImportValues.Builder values = ImportValues.builder();
            for (int i = 0; i < module.importSection().importCount(); i++) {
                var wanted = module.importSection().getImport(i);
                if (wanted instanceof FunctionImport function) {
                    FunctionType type = module.typeSection().getType(function.typeIndex());
                    values.addFunction(function(function.module(), function.name(), type, imports));
                } else if (wanted.importType() == ExternalType.MEMORY && imports.memory() != null) {
                    ImportedMemory memory = imports.memory();
                    values.addMemory(new ImportMemory(
                            wanted.module(),
                            wanted.name(),
                            new ByteArrayMemory(new MemoryLimits(memory.pages(), memory.maximum()))));
                } else {
                    throw new IllegalArgumentException("no value for import " + wanted.name());
                }
            }
            return values.build();
        }

        private ImportFunction function(String module, String name, FunctionType type, GuestImports imports) {
            IntUnaryOperator host = imports.host().get(name);
            if (host != null) {
                return new HostFunction(
                        module, name, type, (caller, args) -> new long[] {host.applyAsInt((int) args[0])});
            }
            GuestImports.Linked linked = imports.linked().get(name);
            if (linked != null) {
                return ImportFunction.exportAsImport(
                        module, name, ((ChicoryGuest) linked.library()).instance, linked.export());
            }
            HostBody body = imports.general().get(name);
            if (body == null) {
                throw new IllegalArgumentException("no value for import " + name);
            }
            boolean result = !type.returns().isEmpty();
            return new HostFunction(module, name, type, (caller, args) -> {
                long value = body.call(this, args);
                return result ? new long[] {value} : null;
            });
        }

        @Override
        public IntUnaryOperator intFunction(String export) {
            ExportFunction function = instance.export(export);
            return n -> (int) function.apply(n)[0];
        }

        @Override
        public long call(String export, long... arguments) {
            long[] results = instance.export(export).apply(arguments);
            if (results == null || results.length == 0) {
                return 0;
            }
            boolean narrow = instance.exportType(export).returns().get(0).equals(ValType.I32);
            return narrow ? (int) results[0] : results[0];
        }

        @Override
        public byte[] read(int address, int length) {
            return instance.memory().readBytes(address, length);
        }

        @Override
        public void write(int address, byte[] bytes) {
            instance.memory().write(address, bytes, 0, bytes.length);
        }

        @Override
        public boolean growMemory(long bytes) {
            int more = (int) ((bytes + 65535) / 65536) - instance.memory().pages();
            return more <= 0 || instance.memory().grow(more) >= 0;
        }

        @Override
        public int pointerTo(Guest library, String export) {
            Instance other = ((ChicoryGuest) library).instance;
            TableInstance table = instance.table(0);
            int at = freeEntry(table);
            table.setRef(at, functionIndex(other, export), other);
            return at;
        }

        private static int freeEntry(TableInstance table) {
            for (int i = table.size() - 1; i > 0; i--) {
                if (table.ref(i) == Value.REF_NULL_VALUE) {
                    return i;
                }
            }
            return table.grow(1, Value.REF_NULL_VALUE, null);
        }

        private static int functionIndex(Instance instance, String export) {
            ExportSection exports = instance.module().exportSection();
            for (int i = 0; i < exports.exportCount(); i++) {
                if (exports.getExport(i).name().equals(export)) {
                    return exports.getExport(i).index();
                }
            }
            throw new IllegalArgumentException("no export '" + export + "'");
        }

        @Override
        public void release(int pointer) {
            instance.table(0).setRef(pointer, Value.REF_NULL_VALUE, null);
        }

        @Override
        public void close() {
            // Chicory has no way to close an instance: it goes when nothing refers to it.
        }
    }
}
