package dev.tagalong.bench.report;

import dev.tagalong.bench.report.Row.Group;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** The project's goals as questions to the results. They are reported, not asserted. */
final class Goals {

    /**
     * A goal.
     *
     * @param text what is asked, and of whom
     * @param bound the figure should not be over it
     * @param figure a contender's figure
     */
    record Goal(String text, double bound, BiFunction<Results, String, OptionalDouble> figure) {}

    private static final String INTERPRETER_TO_BEAT = "endive-interpreter";

    private static final List<String> KERNELS =
            List.of("chacha", "sha256x4", "base64", "scan", "blur", "matmulf", "dot");

    static final List<Goal> ALL = List.of(
            new Goal("geometric mean of compute, to V8", 1.0, Goals::computeMean),
            new Goal(
                    "worst of sieve, matmul, n-body, SHA-256, byte copy, to V8",
                    1.3,
                    worstRatio("sieve", "matmul", "nbody", "sha256", "bytecopy")),
            new Goal("200-way VM in one function, to V8", 2, worstRatio("vm")),
            new Goal(
                    "worst real program, to V8",
                    3,
                    (results, contender) -> worst(
                            results.rows(Group.PROGRAMS).stream().map(row -> results.ratio(row.id(), contender)))),
            new Goal(
                    "900 functions of one type, to 1 target among 4",
                    2,
                    (r, c) -> over(r, c, "indirect-900", "indirect-1")),
            new Goal(
                    "dlsym pointers, to a local call_indirect",
                    1.3,
                    (r, c) -> worst(Stream.of("call-dlsym-1", "call-dlsym-2", "call-dlsym-4")
                            .map(row -> over(r, c, row, "call-indirect")))),
            new Goal("dlsym pointer, 1 library, ns", 3, (r, c) -> r.value("call-dlsym-1", c)),
            new Goal(
                    "import from another instance, to a direct call",
                    1.2,
                    (r, c) -> over(r, c, "call-import", "call-direct")),
            new Goal(
                    "vector kernels, to the same without vectors",
                    1,
                    (r, c) -> worst(KERNELS.stream().map(k -> over(r, c, k + "-simd", k)))),
            new Goal(
                    "worst vector kernel, to V8",
                    2,
                    worstRatio(KERNELS.stream().map(k -> k + "-simd").toArray(String[]::new))),
            new Goal(
                    "worst of trees, tasks and map of structures, to V8",
                    1.3,
                    worstRatio("gc-trees", "gc-richards", "gc-map")),
            new Goal("exceptions, to V8", 1, worstRatio("throw-1", "throw-10")),
            new Goal(
                    "counter and ring buffer of two threads, to Java's",
                    1.2,
                    (r, c) -> worst(Stream.of("threads-counter", "threads-ring").map(t -> over(r, c, t, t + "-java")))),
            new Goal("1 MB module to first result, warm JVM, ms", 300, (r, c) -> r.value("start-warm", c)),
            new Goal("1 MB module to first result, cold JVM, ms", 1000, (r, c) -> r.value("start-cold", c)),
            new Goal("grammar of 0.4 MB, bundle to first tree, warm, ms", 150, (r, c) -> r.value("grammar-warm", c)),
            new Goal("1 MB of JavaScript with tree-sitter, to V8", 3, worstRatio("tree-sitter")),
            new Goal("geometric mean of compute, to Endive's interpreter", 0.2, Goals::toInterpreter));

    private Goals() {}

    private static OptionalDouble computeMean(Results results, String contender) {
        Results.Mean mean = results.mean(Group.COMPUTE, contender);
        return mean.count() == 0 ? OptionalDouble.empty() : OptionalDouble.of(mean.mean());
    }

    private static OptionalDouble toInterpreter(Results results, String contender) {
        double[] logarithms = results.rows(Group.COMPUTE).stream()
                .map(row -> divide(results.value(row.id(), contender), results.value(row.id(), INTERPRETER_TO_BEAT)))
                .filter(OptionalDouble::isPresent)
                .mapToDouble(ratio -> Math.log(ratio.getAsDouble()))
                .toArray();
        OptionalDouble mean = Arrays.stream(logarithms).average();
        return mean.isPresent() ? OptionalDouble.of(Math.exp(mean.getAsDouble())) : mean;
    }

    private static BiFunction<Results, String, OptionalDouble> worstRatio(String... rows) {
        return (results, contender) -> worst(Arrays.stream(rows).map(row -> results.ratio(row, contender)));
    }

    private static OptionalDouble over(Results results, String contender, String row, String base) {
        return divide(results.value(row, contender), results.value(base, contender));
    }

    private static OptionalDouble divide(OptionalDouble value, OptionalDouble base) {
        return value.isPresent() && base.isPresent()
                ? OptionalDouble.of(value.getAsDouble() / base.getAsDouble())
                : OptionalDouble.empty();
    }

    private static OptionalDouble worst(Stream<OptionalDouble> figures) {
        return figures.filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble)
                .max();
    }
}
