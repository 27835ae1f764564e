package dev.tagalong.runtime.internal.interpret;

import dev.tagalong.runtime.type.FunctionType;
import dev.tagalong.runtime.type.ValueType;
import java.util.List;

/** The types of blocks that name no function type. */
final class BlockTypes {

    /** Neither parameters nor results. */
    static final FunctionType EMPTY = FunctionType.of(List.of(), List.of());

    private static final FunctionType I32 = one(ValueType.I32);
    private static final FunctionType I64 = one(ValueType.I64);
    private static final FunctionType F32 = one(ValueType.F32);
    private static final FunctionType F64 = one(ValueType.F64);
    private static final FunctionType FUNCREF = one(ValueType.FUNCREF);
    private static final FunctionType EXTERNREF = one(ValueType.EXTERNREF);

    private BlockTypes() {}

    private static FunctionType one(ValueType result) {
        return FunctionType.of(List.of(), List.of(result));
    }

    /** No parameters and one result. */
    static FunctionType of(ValueType result) {
        for (FunctionType known : List.of(I32, I64, F32, F64, FUNCREF, EXTERNREF)) {
            if (known.results().get(0).equals(result)) {
                return known;
            }
        }
        return one(result);
    }
}
