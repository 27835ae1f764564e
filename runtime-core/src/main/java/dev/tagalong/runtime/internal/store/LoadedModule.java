package dev.tagalong.runtime.internal.store;

import dev.tagalong.runtime.Module;
import dev.tagalong.runtime.internal.module.ExportDefinition;
import dev.tagalong.runtime.internal.module.FunctionBody;
import dev.tagalong.runtime.internal.module.WasmModule;
import dev.tagalong.runtime.type.ExportType;
import dev.tagalong.runtime.type.ImportType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A module with the code of its functions, which all its instances share. */
public final class LoadedModule implements Module {

    /** Makes the code of a defined function; the code prepares itself when it is first called. */
    @FunctionalInterface
    public interface CodeFactory {
        /** The code of {@code body}. */
        Code code(LoadedModule module, FunctionBody body);
    }

    private final WasmModule wasm;
    private final Code[] codes;
    private final Map<String, ExportDefinition> exports = new HashMap<>();

    /** A validated module, with code made by {@code factory}. */
    public LoadedModule(WasmModule wasm, CodeFactory factory) {
        this.wasm = wasm;
        wasm.exportDefinitions().forEach(e -> exports.put(e.name(), e));
        this.codes = wasm.bodies().stream().map(b -> factory.code(this, b)).toArray(Code[]::new);
    }

    /** The decoded module. */
    public WasmModule wasm() {
        return wasm;
    }

    /** The code of a defined function, by its index in the function index space. */
    public Code code(int functionIndex) {
        return codes[functionIndex - wasm.importedFunctions()];
    }

    /** An instance was closed: call sites elsewhere forget the code, lest they keep it when the module goes. */
    void instanceClosed() {
        for (Code code : codes) {
            code.dropDependents();
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
