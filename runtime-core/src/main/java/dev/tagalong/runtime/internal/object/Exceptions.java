package dev.tagalong.runtime.internal.object;

import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.TrapKind;

/** References of exceptions. */
public final class Exceptions {

    private Exceptions() {}

    /**
     * What {@code throw_ref} throws.
     *
     * @throws Trap if the reference is null
     */
    public static ExceptionImpl thrown(Object reference) {
        if (reference == null) {
            throw new Trap(TrapKind.NULL_EXCEPTION);
        }
        return (ExceptionImpl) reference;
    }
}
