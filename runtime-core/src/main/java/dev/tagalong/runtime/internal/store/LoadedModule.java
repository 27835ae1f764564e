package dev.tagalong.runtime.internal.store;

import dev.tagalong.runtime.Module;
import dev.tagalong.runtime.Tier;
import dev.tagalong.runtime.internal.memory.MemoryForm;
import dev.tagalong.runtime.internal.module.Digests;
import dev.tagalong.runtime.internal.module.ExportDefinition;
import dev.tagalong.runtime.internal.module.FunctionBody;
import dev.tagalong.runtime.internal.module.WasmModule;
import dev.tagalong.runtime.internal.object.ObjectClass;
import dev.tagalong.runtime.internal.text.Disassembler;
import dev.tagalong.runtime.internal.text.FunctionNames;
import dev.tagalong.runtime.internal.validate.FeatureUse;
import dev.tagalong.runtime.type.ExportType;
import dev.tagalong.runtime.type.ImportType;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** A module with the code of its functions, which all its instances share. */
public final class LoadedModule implements Module {

    /** Makes the code of a defined function; the code prepares itself when it is first called. */
    @FunctionalInterface
    public interface CodeFactory {
        /** The code of {@code body}. */
        Code code(LoadedModule module, FunctionBody body);
    }

    /** For which instances a code is: those with such a memory 0 that are run so. */
    private record Use(MemoryForm memory, Tier tier) {}

    private final WasmModule wasm;
    private final BiFunction<MemoryForm, Tier, CodeFactory> factories;

    /** Made when an instance first needs it; guarded by this. */
    private final Map<Use, Code[]> codes = new HashMap<>();

    private final Map<String, ExportDefinition> exports = new HashMap<>();

    /** By name, the features and where they are used; {@code null} until somebody asks. */
    private volatile Map<String, String> features;

    /** Of the binary; {@code null} until somebody asks. */
    private volatile byte[] digest;

    /** By type index, made when they are first asked for. */
    private final ObjectClass[] objectClasses;

    /** The index of the global that is C's stack pointer, or -1. */
    final int stackPointer;

    /** A validated module, with code made by one of {@code factories}, which is asked once for each use. */
    public LoadedModule(WasmModule wasm, BiFunction<MemoryForm, Tier, CodeFactory> factories) {
        this.wasm = wasm;
        this.factories = factories;
        this.objectClasses = new ObjectClass[wasm.types().size()];
        this.stackPointer = StackPointers.find(wasm);
        wasm.exportDefinitions().forEach(e -> exports.put(e.name(), e));
    }

    /** The decoded module. */
    public WasmModule wasm() {
        return wasm;
    }

    /** SHA-256 of the binary; not to be written to. */
    public byte[] sha256() {
        byte[] known = digest;
        if (known == null) {
            known = Digests.sha256(wasm.binary());
            digest = known;
        }
        return known;
    }

    /** The code of the defined functions, for an instance whose memory 0 is of that form and that is run so. */
    synchronized Code[] codes(MemoryForm memory, Tier tier) {
        return codes.computeIfAbsent(new Use(memory, tier), use -> {
            CodeFactory factory = factories.apply(memory, tier);
            return wasm.bodies().stream().map(b -> factory.code(this, b)).toArray(Code[]::new);
        });
    }

    /** The class of a structure's or array's type. */
    ObjectClass objectClass(int type) {
        ObjectClass known = objectClasses[type];
        // Two threads may each make one, of the same Java class.
        return known != null
                ? known
                : (objectClasses[type] = ObjectClass.of(wasm.types().get(type)));
    }

    /** An instance was closed: call sites elsewhere forget the code, lest they keep it when the module goes. */
    void instanceClosed() {
        for (Code[] all : made()) {
            for (Code code : all) {
                code.dropDependents();
            }
        }
    }

    private synchronized List<Code[]> made() {
        return List.copyOf(codes.values());
    }

    @Override
    public String digest() {
        return Digests.hex(sha256(), Digests.LENGTH);
    }

    @Override
    public int functionCount() {
        return wasm.bodies().size();
    }

    @Override
    public int compiledFunctions() {
        BitSet compiled = new BitSet();
        for (Code[] all : made()) {
            for (int i = 0; i < all.length; i++) {
                if (all[i].compiled()) {
                    compiled.set(i);
                }
            }
        }
        return compiled.cardinality();
    }

    @Override
    public Map<String, String> features() {
        Map<String, String> known = features;
        if (known == null) {
            Map<String, String> found = new LinkedHashMap<>();
            FeatureUse.of(wasm).forEach((feature, place) -> found.put(feature.text(), place));
            known = Collections.unmodifiableMap(found);
            features = known;
        }
        return known;
    }

    @Override
    public int functionIndex(String name) {
        ExportDefinition export = exports.get(name);
        return export != null && export.kind() == ExportDefinition.Kind.FUNCTION
                ? export.index()
                : FunctionNames.index(wasm, name);
    }

    @Override
    public List<String> disassemble(int functionIndex) {
        return new Disassembler(wasm).function(functionIndex);
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
