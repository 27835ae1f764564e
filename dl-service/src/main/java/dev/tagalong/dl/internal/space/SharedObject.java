package dev.tagalong.dl.internal.space;

import dev.tagalong.dl.DlException;
import dev.tagalong.dl.internal.dylink.Dylink;
import dev.tagalong.runtime.Function;
import dev.tagalong.runtime.InstanceOptions;
import dev.tagalong.runtime.Module;
import dev.tagalong.runtime.type.FunctionType;

/**
 * A position-independent module on offer, as a link space sees it. There is one object for each module of a bundle's life:
 * a space that has loaded it knows it again. Called without locks, by the thread that runs the space's program.
 */
public interface SharedObject {

    /** The name that {@code dlopen} finds it under. */
    String name();

    /** Its version. */
    String version();

    /** For messages: such as {@code side.wasm 1.0.0 (bundle com.example)}. */
    String label();

    /** The module. */
    Module module();

    /** What it says of itself. */
    Dylink dylink();

    /** What its next instance is to be told, but for linkage, environment and leader. */
    InstanceOptions options();

    /** What it offers others to bind to. */
    SymbolTable symbols();

    /**
     * The library that it needs under a name: the one that its bundle is wired to, else the best on offer.
     *
     * @throws DlException if there is none that can be placed
     */
    SharedObject need(String name);

    /**
     * The host function that it is granted under an import's names.
     *
     * @param type the import's type, which is chosen where there are several; {@code null} if any will do
     * @return {@code null} if there is none
     * @throws DlException if there is one that it may not use
     */
    Function host(String module, String name, FunctionType type);

    /** A space has loaded it. */
    void loaded();

    /** A space that had loaded it has unloaded it, or is gone. */
    void unloaded();
}
