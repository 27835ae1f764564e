package dev.tagalong.services.internal.abi;

import dev.tagalong.dl.DlException;
import dev.tagalong.runtime.Function;
import dev.tagalong.runtime.HostState;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.Module;
import dev.tagalong.runtime.type.ExternalType;
import dev.tagalong.runtime.type.FunctionType;
import dev.tagalong.runtime.type.ValueType;
import java.lang.invoke.MethodHandle;
import java.util.Collections;
import java.util.List;

/**
 * How places in a module's memory are made: with {@code cabi_realloc}, and then they are the called function's to free; else with C's
 * {@code malloc} and {@code free}, and then the caller frees them after the call.
 */
final class Allocator implements HostState {

    private static final String REALLOC = "cabi_realloc";
    private static final String MALLOC = "malloc";
    private static final String FREE = "free";

    private final MethodHandle realloc;
    private final MethodHandle malloc;
    private final MethodHandle free;

    private Allocator(MethodHandle realloc, MethodHandle malloc, MethodHandle free) {
        this.realloc = realloc;
        this.malloc = malloc;
        this.free = free;
    }

    @Override
    public String hindersSnapshot() {
        return null;
    }

    /**
     * Checks that a module has one.
     *
     * @throws DlException if it has none
     */
    static void check(Module module) {
        if (!has(module, REALLOC, 4, 1) && !(has(module, MALLOC, 1, 1) && has(module, FREE, 1, 0))) {
            throw new DlException("the module has no allocator for what it is given: it exports neither " + REALLOC
                    + ", of type (i32, i32, i32, i32) -> (i32), nor " + MALLOC + " and " + FREE);
        }
    }

    private static boolean has(Module module, String name, int parameters, int results) {
        return module.exports().stream()
                .anyMatch(e -> e.name().equals(name)
                        && e.type() instanceof ExternalType.Func function
                        && function.type() == type(parameters, results));
    }

    private static FunctionType type(int parameters, int results) {
        return FunctionType.of(ints(parameters), ints(results));
    }

    private static List<ValueType> ints(int count) {
        return Collections.nCopies(count, ValueType.I32);
    }

    /** That of an instance; one that has none gives no place. */
    static Allocator of(Instance instance) {
        MethodHandle realloc = handle(instance, REALLOC, 4, 1);
        return realloc != null
                ? new Allocator(realloc, null, null)
                : new Allocator(null, handle(instance, MALLOC, 1, 1), handle(instance, FREE, 1, 0));
    }

    private static MethodHandle handle(Instance instance, String name, int parameters, int results) {
        return instance.export(name) instanceof Function function && function.type() == type(parameters, results)
                ? function.handle()
                : null;
    }

    /** Whether places are to be given back after the call. */
    boolean callerFrees() {
        return realloc == null;
    }

    int allocate(int size, int alignment) {
        try {
            if (realloc != null) {
                return (int) realloc.invokeExact(0, 0, alignment, size);
            }
            if (malloc == null || free == null) {
                throw new AbiException("the module exports no " + REALLOC);
            }
            return (int) malloc.invokeExact(size);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError("functions throw nothing else", e);
        }
    }

    void free(int address) {
        try {
            free.invokeExact(address);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError("functions throw nothing else", e);
        }
    }
}
