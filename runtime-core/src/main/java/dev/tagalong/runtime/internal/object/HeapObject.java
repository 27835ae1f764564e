package dev.tagalong.runtime.internal.object;

import dev.tagalong.runtime.type.DefinedType;

/** A structure or an array. Each type has a class of its own, below that of the type that it extends. */
public abstract class HeapObject {

    /** The type that it was made of. */
    public abstract DefinedType type();
}
