package dev.tagalong.runtime.internal.compile.plan;

import dev.tagalong.runtime.internal.value.Carrier;
import dev.tagalong.runtime.type.ValueType;
import java.util.List;

/** How operands and results are carried. */
public final class Carriers {

    private Carriers() {}

    /** The carrier of a type of a signature, where {@code null} is a reference whose type the immediates say. */
    public static Carrier of(ValueType type) {
        return type == null ? Carrier.OBJECT : Carrier.of(type);
    }

    /** The carriers of types of a signature. */
    public static Carrier[] of(List<ValueType> types) {
        return types.stream().map(Carriers::of).toArray(Carrier[]::new);
    }
}
