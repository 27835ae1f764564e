package dev.tagalong.runtime;

import dev.tagalong.runtime.type.StructType;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A structure that WebAssembly code or {@link Engine#struct} has made (specification, section 4.2.14). It has an identity, so
 * {@code equals} is {@code ==}. Access is no slower than a Java object's; nothing makes it visible to other threads but what the
 * caller does.
 */
@ProviderType
public interface StructObject {

    /** The type that it was made of. */
    StructType type();

    /**
     * A field's value, as the typed calls carry it, see {@link JavaTypes}, boxed. A packed field is sign-extended.
     *
     * @throws IndexOutOfBoundsException if there is no such field
     */
    Object get(int field);

    /**
     * Sets a field. Of a number for a packed field the low bits are kept.
     *
     * @throws IndexOutOfBoundsException if there is no such field
     * @throws IllegalArgumentException if the value is not of the field's type
     * @throws UnsupportedOperationException if the field is immutable
     */
    void set(int field, Object value);
}
