package dev.tagalong.bench.jmh;

import dev.tagalong.bench.contender.Contender;
import dev.tagalong.bench.linker.LinkerContainer;
import dev.tagalong.bench.process.ChildProcess.Failed;
import dev.tagalong.bench.process.Protocol;
import dev.tagalong.bench.process.Timed;
import dev.tagalong.bench.workload.Workload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Runs a workload of a contender in a JVM of its own, by JMH. Its log and the fork's output are kept in a directory. */
public final class JmhRunner {

    private static final int WARM_UPS = 3;
    private static final TimeValue ITERATION_LIMIT = TimeValue.seconds(60);

    private final Path directory;

    /** Keeps its files in a directory. */
    public JmhRunner(Path directory) {
        this.directory = directory;
        // A second session on the machine is the user's choice; its results say when it ran.
        System.setProperty("jmh.ignoreLock", "true");
    }

    /**
     * Measures a workload.
     *
     * @throws Failed if the contender failed
     */
    public Timed measure(Workload workload, Contender contender, Protocol protocol) {
        Path log = directory.resolve(workload.id() + "-" + contender.id() + ".log");
        Path checksums = directory.resolve(workload.id() + "-" + contender.id() + ".checksums");
        try {
            Files.createDirectories(directory);
            Files.deleteIfExists(checksums);
            OptionsBuilder options = new OptionsBuilder();
            options.include(RunBenchmark.class.getName().replace(".", "\\.") + "\\.run$")
                    .param("workload", workload.id())
                    .param("contender", contender.id())
                    .forks(1)
                    .warmupIterations(WARM_UPS)
                    .warmupTime(TimeValue.milliseconds(protocol.warmUpMillis() / WARM_UPS))
                    .measurementIterations(protocol.samples())
                    .measurementTime(TimeValue.milliseconds(protocol.sampleMillis()))
                    .timeout(ITERATION_LIMIT)
                    .jvmArgsAppend(
                            "-D" + RunBenchmark.CHECKSUMS + "=" + checksums,
                            "-D" + LinkerContainer.BUNDLES + "=" + System.getProperty(LinkerContainer.BUNDLES, ""))
                    .shouldFailOnError(true)
                    .output(log.toString());
            double[] samples = samples(new Runner(options.build()).run());
            String[] sums = Files.readString(checksums).split(" ");
            return new Timed(Integer.parseInt(sums[0]), Integer.parseInt(sums[1]), samples);
        } catch (RunnerException e) {
            throw new Failed(reason(log));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double[] samples(Collection<RunResult> results) {
        return results.stream()
                .flatMap(r -> r.getBenchmarkResults().stream())
                .map(BenchmarkResult::getIterationResults)
                .flatMap(Collection::stream)
                .map(IterationResult::getPrimaryResult)
                .mapToDouble(r -> r.getScore())
                .toArray();
    }

    private static String reason(Path log) {
        try (Stream<String> lines = Files.lines(log)) {
            List<String> causes = lines.map(String::strip)
                    .filter(l -> l.contains("Exception") || l.contains("Error") || l.contains("imeout"))
                    .filter(l -> !l.startsWith("at ") && !l.startsWith("#"))
                    .toList();
            return causes.isEmpty() ? "no result, see " + log.getFileName() : causes.get(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
