package dev.tagalong.console.internal.plugin;

import dev.tagalong.dl.DlException;
import dev.tagalong.dl.Library;
import dev.tagalong.dl.Linker;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Libraries that are kept open for who looks at them, so that their state outlives single calls. One whose bundle has gone, or
 * whose linker has, is held no longer. Safe for any thread.
 */
public final class HeldLibraries {

    private final Map<String, Library> held = new ConcurrentHashMap<>();

    /** Whether a module is held. */
    public boolean holds(PluginModule module) {
        Library library = held.get(module.key());
        if (library != null && !library.open()) {
            held.remove(module.key(), library);
            return false;
        }
        return library != null;
    }

    /** Opens a library and keeps it so; does nothing if it is held already. */
    public void open(Linker linker, PluginModule module) throws RefusedException {
        if (holds(module)) {
            return;
        }
        Library library;
        try {
            library = linker.open(module.query());
        } catch (DlException e) {
            throw new RefusedException(e.getMessage());
        }
        Library other = held.putIfAbsent(module.key(), library);
        if (other != null) {
            library.close();
        }
    }

    /** Gives a library back. */
    public void close(PluginModule module) {
        Library library = held.remove(module.key());
        if (library != null) {
            library.close();
        }
    }

    /** Gives all back. */
    public void closeAll() {
        held.keySet().forEach(k -> {
            Library library = held.remove(k);
            if (library != null) {
                library.close();
            }
        });
    }
}
