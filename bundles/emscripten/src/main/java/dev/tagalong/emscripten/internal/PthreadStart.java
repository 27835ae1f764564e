package dev.tagalong.emscripten.internal;

import dev.tagalong.runtime.Function;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.ProgramThreads;
import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.TrapKind;
import dev.tagalong.runtime.WasmExit;
import dev.tagalong.runtime.type.ValueType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A thread from its begin to its end, as emscripten's worker has it: its stack, its state, its variables, its function. */
final class PthreadStart implements ProgramThreads.Body {

    private static final String INITIALIZE = "_emscripten_thread_init";
    private static final String EXIT = "_emscripten_thread_exit";
    private static final String[] STACK = {"_emscripten_stack_restore", "stackRestore"};
    private static final String[] VARIABLES = {"_emscripten_tls_init", "emscripten_tls_init"};

    /** Those of the thread, of the main thread, of the program's, whether it may wait, and since when a default of the stack's size. */
    private static final int FEWEST_OF_INITIALIZE = 4;

    private static final int DEFAULT_STACK = 65_536;

    private final PthreadTable table;
    private final Pthread self;
    private final ThreadStack stack;
    private final int function;
    private final int argument;

    PthreadStart(PthreadTable table, Pthread self, ThreadStack stack, int function, int argument) {
        this.table = table;
        this.self = self;
        this.stack = stack;
        this.function = function;
        this.argument = argument;
    }

    /** What a program has to export and does not, or {@code null}. */
    static String lacking(Instance program) {
        if (!(program.export(INITIALIZE) instanceof Function)) {
            return INITIALIZE;
        }
        if (Runtime.find(program, Runtime.SET, EXIT) == null) {
            return EXIT;
        }
        return Runtime.find(program, Runtime.SET, STACK) == null ? STACK[0] : null;
    }

    /** Prepares the main thread, whose stack there is. */
    static void main(Instance program, int address) {
        if (lacking(program) == null) {
            initialize(program, address, 1);
            variables(program);
        }
    }

    @Override
    public void run(Instance thread, int number) {
        thread.threadAttachment(Pthread.class, () -> self);
        try {
            begin(thread);
            int result = enter(thread);
            if (self.keptAlive()) {
                self.idle(thread, () -> Pthread.ended(thread));
            } else {
                Runtime.find(thread, Runtime.SET, EXIT).call(result);
            }
        } catch (WasmExit exit) {
            if (!self.leaving()) {
                throw exit;
            }
        } finally {
            table.ended(self);
        }
    }

    private void begin(Instance thread) {
        self.runs(thread, stack.low());
        for (String limits : List.of("emscripten_stack_set_limits", "__set_stack_limits")) {
            Function set = Runtime.find(thread, Runtime.SET_TWO, limits);
            if (set != null) {
                set.call((int) stack.top(), (int) stack.low());
            }
        }
        Runtime.find(thread, Runtime.SET, STACK).call((int) stack.top());
        initialize(thread, self.address(), 0);
        variables(thread);
    }

    private static void initialize(Instance instance, int address, int main) {
        Function function = instance.function(INITIALIZE);
        int count = function.type().parameters().size();
        List<Object> arguments = new ArrayList<>(List.of(address, main, main, 1));
        if (count == FEWEST_OF_INITIALIZE + 2 || count > FEWEST_OF_INITIALIZE && !asksForDefaultStack(instance)) {
            arguments.add(main == 0 ? 0 : defaultStack(instance));
        }
        while (arguments.size() < count) {
            arguments.add(0);
        }
        function.call(arguments.subList(0, count).toArray());
    }

    /** Whether it has no need to be told. */
    private static boolean asksForDefaultStack(Instance instance) {
        return instance.module().imports().stream()
                .anyMatch(wanted -> wanted.name().equals("_emscripten_default_pthread_stack_size"));
    }

    /** As large as that of the main thread, if the program tells, or else emscripten's default. */
    private static int defaultStack(Instance program) {
        Function base = Runtime.find(program, Runtime.GET, "emscripten_stack_get_base");
        Function end = Runtime.find(program, Runtime.GET, "emscripten_stack_get_end");
        int size = base == null || end == null ? 0 : (int) base.call() - (int) end.call();
        return size > 0 ? size : DEFAULT_STACK;
    }

    private static void variables(Instance instance) {
        Function initialize = Runtime.find(instance, Runtime.GET, VARIABLES);
        if (initialize != null) {
            initialize.call();
        }
    }

    /** As JavaScript calls it: what it does not take is dropped, and what it takes more is 0. */
    private int enter(Instance thread) {
        Function entry = thread.callee(function);
        int count = entry.type().parameters().size();
        if (Collections.frequency(entry.type().parameters(), ValueType.I32) != count) {
            throw new Trap(
                    TrapKind.INDIRECT_CALL_TYPE_MISMATCH,
                    "a thread's function takes a pointer, " + entry.name() + " is " + entry.type());
        }
        List<Object> arguments = new ArrayList<>(Collections.nCopies(count, 0));
        if (count > 0) {
            arguments.set(0, argument);
        }
        return entry.call(arguments.toArray()) instanceof Integer result ? result : 0;
    }
}
