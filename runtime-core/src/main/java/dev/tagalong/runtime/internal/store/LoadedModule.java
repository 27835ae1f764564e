package dev.tagalong.runtime.internal.store;

import dev.tagalong.runtime.Module;
import dev.tagalong.runtime.internal.module.ExportDefinition;
import dev.tagalong.runtime.internal.module.FunctionBody;
import dev.tagalong.runtime.internal.module.WasmModule;
import dev.tagalong.runtime.type.ExportType;
import dev.tagalong.runtime.type.ImportType;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A module with the code of its functions, which all its instances share. */
public final class LoadedModule implements Module {

    /** Makes the code of a defined function; the code prepares itself when it is first called. */
    @FunctionalInterface
    public interface CodeFactory {
        /** The code of {@code body}. */
        Code code(LoadedModule module, FunctionBody body);
    }

    private final WasmModule wasm;
    private final Function<MemoryForm, CodeFactory> factories;

    /** By the form of memory 0, made when an instance first needs it; guarded by this. */
    private final Map<MemoryForm, Code[]> codes = new EnumMap<>(MemoryForm.class);

    private final Map<String, ExportDefinition> exports = new HashMap<>();

    /** A validated module, with code made by one of {@code factories}, which is asked once for each form. */
    public LoadedModule(WasmModule wasm, Function<MemoryForm, CodeFactory> factories) {
        this.wasm = wasm;
        this.factories = factories;
        wasm.exportDefinitions().forEach(e -> exports.put(e.name(), e));
    }

    /** The decoded module. */
    public WasmModule wasm() {
        return wasm;
    }

    /** The code of the defined functions, for an instance whose memory 0 is of that form. */
    synchronized Code[] codes(MemoryForm memory) {
        return codes.computeIfAbsent(memory, form -> {
            CodeFactory factory = factories.apply(form);
            return wasm.bodies().stream().map(b -> factory.code(this, b)).toArray(Code[]::new);
        });
    }

    /** An instance was closed: call sites elsewhere forget the code, lest they keep it when the module goes. */
    void instanceClosed() {
        List<Code[]> made;
        synchronized (this) {
            made = List.copyOf(codes.values());
        }
        for (Code[] all : made) {
            for (Code code : all) {
                code.dropDependents();
            }
        }
    }

    /** The export of a name, or {@code null}. */
    public ExportDefinition export(String name) {
        return exports.get(name);
    }

    @Override
    public String name() {
        return wasm.name();
    }

    @Override
    public int byteSize() {
        return wasm.byteSize();
    }

    @Override
    public List<ImportType> imports() {
        return wasm.imports();
    }

    @Override
    public List<ExportType> exports() {
        return wasm.exports();
    }

    @Override
    public List<CustomSection> customSections() {
        return wasm.customSections();
    }

    @Override
    public String toString() {
        return name();
    }
}
