package dev.tagalong.runtime;

import dev.tagalong.runtime.type.ExternalType;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What is exported and imported: a {@link Function}, {@link Table}, {@link Memory}, {@link Global} or {@link Tag}, and nothing else
 * (specification, section 4.2.12).
 */
@ProviderType
public interface ExternalValue {

    /** The value's type; a memory's or table's size range starts at its present size. */
    ExternalType externalType();
}
