package dev.tagalong.bench.workload;

import dev.tagalong.bench.report.Row.Group;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Every workload. */
public final class Workloads {

    /** In the tables' order. */
    public static final List<Workload> ALL;

    static {
        List<Workload> all = new ArrayList<>();
        all.add(compute("fib", "fib: recursion", 100, true));
        all.add(compute("sieve", "sieve: byte loads and stores", 50, true));
        all.add(compute("matmul", "matmul: f64 loads", 50, true));
        all.add(compute("nbody", "n-body: f64 fields, square roots", 200, false));
        all.add(compute("mandelbrot", "mandelbrot: f64 in locals", 50, false));
        all.add(compute("sha256", "SHA-256: rotations, word loads", 100, true));
        all.add(compute("bytecopy", "byte copy loop", 200, false));
        all.add(compute("strlen", "strlen loop", 100, false));
        all.add(compute("bulk", "memory.copy and memory.fill", 100, false));
        all.add(compute("i64mix", "i64 arithmetic", 50, false));
        all.add(compute("dispatch", "f64 with dynamic dispatch", 50, false));
        all.add(compute("divide", "divisions and remainders", 50, false));
        all.add(compute("heap", "malloc/free, lists, tree, chains", 50, false));
        all.add(objects("gc-trees", "structures: binary trees", 50));
        all.add(objects("gc-richards", "structures: tasks, call_ref dispatch", 100));
        all.add(objects("gc-map", "structures and arrays: a hash map, casts", 5));
        all.add(exceptions("throw-1", "10,000 exceptions thrown and caught in one function"));
        all.add(exceptions("throw-10", "10,000 exceptions thrown over ten frames"));
        threads(all, 0, "counter", "a counter of two threads");
        threads(all, 1, "ring", "a ring buffer of two threads");
        all.add(indirect("indirect-1", "call_indirect, 1 target", 4, 1, true));
        all.add(indirect("indirect-4", "call_indirect, 4 targets", 4, 4, false));
        all.add(indirect("indirect-100", "call_indirect, 100 targets", 100, 100, false));
        all.add(indirect("indirect-900", "call_indirect, 1 target, 900 functions of the type", 900, 1, true));
        all.add(indirect("indirect-900-4", "call_indirect, 4 targets, 900 functions of the type", 900, 4, false));
        all.add(compute("vm", "bytecode VM, a 200-way switch in one function", 25, true));
        addKernels(all);
        all.add(call("call-direct", "direct call", "call-direct", 0, Wiring.PLAIN, 0, true));
        all.add(call("call-import", "import from another instance", "call-import", 1, Wiring.INSTANCE, 0, true));
        all.add(call(
                "call-indirect", "call_indirect in the same instance", "call-pointer", 2, Wiring.POINTERS, 0, true));
        all.add(call("call-dlsym-1", "dlsym pointer, 1 library", "call-pointer", 2, Wiring.POINTERS, 1, true));
        all.add(call("call-dlsym-2", "dlsym pointers, 2 libraries", "call-pointer", 2, Wiring.POINTERS, 2, false));
        all.add(call("call-dlsym-4", "dlsym pointers, 4 libraries", "call-pointer", 2, Wiring.POINTERS, 4, false));
        all.add(call("call-host", "wasm to host function", "call-import", 1, Wiring.HOST, 0, false));
        all.add(call("call-entry", "host to wasm", "library", 0, Wiring.ENTRY, 0, true));
        all.add(new Workload(
                "round-trip",
                "dlopen, dlsym, a call, dlclose",
                Group.LINKING,
                "call-pointer",
                "library.c",
                List.of(),
                Wiring.ROUND_TRIP,
                0,
                50,
                50,
                true));
        all.add(linker("linker-call", "dlsym pointer from the linker, in Felix", Group.CALLS, 2, 5_000_000));
        all.add(linker("linker-open", "the linker, in Felix: dlopen, dlsym, a call, dlclose", Group.LINKING, 0, 50));
        all.add(linker("linker-reopen", "the same while the library is open", Group.LINKING, 1, 200));
        ALL = Collections.unmodifiableList(all);
    }

    private Workloads() {}

    /**
     * The workload of that id.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Workload get(String id) {
        return ALL.stream()
                .filter(w -> w.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no workload '" + id + "'"));
    }

    private static Workload compute(String name, String title, int units, boolean quick) {
        return new Workload(name, title, Group.COMPUTE, name, name + ".c", List.of(), Wiring.PLAIN, 0, units, 1, quick);
    }

    private static Workload objects(String name, String title, int units) {
        return new Workload(
                name, title, Group.COMPUTE, name, name + ".wat", List.of(), Wiring.PLAIN, 0, units, 1, false);
    }

    private static Workload exceptions(String name, String title) {
        return new Workload(name, title, Group.OTHER, name, name + ".wat", List.of(), Wiring.PLAIN, 0, 50, 1, false);
    }

    /** Each is the same C without vectors and with them. */
    private static void addKernels(List<Workload> all) {
        kernel(all, "chacha", "ChaCha20", 20);
        kernel(all, "sha256x4", "SHA-256 of four messages", 10);
        kernel(all, "base64", "base64", 20);
        kernel(all, "scan", "memchr and UTF-8", 40);
        kernel(all, "blur", "8-bit blur", 40);
        kernel(all, "matmulf", "f32 matmul", 5);
        kernel(all, "dot", "dot products", 200);
    }

    private static void kernel(List<Workload> all, String name, String title, int units) {
        all.add(compute(name, title, units, false));
        String id = name + "-simd";
        all.add(new Workload(
                id, title + ", vectors", Group.COMPUTE, id, name + ".c", List.of(), Wiring.PLAIN, 0, units, 1, false));
    }

    /** Each is the same in WebAssembly and in Java. */
    private static void threads(List<Workload> all, int kind, String name, String title) {
        String id = "threads-" + name;
        List<String> defines = List.of("KIND=" + kind);
        all.add(new Workload(
                id, title, Group.OTHER, id, "threads.c", defines, Wiring.THREADS, 0, 500_000, 50_000, false));
        all.add(new Workload(
                id + "-java",
                title + ", in Java",
                Group.OTHER,
                id,
                "threads.c",
                defines,
                Wiring.JAVA_THREADS,
                kind,
                500_000,
                50_000,
                false));
    }

    private static Workload indirect(String name, String title, int functions, int targets, boolean quick) {
        List<String> defines = List.of("FUNCTIONS=" + functions, "TARGETS=" + targets);
        return new Workload(name, title, Group.COMPUTE, name, "indirect.c", defines, Wiring.PLAIN, 0, 200, 1, quick);
    }

    private static Workload linker(String id, String title, Group group, int kind, int units) {
        List<String> defines = List.of("KIND=" + kind);
        return new Workload(
                id, title, group, id, "linker.c", defines, Wiring.LINKER, 1, units, Math.min(units, 50_000), false);
    }

    private static Workload call(
            String id, String title, String module, int kind, Wiring wiring, int libraries, boolean quick) {
        String source = module.equals("library") ? "library.c" : "calls.c";
        List<String> defines = List.of("KIND=" + kind);
        return new Workload(
                id, title, Group.CALLS, module, source, defines, wiring, libraries, 5_000_000, 50_000, quick);
    }
}
