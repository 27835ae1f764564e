package dev.tagalong.runtime;

import dev.tagalong.runtime.type.FunctionType;
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

    /**
     * The function of an import name in the form that an import has. A module whose functions have had several types over the
     * years answers the one of that type; it is asked where what the name alone leads to is of another type.
     *
     * @param wanted the type of the import
     * @return {@code null} if there is no such function; one of another type if there is none of that type
     */
    default HostFunction function(String importName, FunctionType wanted) {
        return function(importName);
    }
}
