package dev.tagalong.runtime.internal.binary;

import dev.tagalong.runtime.Module.CustomSection;
import dev.tagalong.runtime.internal.module.DataSegment;
import dev.tagalong.runtime.internal.module.ElementSegment;
import dev.tagalong.runtime.internal.module.ExportDefinition;
import dev.tagalong.runtime.internal.module.Fault;
import dev.tagalong.runtime.internal.module.FunctionBody;
import dev.tagalong.runtime.internal.module.GlobalDefinition;
import dev.tagalong.runtime.internal.module.ImplementationLimits;
import dev.tagalong.runtime.internal.module.Names;
import dev.tagalong.runtime.internal.module.TableDefinition;
import dev.tagalong.runtime.internal.module.WasmModule;
import dev.tagalong.runtime.type.DefinedType;
import dev.tagalong.runtime.type.FunctionType;
import dev.tagalong.runtime.type.GlobalType;
import dev.tagalong.runtime.type.HeapType;
import dev.tagalong.runtime.type.ImportType;
import dev.tagalong.runtime.type.MemoryType;
import dev.tagalong.runtime.type.RecursionIndex;
import dev.tagalong.runtime.type.TableType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Collects what the section readers read of one module. */
final class ModuleBuilder {

    final String name;
    final byte[] binary;
    final List<DefinedType> types = new ArrayList<>();
    final List<ImportType> imports = new ArrayList<>();
    final List<FunctionType> functions = new ArrayList<>();
    final List<TableType> tableTypes = new ArrayList<>();
    final List<MemoryType> memories = new ArrayList<>();
    final List<GlobalType> globalTypes = new ArrayList<>();
    final List<FunctionType> tags = new ArrayList<>();
    final List<TableDefinition> tables = new ArrayList<>();
    final List<GlobalDefinition> globals = new ArrayList<>();
    final List<ExportDefinition> exports = new ArrayList<>();
    final List<ElementSegment> elements = new ArrayList<>();
    final List<FunctionBody> bodies = new ArrayList<>();
    final List<DataSegment> data = new ArrayList<>();
    final List<CustomSection> customSections = new ArrayList<>();

    /** How many types the recursion group has that is being read; 0 if none is. */
    int openGroup;

    int definedFunctions;
    int startFunction = -1;
    int startOffset = -1;
    int dataCount = -1;
    Names names;

    ModuleBuilder(String name, byte[] binary) {
        this.name = name;
        this.binary = binary;
    }

    /** The function type of an index, which is read here. */
    FunctionType readFunctionType(ByteReader in) {
        int at = in.position;
        int index = in.u32();
        if (definedType(index, in.section, at) instanceof FunctionType type) {
            return type;
        }
        throw Fault.NO_FUNCTION_TYPE.of(index, in.section, at);
    }

    /** The type of an index, which stands for one of the recursion group that is being read if there is one. */
    HeapType definedType(int index, String section, int at) {
        int known = types.size();
        if (index >= 0 && index < known) {
            return types.get(index);
        }
        if (index < known || index >= known + openGroup) {
            throw Fault.UNKNOWN_TYPE.of(index, section, at);
        }
        return new RecursionIndex(index - known);
    }

    /** Adds to an index space or refuses, since it grows past what the engine holds. */
    <T> void add(List<T> space, T entry, int most, ByteReader in) {
        if (space.size() >= most) {
            throw Fault.LIMIT.at(in.section, in.position, "more than " + most + " in one index space");
        }
        space.add(entry);
    }

    /** Adds to an index space of {@link ImplementationLimits#ENTRIES} at most. */
    <T> void add(List<T> space, T entry, ByteReader in) {
        add(space, entry, ImplementationLimits.ENTRIES, in);
    }

    WasmModule build() {
        if (bodies.size() != definedFunctions) {
            throw Fault.FUNCTION_CODE_LENGTHS.at(
                    "module", binary.length, definedFunctions + " functions, " + bodies.size() + " bodies");
        }
        if (dataCount >= 0 && dataCount != data.size()) {
            throw Fault.DATA_COUNT_LENGTHS.at(
                    "module", binary.length, dataCount + " counted, " + data.size() + " present");
        }
        return new WasmModule(
                name,
                binary,
                Collections.unmodifiableList(types),
                Collections.unmodifiableList(imports),
                Collections.unmodifiableList(functions),
                Collections.unmodifiableList(tableTypes),
                Collections.unmodifiableList(memories),
                Collections.unmodifiableList(globalTypes),
                Collections.unmodifiableList(tags),
                Collections.unmodifiableList(bodies),
                Collections.unmodifiableList(tables),
                Collections.unmodifiableList(globals),
                Collections.unmodifiableList(exports),
                startFunction,
                startOffset,
                Collections.unmodifiableList(elements),
                Collections.unmodifiableList(data),
                dataCount,
                Collections.unmodifiableList(customSections),
                names == null ? Names.NONE : names);
    }
}
