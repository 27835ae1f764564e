package dev.tagalong.runtime;

import dev.tagalong.runtime.type.FunctionType;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A tag of exceptions (specification, section 4.2.10). A tag is itself: two of one type are different, and a module catches
 * exceptions with a tag that it defines, or that it imports.
 */
@ProviderType
public interface Tag extends ExternalValue {

    /** Its type: the parameters are the values of an exception; there are no results. */
    FunctionType type();
}
