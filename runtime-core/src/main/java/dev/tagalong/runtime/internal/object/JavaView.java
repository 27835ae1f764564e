package dev.tagalong.runtime.internal.object;

import dev.tagalong.runtime.V128;
import dev.tagalong.runtime.internal.value.Carrier;
import dev.tagalong.runtime.type.StorageType;

/** Fields and elements as Java gets and sets them: boxed, and checked. */
final class JavaView {

    private JavaView() {}

    static Object get(HeapObject object, int index) {
        Carrier carrier = carrier(object.fieldType(index).storage());
        if (carrier.object) {
            return object.reference(index);
        }
        return carrier == Carrier.VECTOR
                ? new V128(object.bits(index), object.highBits(index))
                : carrier.box(object.bits(index));
    }

    static void set(HeapObject object, int index, Object value) {
        if (!object.fieldType(index).mutable()) {
            throw new UnsupportedOperationException("the field or element " + index + " is immutable");
        }
        initialize(object, index, value);
    }

    /** Sets a field or element, which may be immutable. */
    static void initialize(HeapObject object, int index, Object value) {
        StorageType type = object.fieldType(index).storage();
        Carrier carrier = carrier(type);
        Values.check(type, carrier, value);
        if (carrier.object) {
            object.reference(index, value);
        } else if (carrier == Carrier.VECTOR) {
            object.bits(index, ((V128) value).low());
            object.highBits(index, ((V128) value).high());
        } else {
            object.bits(index, carrier.unbox(value));
        }
    }

    private static Carrier carrier(StorageType type) {
        return Carrier.of(type.unpacked());
    }
}
