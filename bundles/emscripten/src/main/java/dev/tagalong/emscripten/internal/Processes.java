package dev.tagalong.emscripten.internal;

import dev.tagalong.runtime.HostState;
import dev.tagalong.runtime.Instance;
import java.util.concurrent.atomic.AtomicInteger;

/** What programs ask an operating system for that there is none of here: users, signals, other processes, a network. */
final class Processes {

    /** {@code EAI_FAIL}: no name can be looked up. */
    private static final int CANNOT_LOOK_UP = -4;

    private static final int USUAL_MASK = 0022;

    private static final class Mask implements HostState {
        private final AtomicInteger value = new AtomicInteger(USUAL_MASK);

        @Override
        public String hindersSnapshot() {
            return value.get() == USUAL_MASK ? null : "it has set its file mode mask";
        }
    }

    void register(FunctionTable table) {
        table.add(this, "mask", "__syscall_umask")
                .add(this, "signal", "__call_sighandler")
                .answer(
                        0,
                        "i",
                        "__syscall_getuid32",
                        "__syscall_geteuid32",
                        "__syscall_getgid32",
                        "__syscall_getegid32",
                        "emscripten_has_asyncify")
                // There is no event loop that would let it go off.
                .answer(0, "iid", "_setitimer_js")
                .answer(-Errno.NOSYS, "iiiii", "__syscall_mknodat")
                .answer(-Errno.NOSYS, "iiiiii", "__syscall__newselect")
                .answer(-Errno.NOSYS, "ii", "_emscripten_system");
        registerNetwork(table);
    }

    private static void registerNetwork(FunctionTable table) {
        table.answer(-Errno.AFNOSUPPORT, "iiiiiii", "__syscall_socket")
                .answer(
                        -Errno.NOTSOCK,
                        "iiiiiii",
                        "__syscall_accept4",
                        "__syscall_bind",
                        "__syscall_connect",
                        "__syscall_getpeername",
                        "__syscall_getsockname",
                        "__syscall_getsockopt",
                        "__syscall_listen",
                        "__syscall_recvfrom",
                        "__syscall_recvmsg",
                        "__syscall_sendmsg",
                        "__syscall_sendto",
                        "__syscall_shutdown")
                .answer(CANNOT_LOOK_UP, "iiiii", "getaddrinfo")
                .answer(CANNOT_LOOK_UP, "iiiiiiii", "getnameinfo")
                .answer(0, "ii", "_emscripten_lookup_name", "gethostbyname", "getprotobyname", "getprotobynumber")
                .answer(0, "iiii", "gethostbyaddr");
    }

    int mask(Instance caller, int mask) {
        return caller.attachment(Mask.class, Mask::new).value.getAndSet(mask & 0777);
    }

    /** A signal that the program sends itself. */
    void signal(Instance caller, int handler, int number) {
        caller.callee(handler).call(number);
    }
}
