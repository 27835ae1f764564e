package dev.tagalong.runtime.internal.store;

import dev.tagalong.runtime.Global;
import dev.tagalong.runtime.V128;
import dev.tagalong.runtime.internal.object.Values;
import dev.tagalong.runtime.internal.value.Carrier;
import dev.tagalong.runtime.type.ExternalType;
import dev.tagalong.runtime.type.GlobalType;

/** A global: raw bits, two of them for a vector, or an object. */
public final class GlobalImpl implements Global {

    /** The raw bits, unless the value is carried as an object; of a vector the lower half. */
    public long bits;

    /** The upper half of a vector. */
    public long highBits;

    /** The value if it is carried as an object. */
    public Object reference;

    private final GlobalType type;
    private final Carrier carrier;

    /** A global with zero or null. */
    public GlobalImpl(GlobalType type) {
        this.type = type;
        this.carrier = Carrier.of(type.valueType());
    }

    /** Another global of the type, with the present value. */
    GlobalImpl copy() {
        GlobalImpl copy = new GlobalImpl(type);
        copy.bits = bits;
        copy.highBits = highBits;
        copy.reference = reference;
        return copy;
    }

    @Override
    public GlobalType type() {
        return type;
    }

    /** Whether the value is carried as an object. */
    public boolean isReference() {
        return carrier.object;
    }

    @Override
    public ExternalType externalType() {
        return new ExternalType.Global(type);
    }

    @Override
    public Object get() {
        if (carrier == Carrier.VECTOR) {
            return new V128(bits, highBits);
        }
        return carrier.object ? reference : carrier.box(bits);
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
        Object checked = Values.check(type.valueType(), carrier, value);
        if (carrier.object) {
            reference = checked;
        } else if (carrier == Carrier.VECTOR) {
            bits = ((V128) checked).low();
            highBits = ((V128) checked).high();
        } else {
            bits = carrier.unbox(checked);
        }
    }
}
