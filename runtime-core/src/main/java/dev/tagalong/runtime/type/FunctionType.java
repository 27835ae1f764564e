package dev.tagalong.runtime.type;

import java.util.List;

/** A function's type: parameters and results (specification, section 2.3.10). */
public final class FunctionType extends DefinedType {

    private CompositeType.Func composite;

    FunctionType(RecursionGroup group, int index) {
        super(group, index);
    }

    /** The final type with these parameters and results that extends no other. */
    public static FunctionType of(List<ValueType> parameters, List<ValueType> results) {
        return (FunctionType) group(List.of(SubType.of(new CompositeType.Func(parameters, results))))
                .get(0);
    }

    @Override
    void complete(CompositeType resolved) {
        composite = (CompositeType.Func) resolved;
    }

    @Override
    public CompositeType.Func composite() {
        return composite;
    }

    /** The parameters' types, in order. */
    public List<ValueType> parameters() {
        return composite.parameters();
    }

    /** The results' types, in order. */
    public List<ValueType> results() {
        return composite.results();
    }

    @Override
    public AbstractHeapType kind() {
        return AbstractHeapType.FUNC;
    }
}
