package dev.tagalong.runtime.internal.binary;

import dev.tagalong.runtime.internal.module.ConstantExpression;
import dev.tagalong.runtime.internal.module.ElementSegment;
import dev.tagalong.runtime.internal.module.Fault;
import dev.tagalong.runtime.internal.module.ImplementationLimits;
import dev.tagalong.runtime.internal.module.SegmentMode;
import dev.tagalong.runtime.type.HeapType;
import dev.tagalong.runtime.type.ReferenceType;

/** Reads the element section (specification, section 5.5.12). */
final class ElementSectionReader {

    /** Bits of a segment's kind: bit 1 says declarative of a segment that is not active, else that the table is given. */
    private static final int NOT_ACTIVE = 1;

    private static final int DECLARATIVE = 2;
    private static final int TABLE_GIVEN = 2;
    private static final int EXPRESSIONS = 4;
    private static final int LARGEST_KIND = 7;

    /** The type of elements that are given by function indices. */
    private static final ReferenceType FUNCTIONS = ReferenceType.of(false, HeapType.FUNC);

    private ElementSectionReader() {}

    static void read(ByteReader in, ModuleBuilder module) {
        int count = in.count(ImplementationLimits.ENTRIES, "element segments");
        for (int i = 0; i < count; i++) {
            module.elements.add(segment(in, module));
        }
    }

    private static ElementSegment segment(ByteReader in, ModuleBuilder module) {
        int at = in.position;
        int kind = in.u32();
        if (kind < 0 || kind > LARGEST_KIND) {
            throw Fault.ELEMENT_SEGMENT_KIND.at(in.section, at, Integer.toUnsignedString(kind));
        }
        SegmentMode mode = mode(kind);
        int table = 0;
        ConstantExpression offset = null;
        if (mode == SegmentMode.ACTIVE) {
            table = (kind & TABLE_GIVEN) != 0 ? in.u32() : 0;
            offset = ConstantExpressionReader.read(in);
        }
        boolean expressions = (kind & EXPRESSIONS) != 0;
        // The short active forms have no type: they are of functions.
        boolean typed = (kind & (NOT_ACTIVE | TABLE_GIVEN)) != 0;
        ReferenceType type = expressions ? ReferenceType.FUNCREF : FUNCTIONS;
        if (typed) {
            type = type(in, expressions, module);
        }
        return new ElementSegment(
                mode,
                type,
                table,
                offset,
                expressions ? null : functions(in),
                expressions ? expressions(in) : null,
                at);
    }

    private static SegmentMode mode(int kind) {
        if ((kind & NOT_ACTIVE) == 0) {
            return SegmentMode.ACTIVE;
        }
        return (kind & DECLARATIVE) != 0 ? SegmentMode.DECLARATIVE : SegmentMode.PASSIVE;
    }

    private static ReferenceType type(ByteReader in, boolean expressions, ModuleBuilder module) {
        if (expressions) {
            return ValueTypes.readReference(in, module);
        }
        int at = in.position;
        int kind = in.u8();
        if (kind != 0) {
            throw Fault.ELEMENT_KIND.at(in.section, at, Integer.toString(kind));
        }
        return FUNCTIONS;
    }

    private static int[] functions(ByteReader in) {
        int[] functions = new int[in.count(ImplementationLimits.ELEMENTS, "elements")];
        for (int i = 0; i < functions.length; i++) {
            functions[i] = in.u32();
        }
        return functions;
    }

    private static ConstantExpression[] expressions(ByteReader in) {
        ConstantExpression[] expressions = new ConstantExpression[in.count(ImplementationLimits.ELEMENTS, "elements")];
        for (int i = 0; i < expressions.length; i++) {
            expressions[i] = ConstantExpressionReader.read(in);
        }
        return expressions;
    }
}
