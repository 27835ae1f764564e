package dev.tagalong.runtime.internal.store;

import dev.tagalong.runtime.Global;
import dev.tagalong.runtime.type.ExternalType;
import dev.tagalong.runtime.type.GlobalType;

/** A global: a number as raw bits, or a reference. */
public final class GlobalImpl implements Global {

    /** A number: i32 in the low half (readers truncate), f32 as raw bits in the low half, f64 as raw bits. */
    public long bits;

    /** A reference. */
    public Object reference;

    private final GlobalType type;

    /** A global with zero or null. */
    public GlobalImpl(GlobalType type) {
        this.type = type;
    }

    @Override
    public GlobalType type() {
        return type;
    }

    @Override
    public ExternalType externalType() {
        return new ExternalType.Global(type);
    }

    @Override
    public Object get() {
        return type.valueType().isReference() ? reference : Values.box(type.valueType(), bits);
    }

    @Override
    public void set(Object value) {
        if (!type.mutable()) {
            throw new IllegalStateException("the global is immutable");
        }
        initialize(value);
    }

    /** Sets the value, mutable or not. */
    public void initialize(Object value) {
        if (type.valueType().isReference()) {
            reference = Values.reference(type.valueType(), value);
        } else {
            bits = Values.unbox(type.valueType(), value);
        }
    }
}
