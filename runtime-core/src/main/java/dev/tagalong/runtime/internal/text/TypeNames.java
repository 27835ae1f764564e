package dev.tagalong.runtime.internal.text;

import dev.tagalong.runtime.internal.binary.ValueTypes;
import dev.tagalong.runtime.internal.module.WasmModule;
import dev.tagalong.runtime.type.CompositeType;
import dev.tagalong.runtime.type.DefinedType;
import dev.tagalong.runtime.type.FieldType;
import dev.tagalong.runtime.type.HeapType;
import dev.tagalong.runtime.type.ReferenceType;
import dev.tagalong.runtime.type.StorageType;
import dev.tagalong.runtime.type.ValueType;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Types for people, where a type of the module is its name after a {@code $}, or else its index. */
final class TypeNames {

    /** A longer structure is not written to its end: many instructions may name it. */
    private static final int MOST_FIELDS = 16;

    private final WasmModule module;

    /** The index of each type of the module, the first one if there are several. */
    private final Map<DefinedType, Integer> indices = new IdentityHashMap<>();

    TypeNames(WasmModule module) {
        this.module = module;
        for (int i = 0; i < module.types().size(); i++) {
            indices.putIfAbsent(module.types().get(i), i);
        }
    }

    private String name(int index) {
        String name = module.names().types().get(index);
        return name == null ? Integer.toString(index) : "$" + name;
    }

    /** The type of a code that a reader of instructions answered. */
    String ofCode(long code) {
        ValueType type = ValueTypes.ofCode(code);
        return type != null
                ? type.toString()
                : reference(ValueTypes.isNullable(code), name(ValueTypes.typeIndex(code)));
    }

    /** The heap type of a code. */
    String heapType(long code) {
        return ValueTypes.ofCode(code) instanceof ReferenceType reference
                ? reference.heapType().toString()
                : name(ValueTypes.typeIndex(code));
    }

    private static String reference(boolean nullable, String heapType) {
        return (nullable ? "(ref null " : "(ref ") + heapType + ")";
    }

    /** A value type. */
    String of(StorageType type) {
        return type instanceof ReferenceType reference && reference.heapType() instanceof DefinedType defined
                ? reference(reference.nullable(), of(defined))
                : type.toString();
    }

    private String of(HeapType type) {
        Integer index = type instanceof DefinedType defined ? indices.get(defined) : null;
        return index == null ? type.toString() : name(index);
    }

    /** The definition of the type of an index, after its name if it has one. */
    String definition(int index) {
        DefinedType type = module.types().get(index);
        String name = module.names().types().containsKey(index) ? name(index) + " " : "";
        String above = type.supertype() == null ? "" : "sub " + of(type.supertype()) + " ";
        return name + above + structure(type);
    }

    /** The structure of a type. */
    String structure(DefinedType type) {
        CompositeType composite = type.composite();
        if (composite instanceof CompositeType.Func function) {
            return list(function.parameters()) + " -> " + list(function.results());
        }
        if (composite instanceof CompositeType.Array array) {
            return "array (" + of(array.element()) + ")";
        }
        List<FieldType> fields = ((CompositeType.Struct) composite).fields();
        String more = fields.size() > MOST_FIELDS ? ", ...)" : ")";
        return fields.stream().limit(MOST_FIELDS).map(this::of).collect(Collectors.joining(", ", "struct (", more));
    }

    private String list(List<ValueType> types) {
        return types.stream().map(this::of).collect(Collectors.joining(", ", "(", ")"));
    }

    private String of(FieldType field) {
        String storage = of(field.storage());
        return field.mutable() ? "(mut " + storage + ")" : storage;
    }

    /** A field of a structure, with its name and that of the structure if they have some, and its type. */
    String field(int type, int field) {
        CompositeType.Struct struct =
                (CompositeType.Struct) module.types().get(type).composite();
        String name = module.names().fields().getOrDefault(type, Map.of()).get(field);
        String full = name == null ? "" : name(type) + "." + name + " ";
        return full + of(struct.fields().get(field));
    }
}
