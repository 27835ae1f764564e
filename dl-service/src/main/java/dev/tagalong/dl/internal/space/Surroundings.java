package dev.tagalong.dl.internal.space;

import dev.tagalong.dl.DlException;
import dev.tagalong.dl.internal.handle.Handle;
import dev.tagalong.runtime.Function;
import dev.tagalong.runtime.type.FunctionType;

/** What a link space asks of the linker around it. Called without locks, by the thread that runs the space's program. */
public interface Surroundings {

    /** A function of an isolated library, and the number by which it is called. */
    record Isolated(int taggedIndex, Function function) {}

    /**
     * A handle for a library that the space has loaded.
     *
     * @throws DlException if all ids are in use
     */
    Handle assign(String label);

    /** Takes a handle back. */
    void release(Handle handle, String reason);

    /**
     * The host function that the program is granted under an import's names.
     *
     * @param type the import's type, which is chosen where there are several; {@code null} if any will do
     * @return {@code null} if there is none
     * @throws DlException if there is one that it may not use
     */
    Function host(String module, String name, FunctionType type);

    /** A function of the isolated libraries that the program has opened with RTLD_GLOBAL, or {@code null}. */
    Isolated isolated(String symbol);

    /**
     * The function that a tagged index stands for.
     *
     * @throws dev.tagalong.runtime.Trap if there is none
     */
    Function tagged(int taggedIndex);
}
