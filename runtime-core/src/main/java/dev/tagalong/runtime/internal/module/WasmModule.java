package dev.tagalong.runtime.internal.module;

import dev.tagalong.runtime.Module.CustomSection;
import dev.tagalong.runtime.type.DefinedType;
import dev.tagalong.runtime.type.ExportType;
import dev.tagalong.runtime.type.ExternalType;
import dev.tagalong.runtime.type.FunctionType;
import dev.tagalong.runtime.type.GlobalType;
import dev.tagalong.runtime.type.ImportType;
import dev.tagalong.runtime.type.MemoryType;
import dev.tagalong.runtime.type.TableType;
import java.util.ArrayList;
import java.util.List;

/**
 * A decoded module. Index spaces put imports first; the {@code all...} lists are whole index spaces. Immutable; the arrays
 * and lists are not to be written to.
 *
 * @param name the name it was loaded under
 * @param binary the binary itself
 * @param types the type section's types, canonical
 * @param imports the imports, in order
 * @param allFunctions the type of each function
 * @param allTables the type of each table
 * @param allMemories the type of each memory
 * @param allGlobals the type of each global
 * @param allTags the type of each tag
 * @param bodies the defined functions, in order
 * @param tables the defined tables
 * @param globals the defined globals
 * @param exportDefinitions the exports, in order
 * @param startFunction the start function's index, or -1 if {@code startOffset} is -1
 * @param startOffset the offset of that index in the binary, or -1 if there is no start function
 * @param elements the element segments
 * @param data the data segments
 * @param dataCount what the data count section says, or -1 if absent
 * @param customSections the custom sections, in order
 * @param names what the name section says
 */
public record WasmModule(
        String name,
        byte[] binary,
        List<DefinedType> types,
        List<ImportType> imports,
        List<FunctionType> allFunctions,
        List<TableType> allTables,
        List<MemoryType> allMemories,
        List<GlobalType> allGlobals,
        List<FunctionType> allTags,
        List<FunctionBody> bodies,
        List<TableDefinition> tables,
        List<GlobalDefinition> globals,
        List<ExportDefinition> exportDefinitions,
        int startFunction,
        int startOffset,
        List<ElementSegment> elements,
        List<DataSegment> data,
        int dataCount,
        List<CustomSection> customSections,
        Names names) {

    /** The type of an index, which is a function's. */
    public FunctionType functionType(int index) {
        return (FunctionType) types.get(index);
    }

    /** The size of the binary in bytes. */
    public int byteSize() {
        return binary.length;
    }

    /** The number of imported functions, which is the index of the first defined one. */
    public int importedFunctions() {
        return allFunctions.size() - bodies.size();
    }

    /** The number of imported tables. */
    public int importedTables() {
        return allTables.size() - tables.size();
    }

    /** The number of imported globals. */
    public int importedGlobals() {
        return allGlobals.size() - globals.size();
    }

    /** The number of imported memories. */
    public int importedMemories() {
        return (int) imports.stream()
                .filter(i -> i.type() instanceof ExternalType.Memory)
                .count();
    }

    /** The number of imported tags. */
    public int importedTags() {
        return (int) imports.stream()
                .filter(i -> i.type() instanceof ExternalType.Tag)
                .count();
    }

    /** The exports with their types, in order. */
    public List<ExportType> exports() {
        List<ExportType> exports = new ArrayList<>();
        for (ExportDefinition export : exportDefinitions) {
            exports.add(new ExportType(
                    export.name(),
                    switch (export.kind()) {
                        case FUNCTION -> new ExternalType.Func(allFunctions.get(export.index()));
                        case TABLE -> new ExternalType.Table(allTables.get(export.index()));
                        case MEMORY -> new ExternalType.Memory(allMemories.get(export.index()));
                        case GLOBAL -> new ExternalType.Global(allGlobals.get(export.index()));
                        case TAG -> new ExternalType.Tag(allTags.get(export.index()));
                    }));
        }
        return exports;
    }

    /** Identity: a module is itself. */
    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }

    @Override
    public String toString() {
        return name;
    }
}
