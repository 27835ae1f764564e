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

    /**
     * The function of an import name. A module with more functions than a map can hold, whose names follow a pattern, makes
     * them here: it is asked, by any thread, for names that no service has in its map, and answers a name always in the
     * same way.
     *
     * @return {@code null} if there is none
     */
    default HostFunction function(String importName) {
        return functions().get(importName);
    }
}
