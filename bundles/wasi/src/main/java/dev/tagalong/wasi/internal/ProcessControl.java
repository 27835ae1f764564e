package dev.tagalong.wasi.internal;

import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.ProgramThreads;
import dev.tagalong.runtime.WasmExit;

/** {@code proc_*} and {@code sched_yield}. */
public final class ProcessControl {

    /** A program that a signal ends has this and the signal's number as its status, as in a shell. */
    private static final int SIGNALLED = 128;

    private static final int LAST_SIGNAL = 30;

    /** Adds the functions. */
    public void register(FunctionTable table) {
        table.addWithoutResult(this, "proc_exit").add(this, "proc_raise", "sched_yield");
    }

    void procExit(Instance caller, int status) {
        throw exit(caller, status);
    }

    /** Does what POSIX has a signal do by default, since a program cannot have a handler. */
    void procRaise(Instance caller, int signal) {
        if (signal < 0 || signal > LAST_SIGNAL) {
            throw new ErrnoException(Errno.EINVAL);
        }
        switch (signal) {
            case 0: // none: only asks whether a signal could be raised
            case 16: // SIGCHLD
            case 17: // SIGCONT
            case 22: // SIGURG
            case 27: // SIGWINCH
                return;
            case 18: // SIGSTOP
            case 19: // SIGTSTP
            case 20: // SIGTTIN
            case 21: // SIGTTOU
                throw new ErrnoException(Errno.ENOTSUP);
            default:
                throw exit(caller, SIGNALLED + signal);
        }
    }

    /** Ends the program's other threads; answers what ends this one. */
    private static WasmExit exit(Instance caller, int status) {
        ProgramThreads.of(caller).end(caller, () -> new WasmExit(status));
        return new WasmExit(status);
    }

    void schedYield(Instance caller) {
        caller.checkpoint();
        Thread.yield();
    }
}
