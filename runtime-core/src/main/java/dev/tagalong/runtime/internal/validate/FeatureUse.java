package dev.tagalong.runtime.internal.validate;

import dev.tagalong.runtime.internal.binary.InstructionReader;
import dev.tagalong.runtime.internal.binary.ValueTypes;
import dev.tagalong.runtime.internal.module.ConstantExpression;
import dev.tagalong.runtime.internal.module.DataSegment;
import dev.tagalong.runtime.internal.module.ElementSegment;
import dev.tagalong.runtime.internal.module.FunctionBody;
import dev.tagalong.runtime.internal.module.SegmentMode;
import dev.tagalong.runtime.internal.module.WasmModule;
import dev.tagalong.runtime.internal.opcode.Feature;
import dev.tagalong.runtime.internal.opcode.Form;
import dev.tagalong.runtime.internal.opcode.Immediate;
import dev.tagalong.runtime.internal.opcode.Opcode;
import dev.tagalong.runtime.type.AbstractHeapType;
import dev.tagalong.runtime.type.AddressType;
import dev.tagalong.runtime.type.DefinedType;
import dev.tagalong.runtime.type.FunctionType;
import dev.tagalong.runtime.type.MemoryType;
import dev.tagalong.runtime.type.NumberType;
import dev.tagalong.runtime.type.ReferenceType;
import dev.tagalong.runtime.type.ValueType;
import dev.tagalong.runtime.type.VectorType;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Which features a valid module uses: by its instructions and tags, and by the types of its functions, locals, globals,
 * memories and tables. One pass over the binary.
 */
public final class FeatureUse {

    private final WasmModule module;

    /** Where each is first met. */
    private final Map<Feature, String> places = new EnumMap<>(Feature.class);

    private FeatureUse(WasmModule module) {
        this.module = module;
    }

    /** The features besides {@link Feature#MVP}, each with the place where it is first met, in words. */
    public static Map<Feature, String> of(WasmModule module) {
        FeatureUse use = new FeatureUse(module);
        use.types();
        use.functions();
        use.tags();
        use.globals();
        use.memories();
        use.tables();
        use.segments();
        use.places.remove(Feature.MVP);
        return use.places;
    }

    private void note(Feature feature, String place) {
        places.putIfAbsent(feature, place);
    }

    private void types() {
        for (int i = 0; i < module.types().size(); i++) {
            DefinedType type = module.types().get(i);
            boolean first =
                    type.isFinal() && type.depth() == 0 && type.recursionGroup().size() == 1;
            if (!first || type.kind() != AbstractHeapType.FUNC) {
                note(Feature.GC, "type " + i);
            }
        }
    }

    private void functions() {
        for (int i = 0; i < module.allFunctions().size(); i++) {
            FunctionType type = module.allFunctions().get(i);
            String place = "the type of function " + i;
            Stream.concat(type.parameters().stream(), type.results().stream()).forEach(t -> type(t, place));
            if (type.results().size() > 1) {
                note(Feature.MULTI_VALUE, place);
            }
        }
        for (FunctionBody body : module.bodies()) {
            body.localRuns().forEach(run -> type(run.type(), "the locals of function " + body.index()));
            instructions(body.from(), body.to());
        }
    }

    private void instructions(int from, int to) {
        InstructionReader in = new InstructionReader(module.binary(), from, to);
        while (in.hasNext()) {
            Opcode opcode = in.next();
            if (!places.containsKey(opcode.feature())) {
                note(opcode.feature(), place(opcode, in));
            }
            typeImmediate(opcode, in);
        }
    }

    private void typeImmediate(Opcode opcode, InstructionReader in) {
        boolean block = opcode.immediate() == Immediate.BLOCK || opcode.immediate() == Immediate.TRY_TABLE;
        if (block && in.blockType >= 0) {
            note(Feature.MULTI_VALUE, place(opcode, in));
        } else if (block && in.blockType != InstructionReader.EMPTY_BLOCK) {
            type(in.blockType, opcode, in);
        } else if (opcode.immediate() == Immediate.HEAP_TYPE || opcode.immediate() == Immediate.SELECT_TYPES) {
            type(in.typeCode, opcode, in);
        }
    }

