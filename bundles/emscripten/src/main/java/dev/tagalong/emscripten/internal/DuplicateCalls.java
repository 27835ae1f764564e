package dev.tagalong.emscripten.internal;

import static dev.tagalong.emscripten.internal.ErrnoException.answer;

import dev.tagalong.runtime.Instance;

/**
 * System calls that give a descriptor another number, and pipes, which one program reads and writes itself. WASI has none of
 * them: who provides it may have {@code posix_dup} and its kin besides; if not, there are none ({@code ENOSYS}).
 */
final class DuplicateCalls {

    private static final int O_NONBLOCK = 04000;
    private static final int O_CLOEXEC = 02000000;

    private final WasiFunctions wasi;
    private final Paths paths;

    DuplicateCalls(WasiFunctions wasi, Paths paths) {
        this.wasi = wasi;
        this.paths = paths;
    }

    void register(FunctionTable table) {
        table.add(this, "dup", "__syscall_dup")
                .add(this, "dup2", "__syscall_dup2")
                .add(this, "dup3", "__syscall_dup3")
                .add(this, "pipe", "__syscall_pipe")
                .add(this, "pipe2", "__syscall_pipe2");
    }

    int dup(Instance caller, int descriptor) {
        return answer(() -> duplicate(caller, descriptor, 0));
    }

    /** Gives a descriptor the lowest free number from {@code least} on. */
    int duplicate(Instance caller, int descriptor, int least) {
        int duplicate;
        try (Loan loan = Loan.of(caller, 2 * Long.BYTES)) {
            int answer = loan.place(Integer.BYTES);
            wasi.call(caller, "posix_dup", descriptor, least, answer);
            duplicate = loan.readInt(answer);
        }
        paths.duplicated(caller, descriptor, duplicate);
        return duplicate;
    }

    int dup2(Instance caller, int from, int to) {
        return answer(() -> {
            wasi.call(caller, "posix_dup2", from, to);
            if (from != to) {
                paths.duplicated(caller, from, to);
            }
            return to;
        });
    }

    int dup3(Instance caller, int from, int to, int flags) {
        return from == to || (flags & ~O_CLOEXEC) != 0 ? -Errno.INVAL : dup2(caller, from, to);
    }

    int pipe(Instance caller, int result) {
        return answer(() -> {
            long both;
            try (Loan loan = Loan.of(caller, 2 * Long.BYTES)) {
                int answer = loan.place(Long.BYTES);
                wasi.call(caller, "posix_pipe", answer);
                both = caller.memory().readLong(Integer.toUnsignedLong(answer));
            }
            caller.memory().writeLong(Integer.toUnsignedLong(result), both);
            return 0;
        });
    }

    /** No end ever waits. */
    int pipe2(Instance caller, int result, int flags) {
        return (flags & ~(O_NONBLOCK | O_CLOEXEC)) != 0 ? -Errno.INVAL : pipe(caller, result);
    }
}
