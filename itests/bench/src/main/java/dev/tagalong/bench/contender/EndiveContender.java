package dev.tagalong.bench.contender;

import dev.tagalong.bench.contender.GuestImports.HostBody;
import dev.tagalong.bench.contender.GuestImports.ImportedMemory;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;
import run.endive.compiler.InterpreterFallback;
import run.endive.compiler.MachineFactoryCompiler;
import run.endive.runtime.ByteArrayMemory;
import run.endive.runtime.ExportFunction;
import run.endive.runtime.HostFunction;
import run.endive.runtime.ImportFunction;
import run.endive.runtime.ImportMemory;
import run.endive.runtime.ImportValues;
import run.endive.runtime.Instance;
import run.endive.runtime.Machine;
import run.endive.runtime.TableInstance;
import run.endive.wasm.Parser;
import run.endive.wasm.WasmModule;
import run.endive.wasm.types.ExportSection;
import run.endive.wasm.types.ExternalType;
import run.endive.wasm.types.FunctionImport;
import run.endive.wasm.types.FunctionType;
import run.endive.wasm.types.MemoryLimits;
import run.endive.wasm.types.ValType;
import run.endive.wasm.types.Value;

/** Endive, its interpreter or its compiler to JVM bytecode at run time. */
final class EndiveContender implements Contender {

    private final boolean compiles;

    EndiveContender(boolean compiles) {
        this.compiles = compiles;
    }

    @Override
    public String id() {
        return compiles ? "endive" : "endive-interpreter";
    }

    @Override
    public String title() {
        return "Endive 1.0.0, " + (compiles ? "compiler" : "interpreter");
    }

    @Override
    public boolean interprets() {
        return !compiles;
    }

    @Override
    public Optional<String> unavailable() {
        return Optional.empty();
    }

    @Override
    public Prepared prepare(String name, byte[] wasm) {
        WasmModule module = Parser.parse(wasm);
        Function<Instance, Machine> machine = compiles
                // Functions too big for a JVM method are interpreted, as is its default, but without a line for each.
                ? MachineFactoryCompiler.builder(module)
                        .withInterpreterFallback(InterpreterFallback.SILENT)
                        .compile()
                : null;
        return imports -> new EndiveGuest(module, machine, imports);
    }

    private static final class EndiveGuest implements Guest {

        private final Instance instance;

        EndiveGuest(WasmModule module, Function<Instance, Machine> machine, GuestImports imports) {
            Instance.Builder builder = Instance.builder(module)
                    .withMemoryFactory(ByteArrayMemory::new)
                    .withImportValues(values(module, imports));
            instance = (machine == null ? builder : builder.withMachineFactory(machine)).build();
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
                        module, name, ((EndiveGuest) linked.library()).instance, linked.export());
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
            Instance other = ((EndiveGuest) library).instance;
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
            // Endive has no way to close an instance: it goes when nothing refers to it.
        }
    }
}
