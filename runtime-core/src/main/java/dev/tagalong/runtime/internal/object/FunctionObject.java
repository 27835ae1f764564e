package dev.tagalong.runtime.internal.object;

import dev.tagalong.runtime.Function;
import dev.tagalong.runtime.type.ExternalType;
import dev.tagalong.runtime.type.FunctionType;

/**
 * A function object as tables and globals hold it: one that this engine has made, of a canonical type. Who calls it knows the
 * one kind that there is, {@code FunctionImpl}.
 */
public abstract class FunctionObject implements Function {

    /** The canonical type. */
    public final FunctionType type;

    /** A function object of a type. */
    protected FunctionObject(FunctionType type) {
        this.type = type;
    }

    @Override
    public final FunctionType type() {
        return type;
    }

    @Override
    public final ExternalType externalType() {
        return new ExternalType.Func(type);
    }
}
