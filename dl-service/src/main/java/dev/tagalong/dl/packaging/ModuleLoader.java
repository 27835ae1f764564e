package dev.tagalong.dl.packaging;

import dev.tagalong.dl.DlException;
import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.Module;
import dev.tagalong.runtime.ModuleException;

/** Has the engine load what is in files and bundles, and says in plain words why something there cannot be used. */
public final class ModuleLoader {

    private static final String LINKING = "linking";

    private ModuleLoader() {}

    /**
     * Decodes and validates a module. Whatever is wrong with it, be it that there is no memory for it or that the engine fails
     * on it, is its own fault and reaches nobody else.
     *
     * @param name the module's name in messages and backtraces
     * @param binary the bytes, which are not copied
     * @throws DlException if it cannot be used; the message says why
     */
    public static Module load(Engine engine, String name, byte[] binary) {
        String other = OtherFormat.of(binary);
        if (other != null) {
            throw new DlException(other);
        }
        Module module;
        try {
            module = engine.load(name, binary);
        } catch (ModuleException e) {
            throw new DlException(e.getMessage());
        } catch (OutOfMemoryError e) {
            throw noMemory();
        } catch (RuntimeException | Error e) {
            throw new DlException("the engine failed on it: " + e, e);
        }
        checkLinked(module);
        return module;
    }

    /** For a module that could not be loaded as there was no memory for it. */
    public static DlException noMemory() {
        return new DlException("there is not enough memory for it: give Java a larger heap with -Xmx in JAVA_OPTS");
    }

    /** Linkers can keep the section, but nobody can use a module that exports nothing. */
    private static void checkLinked(Module module) {
        if (module.exports().isEmpty()
                && module.customSections().stream().anyMatch(s -> s.name().equals(LINKING))) {
            throw new DlException("it is a relocatable object, as compilers write with -c: link it with wasm-ld");
        }
    }
}
