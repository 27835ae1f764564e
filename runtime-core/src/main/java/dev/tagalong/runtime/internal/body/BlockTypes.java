package dev.tagalong.runtime.internal.body;

import dev.tagalong.runtime.internal.binary.InstructionReader;
import dev.tagalong.runtime.internal.binary.ValueTypes;
import dev.tagalong.runtime.type.FunctionType;
import dev.tagalong.runtime.type.ValueType;
import java.util.List;

/** The types of blocks (specification, section 3.2.2). */
final class BlockTypes {

    private static final FunctionType EMPTY = FunctionType.of(List.of(), List.of());

    /** By the negative of a value type's code: no parameters and one result. */
    private static final FunctionType[] ONE_RESULT = new FunctionType[64];

    static {
        for (int code = 1; code < ONE_RESULT.length; code++) {
            ValueType type = ValueTypes.ofCode(-code);
            ONE_RESULT[code] = type == null ? null : oneResult(type);
        }
    }

    private BlockTypes() {}

    /** The type of the block that the reader's instruction opens. */
    static FunctionType of(InstructionReader in, ModuleContext context) {
        long code = in.blockType;
        if (code == InstructionReader.EMPTY_BLOCK) {
            return EMPTY;
        }
        if (code >= 0) {
            return context.functionType((int) code, in.section(), in.offset);
        }
        return code > -ONE_RESULT.length
                ? ONE_RESULT[(int) -code]
                : oneResult(context.valueType(code, in.section(), in.offset));
    }

    private static FunctionType oneResult(ValueType type) {
        return FunctionType.of(List.of(), List.of(type));
    }
}
