package dev.tagalong.services.internal;

import dev.tagalong.dl.Library;
import dev.tagalong.dl.Program;
import dev.tagalong.dl.proxy.CutCalls;
import dev.tagalong.runtime.Instance;
import java.util.function.Supplier;

/**
 * What one user has of a service.
 *
 * @param service the object
 * @param calls its calls, cut when it is closed
 * @param reference the library or the program
 */
record UserInstance(Object service, CutCalls calls, AutoCloseable reference) implements AutoCloseable {

    /** Over a reference to the one instance of a library. */
    static UserInstance of(Library library, ServicePlan plan) {
        return of(library, plan, library::instance);
    }

    /** Over an instance of its own. */
    static UserInstance of(Program program, ServicePlan plan) {
        return of(program, plan, program::instance);
    }

    private static UserInstance of(AutoCloseable reference, ServicePlan plan, Supplier<Instance> instance) {
        boolean done = false;
        try {
            Instance its = instance.get();
            CutCalls calls = new CutCalls(its.name());
            UserInstance made = new UserInstance(plan.implement(its, calls), calls, reference);
            done = true;
            return made;
        } finally {
            if (!done) {
                close(reference);
            }
        }
    }

    /** Calls from now on trap; those under way have the linker's grace. */
    @Override
    public void close() {
        calls.cut();
        close(reference);
    }

    private static void close(AutoCloseable reference) {
        if (reference instanceof Library library) {
            library.close();
        } else if (reference instanceof Program program) {
            program.close();
        }
    }
}
