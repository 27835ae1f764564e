package dev.tagalong.runtime;

import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Host functions that belong together under one import module name. State that belongs to one program is kept as an
 * {@link Instance#attachment attachment} of the instance that calls.
 */
@ConsumerType
public interface HostModule {

    /** The module name that imports use. */
    String name();

    /** The functions by import name; the map does not change. */
    Map<String, HostFunction> functions();
}
