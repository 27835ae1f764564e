package dev.tagalong.emscripten;

import dev.tagalong.emscripten.internal.Clocks;
import dev.tagalong.emscripten.internal.Console;
import dev.tagalong.emscripten.internal.Endings;
import dev.tagalong.emscripten.internal.Exceptions;
import dev.tagalong.emscripten.internal.Fitting;
import dev.tagalong.emscripten.internal.FunctionTable;
import dev.tagalong.emscripten.internal.HeapFunctions;
import dev.tagalong.emscripten.internal.Invocations;
import dev.tagalong.emscripten.internal.Jumps;
import dev.tagalong.emscripten.internal.OlderClocks;
import dev.tagalong.emscripten.internal.Pthreads;
import dev.tagalong.emscripten.internal.SystemCalls;
import dev.tagalong.emscripten.internal.TempResult;
import dev.tagalong.runtime.HostFunction;
import dev.tagalong.runtime.HostModule;
import dev.tagalong.runtime.type.FunctionType;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The functions that emscripten's JavaScript gives to programs and side modules under the module name {@code env}, as far
 * as they have nothing to do with a browser: growth of the heap, {@code abort} and failed assertions, exit, {@code setjmp}
 * and {@code longjmp} and C++ exceptions with the {@code invoke_*} functions, clocks, the calendar, random numbers, messages,
 * and system calls on files. Files are those of WASI, if somebody provides it: what it opened beforehand is where paths lead.
 * There are no other processes, users or networks: calls for these fail with the number that POSIX has for it.
 *
 * <p>Threads ({@code -pthread}) run: each runs an {@link dev.tagalong.runtime.Instance#newThread instance of its own} on a Java
 * thread, calls these functions and WASI's itself, and ends with the program. One that traps or exits ends the program.
 *
 * <p>{@code invoke_} and a signature, such as {@code invoke_viij}, is there for every signature: the letters {@code v},
 * {@code i}, {@code p}, {@code j}, {@code f} and {@code d} for no result, i32, a pointer, i64, f32 and f64, the result's
 * first. It needs what emscripten's linker exports from a program that jumps: {@code setThrew}, and a way to restore the
 * stack.
 *
 * <p>Emscripten has changed the types of some functions over the years: which of the forms a program is given, its import's type
 * says.
 *
 * <p>One object serves any number of instances and threads. State of a program is kept with its instance, and side modules
 * share that of their program.
 */
public final class Emscripten implements HostModule {

    /** The module name that imports use. */
    public static final String NAME = "env";

    private final Map<String, HostFunction> functions;
    private final Map<String, List<HostFunction>> olderForms;

    /** The functions, for any number of instances; there are no files. */
    public Emscripten() {
        this(() -> null);
    }

    /**
     * The functions, for any number of instances.
     *
     * @param wasi provides {@code wasi_snapshot_preview1}, whose descriptors are those of {@code __syscall_*}; it may answer
     *     {@code null} while there is none
     */
    public Emscripten(Supplier<HostModule> wasi) {
        FunctionTable table = new FunctionTable();
        new HeapFunctions().register(table);
        new Endings().register(table);
        new Jumps().register(table);
        new TempResult().register(table);
        new Pthreads().register(table);
        Clocks clocks = new Clocks();
        clocks.register(table);
        new OlderClocks(clocks).register(table);
        new Console().register(table);
        new Exceptions().register(table);
        new SystemCalls(wasi).register(table);
        functions = table.functions();
        olderForms = table.olderForms();
    }

    @Override
    public String name() {
        return NAME;
    }

    /** All but {@code invoke_*} and {@code __cxa_find_matching_catch_*}. */
    @Override
    public Map<String, HostFunction> functions() {
        return functions;
    }

    @Override
    public HostFunction function(String importName) {
        HostFunction named = functions.get(importName);
        if (named != null) {
            return named;
        }
        HostFunction catching = Exceptions.of(importName);
        return catching != null ? catching : Invocations.of(importName);
    }

    @Override
    public HostFunction function(String importName, FunctionType wanted) {
        HostFunction named = function(importName);
        HostFunction found = named == null ? null : Fitting.to(wanted, named);
        for (HostFunction older : olderForms.getOrDefault(importName, List.of())) {
            found = found != null ? found : Fitting.to(wanted, older);
        }
        return found != null ? found : named;
    }
}
