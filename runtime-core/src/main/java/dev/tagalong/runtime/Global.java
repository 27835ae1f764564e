package dev.tagalong.runtime;

import dev.tagalong.runtime.type.GlobalType;

/** A global (specification, section 4.2.9). */
public interface Global extends ExternalValue {

    /** Its type. */
    GlobalType type();

    /** The value, boxed: {@code Integer}, {@code Long}, {@code Float}, {@code Double}, {@link V128} or a reference. */
    Object get();

    /**
     * Sets the value.
     *
     * @throws IllegalStateException if the global is immutable
     * @throws IllegalArgumentException if the value is not of the global's type
     */
    void set(Object value);
}
