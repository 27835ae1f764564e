package dev.tagalong.emscripten.internal;

import dev.tagalong.runtime.Function;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.Memory;
import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.TrapKind;
import java.util.function.Consumer;

/** What threads of a program tell each other: that there is work in a queue of the C library, and signals. */
final class PthreadMessages {

    private static final int SIGNALS = 65;

    /** The C library's own, for {@code pthread_cancel}. */
    private static final int CANCEL = 33;

    private static final int CANCELED = -1;

    void register(FunctionTable table) {
        table.add(this, "threadQueue", "_emscripten_notify_thread_queue")
                .add(this, "proxyingQueue", "_emscripten_notify_proxying_queue", "_emscripten_notify_task_queue")
                .add(this, "mailbox", "_emscripten_notify_mailbox_postmessage", "_emscripten_notify_mailbox")
                .older(this, "mailboxOrMain", "_emscripten_notify_mailbox_postmessage", "_emscripten_notify_mailbox")
                .add(this, "awaitMailbox", "_emscripten_thread_mailbox_await")
                .add(this, "kill", "pthread_kill")
                .add(this, "receive", "_emscripten_receive_on_main_thread_js", "emscripten_receive_on_main_thread_js")
                .older(
                        this,
                        "receiveFromAnybody",
                        "_emscripten_receive_on_main_thread_js",
                        "emscripten_receive_on_main_thread_js")
                .older(
                        this,
                        "receiveFrom",
                        "_emscripten_receive_on_main_thread_js",
                        "emscripten_receive_on_main_thread_js");
    }

    int threadQueue(Instance caller, int target, int main) {
        String function = target == main
                ? "emscripten_main_thread_process_queued_calls"
                : "emscripten_current_thread_process_queued_calls";
        return ask(caller, target, instance -> call(instance, function)) ? 1 : 0;
    }

    int proxyingQueue(Instance caller, int target, int current, int main, int queue) {
        return ask(caller, target, instance -> {
                    if (!call(instance, "_emscripten_proxy_execute_task_queue", queue)) {
                        call(instance, "_emscripten_proxy_execute_queue", queue);
                        call(instance, "emscripten_proxy_execute_queue", queue);
                    }
                })
                ? 1
                : 0;
    }

    void mailbox(Instance caller, int target, int current) {
        ask(caller, target, instance -> call(instance, "_emscripten_check_mailbox"));
    }

    void mailboxOrMain(Instance caller, int target, int current, int main) {
        mailbox(caller, target, current);
    }

    /** A thread is always told by {@link #mailbox}, so it need not wait at an address. */
    void awaitMailbox(int address) {}

    /** Does something on a thread when that is idle; it is not done if the C library has ended the thread by then. */
    private static boolean ask(Instance caller, int target, Consumer<Instance> request) {
        Pthread thread = PthreadTable.of(caller).find(target);
        if (thread == null) {
            return false;
        }
        thread.ask(its -> {
            if (!Pthread.ended(its)) {
                request.accept(its);
            }
        });
        return true;
    }

    private static boolean call(Instance instance, String name, Object... arguments) {
        if (instance.leader().export(name) instanceof Function function) {
            function.call(arguments);
            return true;
        }
        return false;
    }

    /** A signal; there are no handlers of other threads, so any but the C library's own ends the thread. Answers an error number. */
    int kill(Instance caller, int address, int signal) {
        if (signal < 0 || signal >= SIGNALS) {
            return Errno.INVAL;
        }
        Pthread thread = PthreadTable.of(caller).find(address);
        if (thread == null || !exists(caller.memory(), address)) {
            return Errno.SRCH;
        }
        Instance instance = thread.instance();
        if (signal == CANCEL) {
            ask(caller, address, its -> call(its, "_emscripten_thread_exit", CANCELED));
        } else if (signal != 0 && instance != null) {
            if (instance.program() == instance) {
                return Errno.SRCH;
            }
            instance.cancel("signal " + signal + " has ended the thread");
            PthreadTable.of(caller).drop(caller, address);
        }
        return 0;
    }

    /** A thread's first field is its own address as long as it is one. */
    private static boolean exists(Memory memory, int address) {
        long start = Integer.toUnsignedLong(address);
        return start + Integer.BYTES <= memory.byteSize() && memory.readInt(start) == address;
    }

    /** Calls of JavaScript that another thread wants done by the main thread: nothing here passes one on. */
    double receive(Instance caller, int index, int code, int thread, int count, int arguments) {
        throw new Trap(TrapKind.HOST_ERROR, caller.name() + " has a thread call JavaScript by way of the main thread");
    }

    double receiveFrom(Instance caller, int index, int thread, int count, int arguments) {
        return receive(caller, index, 0, thread, count, arguments);
    }

    double receiveFromAnybody(Instance caller, int index, int count, int arguments) {
        return receive(caller, index, 0, 0, count, arguments);
    }
}