    private void type(long code, Opcode opcode, InstructionReader in) {
        ValueType known = ValueTypes.ofCode(code);
        if (!(known instanceof NumberType)) {
            int index = ValueTypes.typeIndex(code);
            ValueType type = known != null
                    ? known
                    : ValueTypes.reference(code, module.types().get(index));
            type(type, place(opcode, in));
        }
    }

    private static String place(Opcode opcode, InstructionReader in) {
        return opcode + " at 0x" + Integer.toHexString(in.offset);
    }

    private void constant(ConstantExpression expression) {
        InstructionReader in = new InstructionReader(module.binary(), expression.from(), expression.to());
        while (in.hasNext()) {
            Opcode opcode = in.next();
            boolean computes = opcode.form() == Form.NUMERIC && opcode.feature() == Feature.MVP;
            note(computes ? Feature.EXTENDED_CONST : opcode.feature(), place(opcode, in));
        }
    }

    private void tags() {
        for (int i = 0; i < module.allTags().size(); i++) {
            note(Feature.EXCEPTIONS, "tag " + i);
        }
    }

    private void globals() {
        for (int i = 0; i < module.allGlobals().size(); i++) {
            type(module.allGlobals().get(i).valueType(), "global " + i);
        }
        module.globals().forEach(global -> constant(global.initial()));
    }

    private void memories() {
        for (int i = 0; i < module.allMemories().size(); i++) {
            if (i > 0) {
                note(Feature.MULTI_MEMORY, "memory " + i);
            }
            if (module.allMemories().get(i).pageSize() != MemoryType.PAGE_SIZE) {
                note(Feature.CUSTOM_PAGE_SIZES, "memory " + i);
            }
            if (module.allMemories().get(i).shared()) {
                note(Feature.THREADS, "memory " + i);
            }
            address(module.allMemories().get(i).addressType(), "memory " + i);
        }
    }

    private void tables() {
        for (int i = 0; i < module.allTables().size(); i++) {
            String place = "table " + i;
            if (i > 0) {
                note(Feature.REFERENCE_TYPES, place);
            }
            ReferenceType element = module.allTables().get(i).elementType();
            if (!element.equals(ReferenceType.FUNCREF)) {
                type(element, place);
            }
            address(module.allTables().get(i).addressType(), place);
        }
        module.tables().stream().filter(table -> table.initial() != null).forEach(table -> constant(table.initial()));
    }

    private void address(AddressType type, String place) {
        if (type == AddressType.I64) {
            note(Feature.MEMORY64, place);
        }
    }

    private void segments() {
        List<ElementSegment> elements = module.elements();
        for (int i = 0; i < elements.size(); i++) {
            ElementSegment segment = elements.get(i);
            segment(segment.mode(), segment.tableOffset(), "element segment " + i);
            if (segment.expressions() != null) {
                Stream.of(segment.expressions()).forEach(this::constant);
            }
        }
        for (int i = 0; i < module.data().size(); i++) {
            DataSegment segment = module.data().get(i);
            segment(segment.mode(), segment.memoryOffset(), "data segment " + i);
        }
    }

    private void segment(SegmentMode mode, ConstantExpression offset, String place) {
        switch (mode) {
            case ACTIVE -> constant(offset);
            case PASSIVE -> note(Feature.BULK_MEMORY, place);
            case DECLARATIVE -> note(Feature.REFERENCE_TYPES, place);
        }
    }

    private void type(ValueType type, String place) {
        if (type instanceof VectorType) {
            note(Feature.SIMD, place);
        } else if (type instanceof ReferenceType reference) {
            note(feature(reference), place);
        } else if (!(type instanceof NumberType)) {
            throw new IllegalStateException("a type of no feature: " + type);
        }
    }

    private static Feature feature(ReferenceType type) {
        if (!(type.heapType() instanceof AbstractHeapType abstractType)) {
            return Feature.TYPED_REFERENCES;
        }
        return switch (abstractType) {
            case FUNC, EXTERN -> type.nullable() ? Feature.REFERENCE_TYPES : Feature.TYPED_REFERENCES;
            case EXN, NOEXN -> Feature.EXCEPTIONS;
            case ANY, EQ, I31, STRUCT, ARRAY, NONE, NOFUNC, NOEXTERN -> Feature.GC;
        };
    }
}
