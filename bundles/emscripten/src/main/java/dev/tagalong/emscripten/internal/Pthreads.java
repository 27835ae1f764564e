package dev.tagalong.emscripten.internal;

import dev.tagalong.runtime.Function;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.ProgramThreads;
import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.TrapKind;
import dev.tagalong.runtime.WasmExit;
import java.lang.System.Logger.Level;

/**
 * Threads, of which emscripten's C library leaves to JavaScript what a browser's workers are for: their begin, messages between
 * them, and the time when none of their functions runs. Each thread calls the host itself; nothing is passed on to the main thread.
 */
public final class Pthreads {

    private static final System.Logger LOG = System.getLogger(Pthreads.class.getName());

    /** What a thread of no other size has in versions whose C library asks for it. */
    private static final int DEFAULT_STACK = 2 << 20;

    private static final int UNKNOWN_TARGET = -4;

    /** Adds the functions. */
    public void register(FunctionTable table) {
        table.add(this, "create", "__pthread_create_js")
                .add(this, "initializeMain", "_emscripten_init_main_thread_js", "__emscripten_init_main_thread_js")
                .add(this, "cleanUp", "_emscripten_thread_cleanup", "__emscripten_thread_cleanup")
                .add(this, "returnToEvents", "emscripten_exit_with_live_runtime", "emscripten_unwind_to_js_event_loop")
                .add(this, "keepAlive", "emscripten_runtime_keepalive_push")
                .add(this, "letGo", "emscripten_runtime_keepalive_pop")
                .add(this, "keptAlive", "emscripten_runtime_keepalive_check")
                .add(this, "callMain", "__call_main")
                .add(this, "mayWait", "emscripten_check_blocking_allowed")
                .add(this, "strongReference", "_emscripten_thread_set_strongref")
                .add(this, "joinable", "_emscripten_thread_exit_joinable")
                .add(this, "processors", "emscripten_num_logical_cores")
                .add(this, "pretendProcessors", "emscripten_force_num_logical_cores")
                .answer(DEFAULT_STACK, "i", "_emscripten_default_pthread_stack_size")
                .answer(1, "i", "emscripten_has_threading_support");
        new PthreadMessages().register(table);
        registerCanvases(table);
    }

    /** Old versions of the C library can draw for other threads, whether the program draws or not. */
    private static void registerCanvases(FunctionTable table) {
        table.answer(0, "i", "emscripten_supports_offscreencanvas")
                .answer(0, "iii", "emscripten_webgl_create_context")
                .answer(UNKNOWN_TARGET, "iiii", "emscripten_set_canvas_element_size");
    }

    /** Starts a thread whose {@code struct pthread} there is; answers an error number. */
    int create(Instance caller, int address, int attributes, int function, int argument) {
        Instance program = caller.leader().program();
        PthreadTable table = PthreadTable.of(caller);
        // Also if there was no room for this one: then there is for the next.
        table.giveBack(caller);
        String lacking = PthreadStart.lacking(program);
        if (lacking != null) {
            return refused(program, "it exports no " + lacking + ", which emscripten's linker keeps with -pthread");
        }
        ThreadStack stack = ThreadStack.of(caller.memory(), address);
        if (stack == null) {
            return refused(
                    program,
                    "its memory has no room for the stack (-sALLOW_MEMORY_GROWTH), or the stack"
                            + " is where no known version of emscripten has it");
        }
        Pthread thread = new Pthread(address);
        table.begins(thread);
        if (ProgramThreads.of(caller).start(caller, new PthreadStart(table, thread, stack, function, argument)) < 0) {
            table.failed(thread);
            return Errno.AGAIN;
        }
        return 0;
    }

    private static int refused(Instance program, String reason) {
        LOG.log(Level.INFO, "{0} gets no thread: {1}", program.name(), reason);
        return Errno.AGAIN;
    }

    void initializeMain(Instance caller, int address) {
        Pthread main = caller.threadAttachment(Pthread.class, () -> new Pthread(address));
        main.runs(caller.leader(), 0);
        PthreadTable.of(caller).main(main);
        PthreadStart.main(caller.leader(), address);
    }

    /** A thread that was joined, or that ends and is detached. */
    void cleanUp(Instance caller, int address) {
        PthreadTable.of(caller).drop(caller, address);
    }

    /**
     * Ends the function that the thread runs, and leaves the rest to events. Of these there are what other threads ask for. The main
     * thread has none left when there are no other threads.
     */
    void returnToEvents(Instance caller) {
        Pthread self = Pthread.of(caller);
        if (caller.leader().program() == caller.leader()) {
            ProgramThreads threads = ProgramThreads.of(caller);
            self.idle(caller, () -> threads.count() == 0);
            throw new WasmExit(0);
        }
        self.idle(caller, () -> Pthread.ended(caller));
        throw self.leave();
    }

    void keepAlive(Instance caller) {
        Pthread.of(caller).keepAlive();
    }

    void letGo(Instance caller) {
        Pthread.of(caller).letGo();
    }

    int keptAlive(Instance caller) {
        return Pthread.of(caller).keptAlive() ? 1 : 0;
    }

    /** The main function of a program that has it run by another thread; its end is the program's. */
    int callMain(Instance caller, int count, int arguments) {
        Function main = Runtime.find(caller.leader(), Runtime.MAP_TWO, "main");
        if (main == null) {
            throw new Trap(TrapKind.HOST_ERROR, caller.name() + " exports no main function");
        }
        throw Endings.exit(caller, (int) main.call(count, arguments));
    }

    /** No thread is a browser's. */
    void mayWait() {}

    /** For Node.js, which otherwise ends with its main thread. */
    void strongReference(int address) {}

    /** For the loading of libraries into other threads. */
    void joinable(int address) {}

    int processors() {
        return java.lang.Runtime.getRuntime().availableProcessors();
    }

    void pretendProcessors(int number) {}
}
