package dev.tagalong.runtime.internal.binary;

import dev.tagalong.runtime.internal.module.Fault;
import dev.tagalong.runtime.internal.module.ImplementationLimits;
import dev.tagalong.runtime.internal.opcode.Feature;
import dev.tagalong.runtime.type.CompositeType;
import dev.tagalong.runtime.type.DefinedType;
import dev.tagalong.runtime.type.FieldType;
import dev.tagalong.runtime.type.HeapType;
import dev.tagalong.runtime.type.PackedType;
import dev.tagalong.runtime.type.StorageType;
import dev.tagalong.runtime.type.SubType;
import dev.tagalong.runtime.type.ValueType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads the type section (specification, section 5.5.4), and validates its types (section 3.2). */
final class TypeSectionReader {

    private static final int GROUP = 0x4E;
    private static final int SUB_FINAL = 0x4F;
    private static final int SUB = 0x50;
    private static final int ARRAY = 0x5E;
    private static final int STRUCT = 0x5F;
    private static final int FUNCTION = 0x60;
    private static final int I16 = 0x77;
    private static final int I8 = 0x78;

    private final ByteReader in;
    private final ModuleBuilder module;

    /** How many supertypes each type has, one above the other. */
    private byte[] depths = new byte[16];

    private TypeSectionReader(ByteReader in, ModuleBuilder module) {
        this.in = in;
        this.module = module;
    }

    static void read(ByteReader in, ModuleBuilder module) {
        TypeSectionReader reader = new TypeSectionReader(in, module);
        int count = in.count(ImplementationLimits.ENTRIES, "types");
        for (int i = 0; i < count; i++) {
            reader.group();
        }
    }

    private void group() {
        int at = in.position;
        int size = 1;
        if (in.u8() == GROUP) {
            offered(Feature.GC, at);
            size = in.count(ImplementationLimits.GROUP_TYPES, "types in a group");
        } else {
            in.position = at;
        }
        if (module.types.size() + size > ImplementationLimits.ENTRIES) {
            throw Fault.LIMIT.at(in.section, at, "more than " + ImplementationLimits.ENTRIES + " types");
        }
        module.openGroup = size;
        List<SubType> definitions = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            definitions.add(definition(module.types.size() + i));
        }
        module.openGroup = 0;
        try {
            module.types.addAll(DefinedType.group(definitions));
        } catch (IllegalArgumentException e) {
            throw Fault.SUB_TYPE.at(in.section, at, e.getMessage());
        }
    }

    private void offered(Feature feature, int at) {
        if (!feature.offered()) {
            throw Fault.unsupported(feature, in.section, at);
        }
    }

    /** @param index the index that the type will have */
    private SubType definition(int index) {
        int at = in.position;
        int form = in.u8();
        if (form != SUB && form != SUB_FINAL) {
            in.position = at;
            return SubType.of(composite());
        }
        offered(Feature.GC, at);
        HeapType supertype = supertype(index);
        return new SubType(form == SUB_FINAL, supertype, composite());
    }

    /** The type that the one of an index extends, or {@code null}. */
    private HeapType supertype(int index) {
        int at = in.position;
        int count = in.count();
        if (count == 0) {
            return null;
        }
        int supertype = in.u32();
        // More than one is for another version of the standard.
        if (count > 1) {
            throw Fault.SUB_TYPE.at(in.section, at, count + " types to extend, at most 1");
        }
        if (supertype < 0 || supertype >= index) {
            throw Fault.UNKNOWN_TYPE.of(supertype, in.section, at);
        }
        int depth = (supertype < depths.length ? depths[supertype] : 0) + 1;
        if (depth > DefinedType.MAX_DEPTH) {
            throw Fault.LIMIT.at(
                    in.section, at, "more than " + DefinedType.MAX_DEPTH + " supertypes, one above the other");
        }
        if (index >= depths.length) {
            depths = Arrays.copyOf(depths, Math.max(index + 1, depths.length * 2));
        }
        depths[index] = (byte) depth;
        return module.definedType(supertype, in.section, at);
    }

    private CompositeType composite() {
        int at = in.position;
        int form = in.u8();
        switch (form) {
            case FUNCTION -> {
                List<ValueType> parameters = types(ImplementationLimits.PARAMETERS, "parameters");
                List<ValueType> results = types(ImplementationLimits.RESULTS, "results");
                return new CompositeType.Func(parameters, results);
            }
            case STRUCT -> {
                offered(Feature.GC, at);
                FieldType[] fields = new FieldType[in.count(ImplementationLimits.FIELDS, "fields")];
                for (int i = 0; i < fields.length; i++) {
                    fields[i] = field();
                }
                return new CompositeType.Struct(Arrays.asList(fields));
            }
            case ARRAY -> {
                offered(Feature.GC, at);
                return new CompositeType.Array(field());
            }
            case 0x4C, 0x4D -> throw Fault.unsupported(Feature.CUSTOM_DESCRIPTORS, in.section, at);
            default -> throw Fault.DEFINITION_TYPE.at(in.section, at, "0x" + Integer.toHexString(form));
        }
    }

    private FieldType field() {
        StorageType storage = storage();
        return new FieldType(storage, TypeReader.mutability(in));
    }

    private StorageType storage() {
        int at = in.position;
        int code = in.u8();
        if (code == I8 || code == I16) {
            return code == I8 ? PackedType.I8 : PackedType.I16;
        }
        in.position = at;
        return ValueTypes.read(in, module);
    }

    private List<ValueType> types(int most, String what) {
        ValueType[] types = new ValueType[in.count(most, what)];
        for (int i = 0; i < types.length; i++) {
            types[i] = ValueTypes.read(in, module);
        }
        return Arrays.asList(types);
    }
}
