package dev.tagalong.emscripten.internal;

import dev.tagalong.runtime.HostState;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.type.ImportType;
import java.util.Set;

/**
 * Whether a program's C library has the structures of versions in which {@code time_t} has 32 bits. No type tells: it is one if
 * the program imports a function that only such versions leave to JavaScript.
 */
final class OlderStructures implements HostState {

    private static final Set<String> ONLY_THERE = Set.of(
            "__clock_gettime",
            "clock_gettime",
            "gettimeofday",
            "_emscripten_default_pthread_stack_size",
            "__syscall_access",
            "__syscall_fstatat64",
            "__syscall_mkdir",
            "__syscall_open",
            "__syscall_rename",
            "__syscall_unlink");

    private final boolean older;

    private OlderStructures(Instance program) {
        older = program.module().imports().stream().map(ImportType::name).anyMatch(ONLY_THERE::contains);
    }

    @Override
    public String hindersSnapshot() {
        return null;
    }

    /** Those of the caller's program. */
    static boolean in(Instance caller) {
        return caller.attachment(OlderStructures.class, () -> new OlderStructures(caller.leader())).older;
    }
}
