package dev.tagalong.emscripten.internal;

import dev.tagalong.runtime.HostModule;
import java.util.function.Supplier;

/** The system calls, {@code __syscall_*}, and what else of emscripten's C library the host is to do. */
public final class SystemCalls {

    private final WasiFunctions wasi;

    /** On the descriptors of whom the supplier names. */
    public SystemCalls(Supplier<HostModule> provider) {
        wasi = new WasiFunctions(provider);
    }

    /** Adds the functions. */
    public void register(FunctionTable table) {
        Paths paths = new Paths(wasi);
        DuplicateCalls duplicates = new DuplicateCalls(wasi, paths);
        duplicates.register(table);
        FileCalls files = new FileCalls(wasi, paths, duplicates);
        files.register(table);
        DirectoryCalls directories = new DirectoryCalls(wasi, paths, files);
        directories.register(table);
        new OlderNames(files, directories).register(table);
        Mappings mappings = new Mappings(wasi);
        mappings.register(table);
        Calendar calendar = new Calendar();
        calendar.register(table);
        new OlderForms(calendar, mappings).register(table);
        new Processes().register(table);
    }
}
